//! Types in words.

use spec::{Api, Type};

/// Where a text is, which decides how it links to the definitions of the spec.
#[derive(Clone, Copy)]
pub(super) enum Scope {
    /// In the module of a definition, which imports those that it names.
    Types,
    /// In the module of a group of this family.
    Group(Option<usize>),
}

/// Returns one value of a type, with its article: "a list of [`User`](super::types::User)".
pub(super) fn one(api: &Api, scope: Scope, ty: &Type) -> String {
    match ty {
        Type::List(item) => format!("a list of {}", linked(api, scope, item)),
        Type::Map(value) => format!("a map from text to {}", linked(api, scope, value)),
        Type::Tuple(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| one(api, scope, part)).collect();
            format!("a tuple: {}", parts.join(", "))
        }
        Type::Nullable(inner) => format!("{}, or `None`", one(api, scope, inner)),
        ty => {
            let link = linked(api, scope, ty);
            let name = link.trim_start_matches(['[', '`']);
            let article = if name.starts_with(['A', 'E', 'I', 'O', 'i']) { "an" } else { "a" };
            format!("{article} {link}")
        }
    }
}

/// Returns the name of a type, as a link where it is one of the client.
pub(super) fn linked(api: &Api, scope: Scope, ty: &Type) -> String {
    match (ty, api.name_of(ty)) {
        (Type::External(_), Some(name)) => format!("[`{name}`](::{}::types::{name})", api.client_crate),
        (_, Some(name)) => match scope {
            Scope::Types => format!("[`{name}`]"),
            Scope::Group(family) if api.family_of(ty) == family => format!("[`{name}`](super::types::{name})"),
            Scope::Group(_) => format!("[`{name}`](super::super::types::{name})"),
        },
        (Type::Scalar(scalar), None) => match scalar.row().rust {
            "String" | "Text" => "text".to_owned(),
            rust => format!("`{rust}`"),
        },
        (ty, None) => one(api, scope, ty),
    }
}
