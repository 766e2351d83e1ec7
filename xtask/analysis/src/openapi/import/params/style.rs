//! How lists and objects are written in a query.

use crate::openapi::json::Json;

/// How a list is sent, in the words of the language; an error where it has none.
pub(in crate::openapi::import) fn list(param: &Json) -> Result<&'static str, String> {
    let style = param["style"].as_str().unwrap_or("form");
    let name = param["name"].as_str().unwrap_or_default();
    if name.ends_with("[]") || style == "deepObject" {
        return Ok("brackets");
    }
    let is_exploded = match param["explode"].as_bool() {
        Some(explode) => explode,
        None => style == "form",
    };
    match style {
        _ if is_exploded => Ok("repeat"),
        "form" | "simple" => Ok("comma"),
        _ => Err(format!("question: a list that is sent in the style `{style}`; how is it written?")),
    }
}

/// Whether each field of an object is a parameter of its own: that is how a form sends it.
pub(super) fn is_spread(param: &Json) -> bool {
    matches!(param["style"].as_str(), None | Some("form")) && param["explode"] != false
}
