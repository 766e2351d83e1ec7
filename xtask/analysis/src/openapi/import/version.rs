//! Which documents are read: OpenAPI 3.0 and 3.1.

use super::text::shortened;
use crate::error::Error;
use crate::openapi::json::Json;

const CONVERT: &str = "convert it to OpenAPI 3.0 or 3.1 first";

/// # Errors
/// If it is another document, with what it is.
pub(super) fn check(document: &Json) -> Result<(), Error> {
    const WHOLE: &str = "pass a whole OpenAPI 3.0 or 3.1 document as JSON or YAML";
    let (why, help) = match (document, document.get("openapi"), document.get("swagger")) {
        (Json::Object(_), Some(Json::String(version)), _) if is_known(version) => return check_paths(document),
        (Json::Object(_), Some(Json::String(version)), _) => {
            (format!("its `openapi` is `{}`; 3.0 and 3.1 are known", shortened(version)), CONVERT)
        }
        (Json::Object(_), Some(other), _) => {
            let why = format!("its `openapi` is {}, and not a text", kind(other));
            (why, "write the version as a text: `\"openapi\": \"3.1.0\"`")
        }
        (Json::Object(_), None, Some(version)) => {
            let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
            (format!("it is a Swagger {} document; OpenAPI 3.0 and 3.1 are known", shortened(&version)), CONVERT)
        }
        (Json::Object(_), None, None) => ("it has no `openapi`, which says its version".to_owned(), WHOLE),
        (other, ..) => (format!("it is {}, and not an object", kind(other)), WHOLE),
    };
    Err(refused(why, help))
}

/// `3.0`, `3.1` or a patch of these: `3.0.3`, `3.1.0-rc1`.
fn is_known(version: &str) -> bool {
    let patch = ["3.0", "3.1"].iter().find_map(|known| version.strip_prefix(known));
    patch.is_some_and(|patch| {
        patch.is_empty() || patch.strip_prefix('.').is_some_and(|patch| patch.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// A document may have no paths, but not another thing in their place.
fn check_paths(document: &Json) -> Result<(), Error> {
    match document.get("paths") {
        None | Some(Json::Object(_)) => Ok(()),
        Some(other) => {
            let why = format!("its `paths` is {}, and not an object", kind(other));
            Err(refused(why, "write each path as a key of `paths`"))
        }
    }
}

fn kind(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(flag) => flag.to_string(),
        Json::Number(number) => format!("the number {number}"),
        Json::String(_) => "a text".to_owned(),
        Json::Array(_) => "a list".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

fn refused(why: String, help: &'static str) -> Error {
    Error { what: "cannot import the document".to_owned(), why, help }
}
