//! Rust names: casing and keywords. No other file makes any.

use heck::{ToSnakeCase, ToUpperCamelCase};
use unicode_normalization::UnicodeNormalization;

use crate::reserved;

/// The keywords of Rust, with `gen`, which is one since edition 2024.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that cannot be raw: `r#self` is an error, so these get a suffix.
const NEVER_RAW: &[&str] = &["self", "Self", "super", "crate", "_"];

/// What has the name. It decides how the Rust name is written, and which names are reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum Named {
    Definition,
    Family,
    Group,
    Member,
    Method,
    Variant,
}

/// The most bytes of a name in Rust: every file system takes a file of this name, with its ending.
pub const LONGEST_NAME: usize = 100;

/// Returns the Rust name that generated code makes of a wire name; `None` if the spec must give another one.
#[must_use]
pub fn usual_name(wire: &str, of: Named) -> Option<String> {
    made(wire, of).filter(|rust| !is_reserved(rust, of) && rust.len() <= LONGEST_NAME)
}

/// Returns whether a spec can give this name in Rust.
#[must_use]
pub fn can_be_given(name: &str, of: Named) -> bool {
    given_name(name, of).is_some()
}

/// Returns the name in Rust where a spec gives this one: `self` is `self_`. `None` if a spec cannot give it.
#[must_use]
pub fn given_name(name: &str, of: Named) -> Option<String> {
    given(name, of).filter(|rust| !is_reserved(rust, of) && rust.len() <= LONGEST_NAME)
}

/// A name made of a wire name. `None` if nothing of it can be a Rust name.
pub(crate) fn made(wire: &str, of: Named) -> Option<String> {
    match of {
        Named::Definition => Some(wire.to_owned()).filter(|name| is_type_name(name)),
        // Rust loads no module with another name from a file.
        Named::Family | Named::Group | Named::Method => snake(wire).filter(|rust| rust.is_ascii()),
        Named::Member => snake(wire),
        Named::Variant => camel(wire),
    }
}

/// A name that the spec gives, as Rust accepts it. `None` if it is spelled differently from such names.
pub(crate) fn given(name: &str, of: Named) -> Option<String> {
    match of {
        Named::Definition => made(name, of),
        Named::Member => given_snake(name),
        Named::Family | Named::Group | Named::Method => given_snake(name).filter(|rust| can_name_a_type(rust)),
        Named::Variant => given_camel(name).filter(|rust| can_name_a_type(rust)),
    }
}

/// Whether generated code uses a name itself, or its file would be a device.
pub(crate) fn is_reserved(rust: &str, of: Named) -> bool {
    match of {
        Named::Definition => reserved::TYPES.contains(&rust) || is_device(rust),
        Named::Family | Named::Group => reserved::GROUPS.contains(&bare(rust)) || is_device(rust),
        Named::Member => false,
        Named::Method => reserved::METHODS.contains(&rust) || is_device(rust),
        Named::Variant => rust == reserved::VARIANT,
    }
}

/// Whether Windows takes the file of a definition, group or method for a device.
pub(crate) fn is_device(name: &str) -> bool {
    snake(name).is_some_and(|module| reserved::DEVICES.contains(&module.as_str()))
}

/// A field, parameter, method or module: `snake_case`, and never a bare keyword.
/// `None` if nothing of the name is valid in Rust.
pub(crate) fn snake(name: &str) -> Option<String> {
    valid(&normal(name).to_snake_case())
}

/// A variant: `CamelCase`. `None` if nothing of the name is valid in Rust.
fn camel(name: &str) -> Option<String> {
    valid(&normal(name).to_upper_camel_case())
}

/// A `snake_case` name that the spec gives; `None` if it is not one.
fn given_snake(name: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let says_something = name.contains(|c| c != '_');
    if says_something && name.chars().all(fits) { valid(name) } else { None }
}

