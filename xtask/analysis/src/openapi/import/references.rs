//! References inside of a document.

use crate::openapi::json::Json;

/// The part of a reference that names a component of this file.
pub(super) fn component_key(reference: &str) -> Option<String> {
    reference.strip_prefix("#/components/schemas/").map(unescaped)
}

/// What a reference inside this file leads to.
pub(super) fn target<'a>(document: &'a Json, reference: &str) -> Option<&'a Json> {
    let parts = reference.strip_prefix("#/")?.split('/');
    parts.map(unescaped).try_fold(document, |json, part| json.get(&part))
}

/// A part of a JSON pointer in a URL.
fn unescaped(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part;
    while let Some(c) = rest.chars().next() {
        let code = rest.get(1..3).filter(|_| c == '%').and_then(|code| u8::from_str_radix(code, 16).ok());
        let length = if code.is_some() { 3 } else { c.len_utf8() };
        match code {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(&rest.as_bytes()[..length]),
        }
        rest = &rest[length..];
    }
    String::from_utf8_lossy(&bytes).replace("~1", "/").replace("~0", "~")
}

/// The object itself, or what it refers to in this file.
pub(super) fn followed<'a>(document: &'a Json, json: &'a Json) -> &'a Json {
    let mut json = json;
    // A circle of references has no target.
    for _ in 0..64 {
        match json["$ref"].as_str().and_then(|reference| target(document, reference)) {
            Some(next) => json = next,
            None => break,
        }
    }
    json
}
