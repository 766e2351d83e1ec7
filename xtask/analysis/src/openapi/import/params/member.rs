//! The entry of a parameter or of a field of a body, and its default.

use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Map, Node};
use crate::openapi::import::reader::Reader;
use crate::openapi::import::text::member_doc;
use crate::openapi::import::types;
use crate::openapi::json::Json;
use crate::openapi::keys;

/// A parameter or a field before it is written.
pub(in crate::openapi::import) struct Member<'a> {
    pub(in crate::openapi::import) wire: String,
    pub(in crate::openapi::import) is_required: bool,
    pub(in crate::openapi::import) shape: Shape,
    /// What says its doc and its name in Rust.
    pub(in crate::openapi::import) said: &'a Json,
    pub(in crate::openapi::import) schema: &'a Json,
    pub(in crate::openapi::import) header: Option<&'a str>,
    pub(in crate::openapi::import) list: Option<&'static str>,
    pub(in crate::openapi::import) notes: Vec<String>,
}

/// Adds it to a section.
pub(in crate::openapi::import) fn add<'a>(reader: &Reader<'a>, map: &mut Map, taken: &mut Taken, member: Member<'a>) {
    let Member { wire, is_required, shape, said, schema, header, list, mut notes } = member;
    let key = if is_required { wire.clone() } else { format!("{wire}?") };
    let rust = match said[keys::RUST].as_str() {
        Some(rust) => (!names::is_usual_member(&wire, rust)).then(|| rust.to_owned()),
        None => rust_name(taken, &wire, &key),
    };
    let mut default = default(said, schema, &shape, &mut notes);
    if let Some(Node::Text(value) | Node::Word(value)) = &default
        && !types::is_value(reader, schema, value)
    {
        notes.push("left out: its default, which is none of its values".to_owned());
        default = None;
    }
    if is_required && default.take().is_some() {
        notes.push("left out: its default, because it is required".to_owned());
    }
    let mut body = Map::default().with("type", shape.node());
    body.add_some("header", header);
    body.add_some("list", list);
    body.add_some("default", default);
    body.add_some("sample", sample(said, &shape));
    body.add_some("doc", member_doc(said));
    body.add_some("rust", rust);
    let is_short = body.entries.len() == 1;
    map.add_said(notes, &key, if is_short { shape.node() } else { body.into() });
}

/// The name in Rust, if it is not the usual one.
fn rust_name(taken: &mut Taken, wire: &str, key: &str) -> Option<String> {
    let rust = names::member(taken, wire, "param", |rust| names::can_name_param(key, rust));
    (!names::is_usual_member(wire, &rust)).then_some(rust)
}

/// The value that examples have, of a document that was exported.
fn sample(said: &Json, shape: &Shape) -> Option<Node> {
    let sample = said[keys::SAMPLE].as_str()?;
    let item = match shape.clone().without_null() {
        Shape::List(item) => *item,
        shape => shape,
    };
    let is_plain = ["integer", "number", "boolean"].iter().any(|name| item.is(name));
    let is_word = sample.chars().all(|c| c.is_ascii_alphanumeric() || "+-._".contains(c));
    Some(if is_plain && is_word { Node::Word(sample.to_owned()) } else { Node::Text(sample.to_owned()) })
}

/// The default as the language writes it for the type.
fn default(said: &Json, schema: &Json, shape: &Shape, notes: &mut Vec<String>) -> Option<Node> {
    let shape = shape.clone().without_null();
    let Shape::Name(name) = &shape else { return None };
    let is_number = matches!(name.as_str(), "integer" | "number");
    let written = said[keys::DEFAULT].as_str();
    let declared = match &schema["default"] {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(flag) => Some(flag.to_string()),
        Json::Array(_) | Json::Object(_) => Some(String::new()).filter(|_| is_number),
    };
    let value = written.map(str::to_owned).or(declared)?;
    if !is_number && name != "boolean" {
        return Some(Node::Text(value)).filter(|_| !matches!(name.as_str(), "json" | "bytes"));
    }
    let is_plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "+-._".contains(c));
    let fits = match name.as_str() {
        "integer" => written.is_some() || value.parse::<i64>().is_ok(),
        "number" => written.is_some() || value.parse::<f64>().is_ok(),
        _ => value.parse::<bool>().is_ok(),
    };
    if fits && is_plain {
        return Some(Node::Word(value));
    }
    notes.push("left out: its default, which is not of its type".to_owned());
    None
}
