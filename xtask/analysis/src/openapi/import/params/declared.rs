//! The parameters that an operation declares, and those of them that have no place in a request.

use std::collections::BTreeSet;

use crate::entry::names;
use crate::openapi::import::operation::Operation;
use crate::openapi::import::references;
use crate::openapi::import::text::shortened;
use crate::openapi::json::{self, Json};

/// Those in the path, the query and headers. Declarations of the operation take precedence over those of its path; a name in
/// the query and the same one in the path are two parameters.
pub(super) fn declared<'a>(
    document: &'a Json,
    in_path: &[&str],
    operation: &Operation<'a>,
    left_out: &mut Vec<String>,
) -> Vec<&'a Json> {
    let mut declared: Vec<&Json> = Vec::new();
    let mut seen = BTreeSet::new();
    let both = json::items(&operation.json["parameters"]).iter().chain(json::items(&operation.item["parameters"]));
    for param in both.map(|param| references::followed(document, param)) {
        if let Some(why) = unreadable(param) {
            left_out.push(format!("left out: {why}"));
            continue;
        }
        let name = param["name"].as_str().unwrap_or_default();
        let place = param["in"].as_str().unwrap_or_default();
        if !seen.insert((name, place)) {
            continue;
        }
        match reason_to_leave_out(name, place, in_path) {
            None => declared.push(param),
            Some(why) => left_out.push(format!("left out: {why}")),
        }
    }
    declared
}

/// Why nothing is known of a parameter; `None` if it says what it is.
fn unreadable(param: &Json) -> Option<String> {
    let name = param["name"].as_str();
    match (&param["$ref"], name, &param["in"]) {
        (Json::String(reference), ..) => {
            Some(format!("a parameter that is `{}`, which is not in the file", shortened(reference)))
        }
        (_, None, _) => Some("a parameter without a name".to_owned()),
        (_, Some(name), place) if place.as_str().is_none() => {
            Some(format!("the parameter `{}`, which does not say where it is sent (`in`)", shortened(name)))
        }
        _ => None,
    }
}

/// Why a parameter cannot be described; `None` if it can.
fn reason_to_leave_out(name: &str, place: &str, in_path: &[&str]) -> Option<String> {
    let is_in_path = in_path.contains(&name);
    match place {
        "query" | "path" | "header" if !names::can_be_param(name) => {
            Some(format!("a parameter in the {place} that has no usable name"))
        }
        "query" if is_in_path => {
            Some(format!("the parameter `{name}` in the query, because the path has one of this name"))
        }
        "path" if !is_in_path => {
            Some(format!("the parameter `{name}`, which is declared in the path and is not part of it"))
        }
        "query" | "path" | "header" => None,
        _ => Some(format!("the parameter `{}`, which is sent in the {}", shortened(name), shortened(place))),
    }
}
