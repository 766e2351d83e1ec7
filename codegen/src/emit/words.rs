//! Types in words.

use spec::{Api, Type};

use crate::rust_type::From;

/// Returns one value of a type, with its article: "a list of [`User`](super::types::User)".
pub(super) fn one(api: &Api, from: From, ty: &Type) -> String {
    match ty {
        Type::List(item) => format!("a list of {}", linked(api, from, item)),
        Type::Map(value) => format!("a map from text to {}", linked(api, from, value)),
        Type::Tuple(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| one(api, from, part)).collect();
            format!("a tuple: {}", parts.join(", "))
        }
        Type::Nullable(inner) => format!("{}, or `None`", one(api, from, inner)),
        ty => {
            let link = linked(api, from, ty);
            let name = link.trim_start_matches(['[', '`']);
            let article = if name.starts_with(['A', 'E', 'I', 'O', 'i']) { "an" } else { "a" };
            format!("{article} {link}")
        }
    }
}

/// Returns the name of a type, as a link where it is one of the client.
pub(super) fn linked(api: &Api, from: From, ty: &Type) -> String {
    match (ty, api.name_of(ty)) {
        (Type::External(_), Some(name)) => format!("[`{name}`](::{}::types::{name})", api.client_crate),
        (_, Some(name)) => match from {
            From::Types => format!("[`{name}`]"),
            From::Group => format!("[`{name}`](super::types::{name})"),
        },
        (Type::Scalar(scalar), None) => match scalar.row().rust {
            "String" | "Text" => "text".to_owned(),
            rust => format!("`{rust}`"),
        },
        (ty, None) => one(api, from, ty),
    }
}
