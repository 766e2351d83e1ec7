//! Parameters in headers: those with one value, those with any, and those that the client writes itself.

use heck::ToSnakeCase;

use crate::openapi::import::references;
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// Whether the client or its HTTP library writes a header, or OpenAPI says it elsewhere: the media types and the key.
pub(in crate::openapi::import) fn is_written(name: &str) -> bool {
    spec::HTTP_HEADERS.contains(&name) || matches!(name, "authorization" | "cookie")
}

/// What a header is.
pub(super) enum Header {
    /// It always has this value.
    Constant(String),
    /// The key by which a service recognizes a repeated request.
    Idempotency,
    /// The caller says its value; the name of the parameter.
    Param(String),
    /// It is no parameter, with the reason.
    Written(&'static str),
}

/// What the header of a parameter is. `keys` are the headers that carry keys.
pub(super) fn header(document: &Json, param: &Json, keys: &[String], method: &str) -> Header {
    if param[keys::IDEMPOTENCY] == true {
        return Header::Idempotency;
    }
    let name = param["name"].as_str().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    if keys.contains(&lower) {
        return Header::Written("which carries the key");
    }
    if is_written(&lower) {
        return Header::Written("a header that the client writes itself");
    }
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_|~".contains(c);
    if !name.chars().all(is_token) {
        return Header::Written("which is no name of a header");
    }
    if matches!(lower.as_str(), "idempotency-key" | "x-idempotency-key") && method != "GET" {
        return Header::Idempotency;
    }
    match constant(references::followed(document, &param["schema"])) {
        Some(value) if param["required"] == true => Header::Constant(value.to_owned()),
        _ => Header::Param(name.to_snake_case()),
    }
}

/// The only value that a schema allows, if that can be the value of a header.
fn constant(schema: &Json) -> Option<&str> {
    let value = match (schema.get("const"), json::items(&schema["enum"])) {
        (Some(value), _) => value.as_str(),
        (None, [value]) => value.as_str(),
        (None, _) => None,
    };
    let is_shown = |value: &str| !value.trim().is_empty() && value.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    value.filter(|value| is_shown(value))
}
