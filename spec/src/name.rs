//! Names for Rust, made in this one file: casing, keywords, and what generated code needs itself.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The words that Rust keeps for itself, `gen` among them since edition 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw: `r#self` is an error, so these get a suffix.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// Type names that generated code takes from the runtime; a type of the spec would hide them.
const RESERVED_TYPES: &[&str] = &[
    "Box",
    "BTreeMap",
    "Call",
    "Client",
    "Clone",
    "Copy",
    "Cursor",
    "Debug",
    "Default",
    "Deserialize",
    "DecodeResult",
    "Duration",
    "End",
    "Endpoint",
    "Eq",
    "Err",
    "From",
    "Hash",
    "Ids",
    "Into",
    "IntoFuture",
    "Items",
    "Json",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Paged",
    "Pages",
    "Paging",
    "PartialEq",
    "Pending",
    "Reply",
    "Response",
    "Result",
    "Self",
    "Serialize",
    "Service",
    "Some",
    "Sparse",
    "String",
    "Timestamp",
    "UnitsWhen",
    "UnknownInteger",
    "UnknownText",
    "Url",
    "Vec",
];

/// Methods that every request has; an optional parameter must not take their names.
const REQUEST_METHODS: &[&str] = &["new", "send", "raw", "pages", "items", "into_future", "decode", "split"];

/// Modules that stand beside the groups.
const MODULES: &[&str] = &["service", "types", "r#mod"];

/// A field, parameter, method or module: `snake_case`, and never a bare keyword.
/// `None` where nothing of the name can stand in Rust.
pub(crate) fn snake(name: &str) -> Option<String> {
    valid(name.to_snake_case())
}

/// A variant: `CamelCase`. `None` where nothing of the name can stand in Rust.
pub(crate) fn camel(name: &str) -> Option<String> {
    valid(name.to_upper_camel_case())
}

/// A name that the spec gives as it shall be; `None` where it is none.
pub(crate) fn given(name: &str) -> Option<String> {
    let fits = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if fits { valid(name.to_owned()) } else { None }
}

fn valid(name: String) -> Option<String> {
    let first = name.chars().next()?;
    if first.is_ascii_digit() || !name.chars().all(|c| c == '_' || c.is_alphanumeric()) {
        return None;
    }
    if NEVER_RAW.contains(&name.as_str()) {
        return Some(format!("{name}_"));
    }
    if KEYWORDS.contains(&name.as_str()) {
        return Some(format!("r#{name}"));
    }
    Some(name)
}

/// Whether a definition can have this name: it is written in CamelCase.
pub(crate) fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The CamelCase name nearest to a wrong one.
pub(crate) fn type_proposal(name: &str) -> String {
    let camel = name.to_upper_camel_case();
    if is_type_name(&camel) { camel } else { "Name".to_owned() }
}

/// Whether a definition of this name would hide what generated code needs.
pub(crate) fn is_reserved_type(name: &str) -> bool {
    RESERVED_TYPES.contains(&name)
}

/// Whether an optional parameter of this name would hide a method that every request has.
pub(crate) fn is_request_method(name: &str) -> bool {
    REQUEST_METHODS.contains(&name)
}

/// Whether a group of this name would stand where another module does.
pub(crate) fn is_module(name: &str) -> bool {
    MODULES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_snake(name: &str, expected: Option<&str>) {
        assert_eq!(snake(name).as_deref(), expected, "{name}");
    }

    #[test]
    fn fields_are_snake_case_and_never_bare_keywords() {
        check_snake("profilePicURL", Some("profile_pic_url"));
        check_snake("strong_id__", Some("strong_id"));
        check_snake("type", Some("r#type"));
        check_snake("gen", Some("r#gen"));
        check_snake("self", Some("self_"));
        check_snake("Self", Some("self_"));
        check_snake("crate", Some("crate_"));
        check_snake("größe", Some("größe"));
    }

    #[test]
    fn what_cannot_be_named_is_told() {
        check_snake("", None);
        check_snake("_", None);
        check_snake("+1", None);
        check_snake("4k", None);
        check_snake("$", None);
    }

    #[test]
    fn every_keyword_has_a_name() {
        for keyword in KEYWORDS {
            assert_eq!(snake(keyword), Some(format!("r#{keyword}")));
        }
        for keyword in ["self", "super", "crate"] {
            assert_eq!(snake(keyword), Some(format!("{keyword}_")));
        }
    }
}
