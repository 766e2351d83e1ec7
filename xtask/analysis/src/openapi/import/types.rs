//! From schemas to types: a schema that the language cannot describe is `json`, with a question.

use spec::Scalar;

use super::reader::Reader;
use super::schemas::{self, Definition};
use crate::entry::shape::Shape;
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// Types inside types. The language itself takes less where one of them may be null.
const MAX_DEPTH: usize = 200;
const MAX_DEPTH_IN_TEXT: usize = 24;

/// The type of a schema. `hint` names what has no name, `notes` takes the questions.
pub(super) fn shape<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let reference = schema["$ref"].as_str();
    let is_circle = reference.is_some_and(|reference| reader.open.contains(&reference));
    if is_circle || reader.open.len() > MAX_DEPTH {
        notes.push("question: its schema refers to itself or nests too deeply; what is it?".to_owned());
        return Shape::json();
    }
    reader.open.push(reference.unwrap_or_default());
    let shape = match reference {
        Some(reference) => referred(reader, reference, hint, notes),
        None if schemas::takes_null(schema) => bare(reader, schema, hint, notes).or_null(),
        None => bare(reader, schema, hint, notes),
    };
    reader.open.pop();
    if shape.is_nullable() && shape.depth() > MAX_DEPTH_IN_TEXT {
        notes.push("question: its schema nests too deeply; what is it?".to_owned());
        return Shape::json().or_null();
    }
    shape
}

fn referred<'a>(reader: &mut Reader<'a>, reference: &'a str, hint: &str, notes: &mut Vec<String>) -> Shape {
    let Some((schema, name)) = reader.component(reference) else {
        return match schemas::target(reader.document(), reference) {
            Some(schema) => shape(reader, schema, hint, notes),
            None => {
                notes.push(format!("question: its schema is `{reference}`, which is not in the file; what is it?"));
                Shape::json()
            }
        };
    };
    if schemas::definition(reader.document(), schema).is_none() {
        return shape(reader, schema, hint, notes);
    }
    reader.need(reference);
    if schemas::takes_null(schema) { Shape::Name(name).or_null() } else { Shape::Name(name) }
}

/// The type without its mark for null.
fn bare<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    if let Some(scalar) = schema[keys::SCALAR].as_str().filter(|name| Scalar::named(name).is_some()) {
        return Shape::named(scalar);
    }
    match schemas::definition(reader.document(), schema) {
        Some(Definition::Enum | Definition::Object) => return Shape::Name(reader.inline(schema, hint)),
        Some(Definition::Id) | None => {}
    }
    if let Some(alternatives) = schemas::alternatives(schema) {
        return union(reader, &alternatives, hint, notes);
    }
    if let [part] = json::items(&schema["allOf"]) {
        return shape(reader, part, hint, notes).without_null();
    }
    match schemas::types(schema).as_slice() {
        ["array"] => array(reader, schema, hint, notes),
        ["object"] => map(reader, schema, hint, notes),
        [] if schema.get("items").is_some() || schema.get("prefixItems").is_some() => {
            array(reader, schema, hint, notes)
        }
        [] if schema["additionalProperties"].get("type").is_some() => map(reader, schema, hint, notes),
        [one] => scalar(schema, one),
        ["integer", "number"] | ["number", "integer"] => Shape::named("number"),
        several => one_of(several, notes),
    }
}

fn scalar(schema: &Json, name: &str) -> Shape {
    let format = schema["format"].as_str().unwrap_or_default();
    match (name, format) {
        ("string", "date-time") => Shape::named("timestamp"),
        ("string", "uri" | "url" | "uri-reference" | "iri") => Shape::named("url"),
        ("string" | "boolean" | "integer" | "number", _) => Shape::named(name),
        _ => Shape::json(),
    }
}

fn one_of(names: &[&str], notes: &mut Vec<String>) -> Shape {
    if names.len() > 1 {
        let names = names.join(" or ");
        notes.push(format!("question: declared as {names}; is it an id, which accepts both numbers and texts?"));
    }
    Shape::json()
}

fn array<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let parts = json::items(&schema["prefixItems"]);
    if parts.len() > 1 {
        let part = |(index, part)| shape(reader, part, &format!("{hint}Part{}", index + 1), notes);
        return Shape::Tuple(parts.iter().enumerate().map(part).collect());
    }
    match parts.first().or_else(|| schema.get("items")) {
        Some(item) => Shape::List(Box::new(shape(reader, item, hint, notes))),
        None => Shape::List(Box::new(Shape::json())),
    }
}

fn map<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    match schema.get("additionalProperties") {
        Some(value @ Json::Object(object)) if !object.is_empty() => {
            Shape::Map(Box::new(shape(reader, value, hint, notes)))
        }
        _ => Shape::json(),
    }
}

fn union<'a>(reader: &mut Reader<'a>, parts: &[&'a Json], hint: &str, notes: &mut Vec<String>) -> Shape {
    if let [part] = parts {
        return shape(reader, part, hint, notes).without_null();
    }
    let mut names: Vec<&str> = Vec::new();
    for part in parts {
        let part = schemas::followed(reader.document(), part);
        let types = schemas::types(part);
        names.extend(if types.is_empty() { vec!["something else"] } else { types });
    }
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        ["string"] => Shape::named("string"),
        ["integer", "number"] => Shape::named("number"),
        ["integer"] => Shape::named("integer"),
        ["object"] => {
            notes.push("question: one of several objects; is there one type for all of them?".to_owned());
            Shape::json()
        }
        several => one_of(several, notes),
    }
}

/// The type of a parameter, which is one value: a scalar, an id or an enum.
pub(super) fn param<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let mut asked = Vec::new();
    let inner = inner(reader.document(), schema);
    let followed = schemas::followed(reader.document(), inner);
    let can_be = match schemas::definition(reader.document(), followed) {
        Some(definition) => definition != Definition::Object,
        None => !matches!(schemas::types(followed).as_slice(), ["array" | "object"]),
    };
    let found = if can_be { shape(reader, inner, hint, &mut asked).without_null() } else { Shape::json() };
    match &found {
        Shape::Name(name) if Scalar::named(name).is_none_or(|scalar| scalar.row().param) => found,
        Shape::Name(name) if Scalar::named(name) == Some(Scalar::Timestamp) => Shape::named("string"),
        _ => {
            notes.push("question: declared as more than one value; how is it sent?".to_owned());
            Shape::named("string")
        }
    }
}

/// What is left where names for it, null and lone parts are taken away; an id or enum keeps its name.
fn inner<'a>(document: &'a Json, schema: &'a Json) -> &'a Json {
    let mut schema = schema;
    // What leads in a circle leads nowhere.
    for _ in 0..32 {
        let followed = schemas::followed(document, schema);
        if schemas::definition(document, followed).is_some() {
            break;
        }
        schema = match (schemas::alternatives(followed).as_deref(), json::items(&followed["allOf"])) {
            (Some([one]), _) => one,
            (None, [one]) => one,
            _ => return followed,
        };
    }
    schema
}
