//! Components and inline schemas as ids, enums and types.

use heck::ToUpperCamelCase;

use super::entry::{Body, Entry};
use super::reader::{Needed, Reader};
use super::schemas::{self, Definition, Known};
use super::text::{filled, shortened};
use super::{circles, objects};
use crate::entry::names::{self, Taken};
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::Json;
use crate::openapi::keys;

/// Defines everything that is needed, and what that needs, in the order of the file.
pub(super) fn all(mut reader: Reader<'_>) -> Vec<Entry> {
    while let Some(needed) = reader.next_needed() {
        define(&mut reader, &needed);
    }
    let mut entries = reader.finish();
    circles::open(&mut entries);
    entries
}

fn define<'a>(reader: &mut Reader<'a>, needed: &Needed<'a>) {
    let Needed { schema, name, key } = needed;
    let (section, (body, mut comments)) = match reader.definition(schema) {
        Some(Definition::Id) => ("ids", (Body::Node(id(schema, name)), Vec::new())),
        Some(Definition::Enum) => {
            let (body, comments) = open_enum(schema, name);
            ("enums", (Body::Node(body), comments))
        }
        Some(Definition::Object) => {
            let (object, comments) = objects::object(reader, schema, name, doc(schema, name, "object"));
            ("types", (Body::Object(object), comments))
        }
        None => return,
    };
    if let Some(key) = key.filter(|key| key != name) {
        comments.insert(0, format!("`{}` in the description.", shortened(key)));
    }
    // Only a component can come from a file of its own.
    let file = key.and_then(|_| schema[keys::FILE].as_str()).map(str::to_owned);
    reader.define(Entry { section, name: name.clone(), body, comments, file });
}

fn doc(schema: &Json, name: &str, what: &str) -> String {
    let made = format!("The {what} `{name}`, as the service declares it.");
    filled(schema, "description").map_or(made, str::to_owned)
}

fn id(schema: &Json, name: &str) -> Node {
    let doc = doc(schema, name, "id");
    match schema[keys::ID].as_str() {
        Some("digits") => Node::from(doc),
        form => Map::default().with("doc", doc).with("form", form.unwrap_or_default()).into(),
    }
}

fn open_enum(schema: &Json, name: &str) -> (Node, Vec<String>) {
    let known = schemas::known_values(schema).unwrap_or_default();
    let is_integer = known.iter().any(|known| matches!(known.value, Json::Number(_)));
    let mut taken = Taken::default();
    taken.keep("Unknown");
    known.iter().filter_map(|known| known.name).for_each(|name| taken.keep(name));
    let mut values = Map::new(Layout::Block);
    let mut is_named_here = false;
    for value in &known {
        let wire = wire(value.value);
        is_named_here |= is_integer && value.name.is_none() && value.hint.is_none();
        values.add(&wire, known_value(&mut taken, value, &wire, is_integer));
    }
    let comments = is_named_here.then(|| "question: what do the numbers mean? Name them.".to_owned());
    let body = Map::new(Layout::Block)
        .with("doc", doc(schema, name, "set of values"))
        .with("of", if is_integer { "integer" } else { "string" })
        .with("values", values);
    (body.into(), comments.into_iter().collect())
}

fn wire(value: &Json) -> String {
    match value {
        Json::Number(number) => number.to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn known_value(taken: &mut Taken, value: &Known<'_>, wire: &str, is_integer: bool) -> Node {
    let usual = wire.to_upper_camel_case();
    let name = match value.name {
        Some(name) => name.to_owned(),
        None => names::variant(taken, value.hint.unwrap_or(wire)),
    };
    let made = || if wire.is_empty() { "An empty text.".to_owned() } else { format!("The value `{wire}`.") };
    let doc = value.doc.filter(|doc| !doc.trim().is_empty()).map_or_else(made, str::to_owned);
    let mut body = Map::default();
    body.add_some("name", (is_integer || name != usual).then_some(name));
    body.add("doc", doc.as_str());
    body.add_some("basis", (value.basis != "example").then_some(value.basis));
    if body.entries.len() == 1 { Node::from(doc) } else { body.into() }
}
