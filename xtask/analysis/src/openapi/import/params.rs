//! Parameters of an operation, required ones first.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use spec::path::placeholders;

use super::reader::Reader;
use super::references;
use super::text::{member_doc, shortened};
use super::types;
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// The parameters, and what cannot be one.
pub(super) fn params<'a>(
    reader: &mut Reader<'a>,
    path: &str,
    item: &'a Json,
    operation: &'a Json,
    hint: &str,
) -> (Map, Vec<String>) {
    let in_path: Vec<_> = placeholders(path).collect();
    let mut left_out = Vec::new();
    let mut declared = declared(reader.document(), &in_path, item, operation, &mut left_out);
    // A parameter in the path is required, whatever its declaration.
    let is_required = |param: &Json| param["required"] == true || param["in"] == "path";
    declared.sort_by_key(|param| !is_required(param));
    let mut taken = Taken::default();
    declared.iter().filter_map(|param| param[keys::RUST].as_str()).for_each(|rust| taken.keep(rust));
    let mut required = Map::default();
    let mut optional = Map::default();
    for name in in_path.iter().filter(|name| !declared.iter().any(|param| is_named(param, name))) {
        let rust = rust_name(&mut taken, name, name);
        let question = vec!["question: it is in the path, but not declared; what is it?".to_owned()];
        required.add_said(question, name, body(&Shape::named("string"), None, None, rust));
    }
    for param in declared {
        let is_required = is_required(param);
        add(reader, if is_required { &mut required } else { &mut optional }, &mut taken, param, is_required, hint);
    }
    let mut all = Map::new(Layout::Fit);
    all.entries = required.entries.into_iter().chain(optional.entries).collect();
    (all, left_out)
}

/// Those in query and path. Declarations of the operation take precedence over those of its path; a name in the query
/// and the same one in the path are two parameters.
fn declared<'a>(
    document: &'a Json,
    in_path: &[&str],
    item: &'a Json,
    operation: &'a Json,
    left_out: &mut Vec<String>,
) -> Vec<&'a Json> {
    let mut declared: Vec<&Json> = Vec::new();
    let mut seen = BTreeSet::new();
    let both = json::items(&operation["parameters"]).iter().chain(json::items(&item["parameters"]));
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
        "query" | "path" if !names::can_be_param(name) => {
            Some(format!("a parameter in the {place} that has no usable name"))
        }
        "query" if is_in_path => {
            Some(format!("the parameter `{name}` in the query, because the path has one of this name"))
        }
        "path" if !is_in_path => {
            Some(format!("the parameter `{name}`, which is declared in the path and is not part of it"))
        }
        "query" | "path" => None,
        _ => Some(format!("the parameter `{}`, which is sent in the {}", shortened(name), shortened(place))),
    }
}

fn is_named(param: &Json, name: &str) -> bool {
    param["name"].as_str() == Some(name)
}

fn add<'a>(reader: &mut Reader<'a>, map: &mut Map, taken: &mut Taken, param: &'a Json, is_required: bool, hint: &str) {
    let wire = param["name"].as_str().unwrap_or_default();
    let mut notes = Vec::new();
    let hint = format!("{hint}{}", wire.to_upper_camel_case());
    let shape = match json_text(param) {
        Some(media_type) => {
            notes.push(format!(
                "question: its value is a text of the type `{}`; how is it written?",
                shortened(media_type)
            ));
            Shape::named("string")
        }
        None => types::param(reader, &param["schema"], &hint, &mut notes),
    };
    let key = if is_required { wire.to_owned() } else { format!("{wire}?") };
    let rust = match param[keys::RUST].as_str() {
        Some(rust) => (!names::is_usual_member(wire, rust)).then(|| rust.to_owned()),
        None => rust_name(taken, wire, &key),
    };
    let mut default = default(param, &shape, &mut notes);
    if let Some(Node::Text(value) | Node::Word(value)) = &default
        && !types::is_value(reader, &param["schema"], value)
    {
        notes.push("left out: its default, which is none of its values".to_owned());
        default = None;
    }
    if is_required && default.take().is_some() {
        notes.push("left out: its default, because it is required".to_owned());
    }
    map.add_said(notes, &key, body(&shape, default, member_doc(param), rust));
}

/// The media type of a parameter whose value is a document.
fn json_text(param: &Json) -> Option<&str> {
    json::entries(&param["content"]).next().filter(|_| param.get("schema").is_none()).map(|(name, _)| name.as_str())
}

/// The name in Rust, if it is not the usual one.
fn rust_name(taken: &mut Taken, wire: &str, key: &str) -> Option<String> {
    let rust = names::member(taken, wire, "param", |rust| names::can_name_param(key, rust));
    (!names::is_usual_member(wire, &rust)).then_some(rust)
}

fn body(shape: &Shape, default: Option<Node>, doc: Option<String>, rust: Option<String>) -> Node {
    if default.is_none() && doc.is_none() && rust.is_none() {
        return shape.node();
    }
    let mut body = Map::default().with("type", shape.node());
    body.add_some("default", default);
    body.add_some("doc", doc);
    body.add_some("rust", rust);
    body.into()
}

/// The default as the language writes it for the type.
fn default(param: &Json, shape: &Shape, notes: &mut Vec<String>) -> Option<Node> {
    let is_number = shape.is("integer") || shape.is("number");
    let written = param[keys::DEFAULT].as_str();
    let declared = match &param["schema"]["default"] {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Array(_) | Json::Object(_) => Some(String::new()).filter(|_| is_number),
    };
    let value = written.map(str::to_owned).or(declared)?;
    if !is_number && !shape.is("boolean") {
        return Some(Node::Text(value));
    }
    let is_plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "+-._".contains(c));
    let fits =
        if is_number { written.is_some() || value.parse::<f64>().is_ok() } else { value.parse::<bool>().is_ok() };
    if fits && is_plain {
        return Some(Node::Word(value));
    }
    notes.push("left out: its default, which is not of its type".to_owned());
    None
}
