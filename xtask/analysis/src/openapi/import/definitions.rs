//! Components and inline schemas as ids, enums and types.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;

use super::entry::{Body, Entry};
use super::reader::{Needed, Reader};
use super::schemas::{self, Definition, Known};
use super::text::{filled, shortened};
use super::union::Union;
use super::{circles, objects, sent, types};
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// Defines everything that is needed, and what that needs, in the order of the file.
pub(super) fn all(reader: &mut Reader<'_>) -> Vec<Entry> {
    while let Some(needed) = reader.next_needed() {
        define(reader, &needed);
    }
    let mut entries = reader.finish();
    sent::mark(&mut entries, &reader.sent);
    circles::open(&mut entries);
    entries
}

fn define<'a>(reader: &mut Reader<'a>, needed: &Needed<'a>) {
    let Needed { schema, name, key } = needed;
    let (section, (body, mut comments)) = match reader.definition(schema) {
        Some(Definition::Id) => ("ids", (Body::Node(id(schema, name)), Vec::new())),
        Some(Definition::Enum) => {
            reader.scalars.typed(schema);
            let (body, comments) = open_enum(schema, name);
            ("enums", (Body::Node(body), comments))
        }
        Some(Definition::Union) => {
            let (body, comments) = union(reader, schema, name);
            ("unions", (Body::Node(body), comments))
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
    let sample = schema[keys::SAMPLE].as_str();
    let is_digits = schema[keys::ID].as_str() == Some("digits");
    if is_digits && sample.is_none() {
        return Node::from(doc);
    }
    let mut body = Map::default().with("doc", doc);
    body.add_some("form", schema[keys::ID].as_str().filter(|_| !is_digits));
    body.add_some("sample", sample.map(|sample| sampled(sample, is_digits)));
    body.into()
}

/// A sample as the language writes it.
pub(super) fn sampled(sample: &str, is_plain: bool) -> Node {
    if is_plain { Node::Word(sample.to_owned()) } else { Node::Text(sample.to_owned()) }
}

fn union<'a>(reader: &mut Reader<'a>, schema: &'a Json, name: &str) -> (Node, Vec<String>) {
    let doc = doc(schema, name, "union");
    let mut notes = Vec::new();
    let mut body = Map::new(Layout::Block).with("doc", doc);
    if let Some(own) = schema.get(keys::UNION) {
        // Its members are in the language's form; what they need comes with them.
        json::items(&schema["anyOf"]).iter().for_each(|part| _ = types::shape(reader, part, name, &mut notes));
        json::entries(own).for_each(|(key, value)| body.add(key, value));
        return (body.into(), notes);
    }
    match reader.union(schema).as_deref() {
        Some(Union::Tagged(tag, members)) => {
            let of = tagged(reader, members, name, &mut notes);
            body = body.with("tag", *tag).with("of", of);
        }
        Some(Union::ByKind(members)) => {
            let mut shapes = Vec::new();
            for member in members {
                shapes.push(types::member(reader, *member, &format!("{name}{:?}", member.kind), &mut notes).node());
            }
            body.add("of", Node::List(shapes));
        }
        _ => {}
    }
    (body.into(), notes)
}

/// The members of a union by the values of its tag. A variant is called as its value, or as its type where that name is
/// another one's: the name of a variant is never that of another variant's type.
fn tagged<'a>(reader: &mut Reader<'a>, members: &[(String, &'a Json)], name: &str, notes: &mut Vec<String>) -> Map {
    let mut hints = Taken::default();
    let mut shapes = Vec::new();
    for (value, member) in members {
        let hint = format!("{name}{}", names::variant(&mut hints, value).to_upper_camel_case());
        shapes.push(types::shape(reader, member, &hint, notes).without_null());
    }
    let mut taken = Taken::default();
    taken.keep("Unknown");
    let own = |shape: &Shape| if let Shape::Name(name) = shape { Some(name.clone()) } else { None };
    let types: BTreeSet<String> = shapes.iter().filter_map(own).collect();
    let mut of = Map::new(Layout::Block);
    for ((value, _), shape) in members.iter().zip(&shapes) {
        let usual = value.to_upper_camel_case();
        let is_of_another = *shape != Shape::named(&usual) && types.contains(&usual);
        let variant = match shape {
            Shape::Name(own) if is_of_another || taken.has(&usual) => names::variant(&mut taken, own),
            _ => names::variant(&mut taken, value),
        };
        let long = || Map::default().with("type", shape.node()).with("name", variant.as_str());
        of.add(value, if variant == usual { shape.node() } else { long().into() });
    }
    of
}

fn open_enum(schema: &Json, name: &str) -> (Node, Vec<String>) {
    let known = schemas::known_values(schema).unwrap_or_default();
    let is_integer = known.iter().any(|known| matches!(known.value, Json::Number(_)));
    let mut taken = Taken::default();
    taken.keep("Unknown");
    known.iter().filter_map(|known| known.name).for_each(|name| taken.keep(name));
    let mut is_named_here = false;
    let mut values = Map::new(Layout::Block);
    for value in &known {
        let wire = wire(value.value);
        is_named_here |= is_integer && value.name.is_none() && value.hint.is_none();
        values.add(&wire, known_value(&mut taken, value, &wire, is_integer));
    }
    let comments = is_named_here.then(|| "question: what do the numbers mean? Name them.".to_owned());
    let doc = doc(schema, name, "set of values");
    let body = Map::new(Layout::Block).with("doc", doc);
    // Texts that all look like numbers are no numbers.
    let is_unclear = !is_integer && known.iter().all(|known| wire(known.value).parse::<i64>().is_ok());
    let body = if is_unclear { body.with("of", "string") } else { body };
    // A list says nothing of its values but that they are declared.
    let is_short = |body: &Node| matches!(body, Node::Map(map) if map.entries.iter().all(|entry| entry.key == "basis"));
    let is_list = schema.get(keys::KNOWN_VALUES).is_none() && values.entries.iter().all(|entry| is_short(&entry.value));
    let body = match is_list {
        true => {
            body.with("values", Node::List(values.entries.into_iter().map(|value| Node::from(value.key)).collect()))
        }
        false => body.with("values", values),
    };
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
    let doc = value.doc.filter(|doc| !doc.trim().is_empty());
    let mut body = Map::default();
    body.add_some("name", (is_integer || name != usual).then_some(name));
    body.add_some("doc", doc);
    body.add_some("basis", Some(value.basis).filter(|basis| *basis != "example"));
    match (doc, body.entries.as_slice()) {
        (Some(doc), [_]) => Node::from(doc),
        _ => body.into(),
    }
}
