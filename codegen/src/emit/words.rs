//! Types in words.

use spec::{Api, Scalar, Type};

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
        Type::Tuple(items) => {
            let parts: Vec<_> = items.chunk_by(PartialEq::eq).map(|equal| some(api, scope, equal)).collect();
            format!("a tuple of {}", and(&parts))
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

/// Values of one type after each other in a tuple: "an optional cursor", "two `i64` values".
fn some(api: &Api, scope: Scope, equal: &[Type]) -> String {
    const NUMBERS: [&str; 5] = ["two", "three", "four", "five", "six"];
    let Some(ty) = equal.first() else { return String::new() };
    let (optional, inner) = match ty {
        Type::Nullable(inner) => ("optional ", &**inner),
        ty => ("", ty),
    };
    let is_cursor = *inner == Type::Scalar(Scalar::Cursor);
    match equal.len().checked_sub(2).and_then(|more| NUMBERS.get(more)) {
        Some(number) if is_cursor => format!("{number} {optional}cursors"),
        Some(number) => format!("{number} {optional}values, each {}", one(api, scope, inner)),
        None if is_cursor && optional.is_empty() => "a cursor".to_owned(),
        None if is_cursor => "an optional cursor".to_owned(),
        None if optional.is_empty() => one(api, scope, inner),
        None if api.name_of(inner).is_some() || matches!(inner, Type::Scalar(_)) => {
            format!("an {optional}{}", linked(api, scope, inner))
        }
        None => one(api, scope, ty),
    }
}

/// "a", "a and b", "a, b and c".
fn and(parts: &[String]) -> String {
    match parts {
        [parts @ .., last] if !parts.is_empty() => format!("{} and {last}", parts.join(", ")),
        parts => parts.concat(),
    }
}

/// Returns a text that begins with an article as the begin of a sentence.
pub(super) fn capitalized(one: &str) -> String {
    match one.strip_prefix('a') {
        Some(rest) => format!("A{rest}"),
        None => one.to_owned(),
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
