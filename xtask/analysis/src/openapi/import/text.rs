//! Texts of a document that people read, and names of files that it may give.

use crate::openapi::json::Json;
use crate::openapi::keys;

/// The text under a key; `None` where there is none or only blanks.
pub(super) fn filled<'a>(json: &'a Json, key: &str) -> Option<&'a str> {
    json[key].as_str().filter(|text| !text.trim().is_empty())
}

/// The file that an export of ours names. Only a plain name is accepted: a document must not choose a folder.
pub(super) fn file_name(json: &Json) -> Option<&str> {
    json[keys::FILE].as_str().filter(|name| is_file_name(name))
}

pub(super) fn is_file_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(fits)
        && (name.ends_with(".yaml") || name.ends_with(".yml"))
}