/// Whether the name of a group or a method can start the name of a struct, in CamelCase and without `_`.
fn can_name_a_type(name: &str) -> bool {
    bare(name).trim_start_matches('_').starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A `CamelCase` name that the spec gives; `None` if it is not one.
fn given_camel(name: &str) -> Option<String> {
    if is_type_name(name) { valid(name) } else { None }
}

/// The name as Rust accepts it, if its characters are those of an identifier. `char::is_alphanumeric`
/// does not decide that: it accepts `²` and `Ⓐ`, which rustc refuses.
fn valid(name: &str) -> Option<String> {
    let name = normal(name);
    let first = name.chars().next()?;
    let begins = first == '_' || unicode_ident::is_xid_start(first);
    if !begins || !name.chars().all(unicode_ident::is_xid_continue) {
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

/// The normal form C of a name: Rust takes two names with the same form for one.
fn normal(name: &str) -> String {
    if name.is_ascii() { name.to_owned() } else { name.nfc().collect() }
}

/// Returns a name without `r#`.
#[must_use]
pub fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Whether a name is CamelCase, as those of definitions must be.
pub(crate) fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The valid CamelCase name that is closest to an invalid one.
pub(crate) fn type_proposal(name: &str) -> Option<String> {
    Some(name.to_upper_camel_case()).filter(|camel| camel != name && can_be_given(camel, Named::Definition))
}

/// Returns whether every request has a method of this name, which an optional parameter would hide.
#[must_use]
pub fn is_request_method(rust: &str) -> bool {
    reserved::REQUEST_METHODS.contains(&rust)
}

/// Whether generated code can refer to a crate by this name: `::name::rt`.
pub(crate) fn is_crate(name: &str) -> bool {
    valid(name).is_some_and(|rust| rust == name && name.is_ascii() && name != "_")
}

/// Returns the name of a method's request struct; two methods must not share it.
#[must_use]
pub fn request_name(method: &str) -> String {
    format!("{}Request", bare(method).to_upper_camel_case())
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
        check_snake("gro\u{308}ße", Some("größe"));
        check_snake("\u{f900}", Some("\u{8c48}"));
    }

    #[test]
    fn a_name_without_valid_letters_gives_none() {
        check_snake("", None);
        check_snake("_", None);
        check_snake("+1", None);
        check_snake("4k", None);
        check_snake("$", None);
        check_snake("x²", None);
        check_snake("Ⓐ", None);
        check_snake("٣x", None);
    }

    #[test]
    fn a_given_name_is_written_as_rust_writes_it() {
        assert_eq!(given_snake("user_id2").as_deref(), Some("user_id2"));
        assert_eq!(given_snake("type").as_deref(), Some("r#type"));
        assert_eq!(given_camel("Self").as_deref(), Some("Self_"));
        for wrong in ["", "_", "UserId", "user-id", "2nd", "r#type"] {
            assert_eq!(given_snake(wrong), None, "{wrong}");
        }
        for wrong in ["", "photo", "Short_Video", "2D", "Größe"] {
            assert_eq!(given_camel(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn reserved_names_are_neither_usual_nor_given() {
        for (name, of) in [
            ("String", Named::Definition),
            ("service", Named::Group),
            ("budget", Named::Group),
            ("types", Named::Method),
            ("con", Named::Method),
            ("nul", Named::Group),
            ("Com1", Named::Definition),
            ("Unknown", Named::Variant),
        ] {
            assert_eq!(usual_name(name, of), None, "{name}");
            assert!(!can_be_given(name, of), "{name}");
        }
        assert_eq!(usual_name("mod", Named::Group), None);
        assert_eq!(usual_name("größe", Named::Group), None);
        assert_eq!(usual_name("unknown", Named::Variant), None);
        assert_eq!(usual_name("types", Named::Member).as_deref(), Some("types"));
        assert!(can_be_given("_1", Named::Member) && !can_be_given("_1", Named::Method));
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
