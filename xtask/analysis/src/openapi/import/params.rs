//! Parameters of an operation, required ones first.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::reader::Reader;
use super::text::filled;
use super::{schemas, types};
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
    let mut left_out = Vec::new();
    let mut declared = declared(reader.document(), item, operation, &mut left_out);
    declared.sort_by_key(|param| !is_required(path, param));
    let mut taken = Taken::default();
    declared.iter().filter_map(|param| param[keys::RUST].as_str()).for_each(|rust| taken.keep(rust));
    // Those of the path are required, declared or not.
    let mut required = Map::default();
    let mut optional = Map::default();
    for name in in_path(path).filter(|name| !declared.iter().any(|param| is_named(param, name))) {
        let rust = rust_name(&mut taken, name, name);
        let question = vec!["question: it is in the path, but not declared; what is it?".to_owned()];
        required.add_said(question, name, body(&Shape::named("string"), None, None, rust));
    }
    for param in declared {
        let is_required = is_required(path, param);
        add(reader, if is_required { &mut required } else { &mut optional }, &mut taken, param, is_required, hint);
    }
    let mut all = Map::new(Layout::Fit);
    all.entries = required.entries.into_iter().chain(optional.entries).collect();
    (all, left_out)
}

/// Those in query and path. Declarations of the operation take precedence over those of its path.
fn declared<'a>(document: &'a Json, item: &'a Json, operation: &'a Json, left_out: &mut Vec<String>) -> Vec<&'a Json> {
    let mut declared: Vec<&Json> = Vec::new();
    let both = json::items(&operation["parameters"]).iter().chain(json::items(&item["parameters"]));
    for param in both.map(|param| schemas::followed(document, param)) {
        let name = param["name"].as_str().unwrap_or_default();
        let place = param["in"].as_str().unwrap_or_default();
        if declared.iter().any(|known| is_named(known, name)) {
            continue;
        }
        if !matches!(place, "query" | "path") {
            left_out.push(format!("left out: the parameter `{name}`, which is sent in the {place}"));
        } else if name.is_empty() || name.len() > 500 || name.ends_with('?') {
            left_out.push(format!("left out: a parameter in the {place} that has no usable name"));
        } else {
            declared.push(param);
        }
    }
    declared
}

fn is_named(param: &Json, name: &str) -> bool {
    param["name"].as_str() == Some(name)
}

/// A parameter in the path is required, whatever its declaration.
fn is_required(path: &str, param: &Json) -> bool {
    let name = param["name"].as_str();
    param["required"] == true || in_path(path).any(|inner| Some(inner) == name)
}

fn in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn add<'a>(reader: &mut Reader<'a>, map: &mut Map, taken: &mut Taken, param: &'a Json, is_required: bool, hint: &str) {
    let wire = param["name"].as_str().unwrap_or_default();
    let mut notes = Vec::new();
    let hint = format!("{hint}{}", wire.to_upper_camel_case());
    let shape = types::param(reader, &param["schema"], &hint, &mut notes);
    let key = if is_required { wire.to_owned() } else { format!("{wire}?") };
    let rust = match param[keys::RUST].as_str() {
        Some(rust) => (rust != wire.to_snake_case()).then(|| rust.to_owned()),
        None => rust_name(taken, wire, &key),
    };
    let mut default = default(param, &shape, &mut notes);
    if is_required && default.take().is_some() {
        notes.push("left out: its default, because it is required".to_owned());
    }
    map.add_said(notes, &key, body(&shape, default, filled(param, "description"), rust));
}

/// The name in Rust, if it is not the usual one.
fn rust_name(taken: &mut Taken, wire: &str, key: &str) -> Option<String> {
    let rust = names::member(taken, wire, "param", |rust| names::can_name_param(key, rust));
    (rust != wire.to_snake_case()).then_some(rust)
}

fn body(shape: &Shape, default: Option<Node>, doc: Option<&str>, rust: Option<String>) -> Node {
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
