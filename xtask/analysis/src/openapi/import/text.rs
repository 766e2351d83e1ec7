//! Texts of a document that people read, and names of files that it may give.

use crate::entry::names;
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
    let stem = name.split('.').next().unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && names::can_be_file(stem)
        && name.chars().all(fits)
        && (name.ends_with(".yaml") || name.ends_with(".yml"))
}

/// The doc of a field or parameter, which says so if the member is deprecated.
pub(super) fn member_doc(json: &Json) -> Option<String> {
    const MARK: &str = "Deprecated by the service.";
    let doc = filled(json, "description");
    let is_known = doc.is_some_and(|doc| doc.to_ascii_lowercase().contains("deprecat"));
    if json["deprecated"] != true || is_known {
        return doc.map(str::to_owned);
    }
    Some(doc.map_or_else(|| MARK.to_owned(), |doc| format!("{}\n\n{MARK}", doc.trim_end())))
}

/// The beginning of a name in a comment.
pub(super) fn shortened(name: &str) -> String {
    const LONGEST: usize = 80;
    let mut short: String = name.chars().take(LONGEST).collect();
    if short.len() < name.len() {
        short.push_str("..");
    }
    short
}
