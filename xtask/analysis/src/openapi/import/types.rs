//! From schemas to types: a schema that the language cannot describe is `json`, with a question.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase;
use spec::Scalar;

use super::parts;
use super::reader::{Found, Reader};
use super::references;
use super::schemas::{self, Definition, Known};
use super::text::shortened;
use crate::entry::shape::{LONGEST_TUPLE, Shape};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// The longest way through references that is followed.
const MOST_OPEN: usize = 200;

/// Types inside types.
const MAX_DEPTH: usize = 24;

/// The type of a schema. `hint` names what has no name, `notes` takes the questions.
pub(super) fn shape<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let reference = schema["$ref"].as_str();
    let is_circle = reference.is_some_and(|reference| reader.open.contains(&reference));
    if is_circle || reader.open.len() > MOST_OPEN {
        return unknown(notes, "its schema refers to itself or nests too deeply");
    }
    reader.open.push(reference.unwrap_or_default());
    let shape = match reference {
        Some(reference) => referred(reader, reference, hint, notes),
        None => bare(reader, schema, hint, notes),
    };
    reader.open.pop();
    if reference.is_some() && MORE.iter().any(|key| schema.get(key).is_some()) {
        notes.push("question: its schema has more beside the reference; what does that change?".to_owned());
    }
    // OpenAPI 3.0 ignores what is beside a reference. Who writes `nullable` there means it.
    let shape = if schemas::takes_null(schema) { shape.or_null() } else { shape };
    if shape.depth() > MAX_DEPTH {
        let unknown = unknown(notes, "its schema nests too deeply");
        return if shape.is_nullable() { unknown.or_null() } else { unknown };
    }
    shape
}

/// What changes a type where it is beside a reference.
const MORE: &[&str] = &["properties", "allOf", "anyOf", "oneOf", "items", "additionalProperties", "enum"];

/// JSON of any shape, with a question.
fn unknown(notes: &mut Vec<String>, why: &str) -> Shape {
    let question = format!("question: {why}; what is it?");
    if !notes.contains(&question) {
        notes.push(question);
    }
    Shape::json()
}

fn referred<'a>(reader: &mut Reader<'a>, reference: &'a str, hint: &str, notes: &mut Vec<String>) -> Shape {
    let Some(Found { schema, name, is_defined }) = reader.component(reference) else {
        return match references::target(reader.document(), reference) {
            Some(schema) => shape(reader, schema, hint, notes),
            None => unknown(notes, &format!("its schema is `{}`, which is not in the file", shortened(reference))),
        };
    };
    if !is_defined {
        // What has no name in it is named after the component, whoever refers to that first.
        return shape(reader, schema, &name.to_upper_camel_case(), notes);
    }
    reader.need(reference);
    if schemas::takes_null(schema) { Shape::Name(name).or_null() } else { Shape::Name(name) }
}

/// The type without its own mark for null.
fn bare<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    if let Some(scalar) = schema[keys::SCALAR].as_str().filter(|name| Scalar::named(name).is_some()) {
        return Shape::named(scalar);
    }
    if let Some(why) = schemas::unreadable(schema) {
        return unknown(notes, why);
    }
    match reader.definition(schema) {
        Some(Definition::Enum | Definition::Object) => return Shape::Name(reader.inline(schema, hint)),
        Some(Definition::Id) | None => {}
    }
    if let Some(alternatives) = schemas::alternatives(schema) {
        return union(reader, &alternatives, hint, notes);
    }
    if let Some(part) = parts::lone(reader.document(), schema) {
        return shape(reader, part, hint, notes);
    }
    if !json::items(&schema["allOf"]).is_empty() {
        return unknown(notes, "it is all of several schemas together");
    }
    let has = |key: &str| schema.get(key).is_some();
    match schemas::types(schema).as_slice() {
        ["array"] => array(reader, schema, hint, notes),
        ["object"] => map(reader, schema, hint, notes),
        [] if has("items") || has("prefixItems") => array(reader, schema, hint, notes),
        [] if has("additionalProperties") || has("patternProperties") => map(reader, schema, hint, notes),
        [] if has("format") => unknown(notes, "declared with a format and without a type"),
        [] => Shape::json(),
        [one] => scalar(schema, one, notes),
        ["integer", "number"] | ["number", "integer"] => Shape::named("number"),
        several => one_of(several, notes),
    }
}

fn scalar(schema: &Json, name: &str, notes: &mut Vec<String>) -> Shape {
    let format = schema["format"].as_str().unwrap_or_default();
    match (name, format) {
        ("string", "date-time") => Shape::named("timestamp"),
        ("string", "uri" | "url" | "uri-reference" | "iri") => Shape::named("url"),
        ("string" | "boolean" | "integer" | "number", _) => Shape::named(name),
        _ => unknown(notes, &format!("declared as `{}`", shortened(name))),
    }
}

fn one_of(names: &[&str], notes: &mut Vec<String>) -> Shape {
    let names = shortened(&names.join(" or "));
    notes.push(format!("question: declared as {names}; is it an id, which accepts both numbers and texts?"));
    Shape::json()
}

fn array<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let parts = json::items(&schema["prefixItems"]);
    if parts.len() > LONGEST_TUPLE {
        let count = parts.len();
        return unknown(notes, &format!("a list of {count} different elements; {LONGEST_TUPLE} can be described"));
    }
    if let Some(more) = items_after(schema, parts.len()) {
        return if parts.iter().all(|part| part == more) {
            Shape::List(Box::new(shape(reader, more, hint, notes)))
        } else {
            unknown(notes, "a list that begins with other elements than it goes on with")
        };
    }
    if parts.len() > 1 {
        let part = |(index, part)| shape(reader, part, &format!("{hint}Part{}", index + 1), notes);
        return Shape::Tuple(parts.iter().enumerate().map(part).collect());
    }
    match parts.first().or_else(|| schema.get("items")) {
        Some(item) => Shape::List(Box::new(shape(reader, item, hint, notes))),
        None => Shape::List(Box::new(Shape::json())),
    }
}

/// The schema of the elements after the first ones, which have schemas of their own.
fn items_after(schema: &Json, first: usize) -> Option<&Json> {
    let longest = schema["maxItems"].as_u64().and_then(|longest| usize::try_from(longest).ok());
    let can_follow = first > 0 && longest.is_none_or(|longest| longest > first);
    schema.get("items").filter(|items| can_follow && items.as_object().is_some_and(|items| !items.is_empty()))
}

fn map<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let mut patterns = json::entries(&schema["patternProperties"]).map(|(_, value)| value);
    let values = match (schema.get("additionalProperties"), patterns.next(), patterns.next()) {
        (values, None, _) => values,
        (Some(Json::Bool(false)), Some(values), None) => Some(values),
        _ => return unknown(notes, "the patterns of its keys decide what it contains"),
    };
    match values {
        Some(value @ Json::Object(object)) if !object.is_empty() => {
            Shape::Map(Box::new(shape(reader, value, hint, notes)))
        }
        _ => Shape::json(),
    }
}

fn union<'a>(reader: &mut Reader<'a>, alternatives: &[&'a Json], hint: &str, notes: &mut Vec<String>) -> Shape {
    let mut seen = BTreeSet::new();
    let parts: Vec<&Json> = alternatives.iter().copied().filter(|part| seen.insert(part.to_string())).collect();
    if let [part] = parts.as_slice() {
        return shape(reader, part, hint, notes);
    }
    let mut names: Vec<&str> = Vec::new();
    for part in parts {
        let part = references::followed(reader.document(), inner(reader, part));
        let is_object = reader.definition(part) == Some(Definition::Object);
        match schemas::types(part) {
            _ if is_object => names.push("object"),
            types if types.is_empty() => names.push("something else"),
            types => names.extend(types),
        }
    }
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        ["integer", "number"] => Shape::named("number"),
        [one @ ("string" | "integer" | "number" | "boolean")] => Shape::named(one),
        ["object"] => {
            notes.push("question: one of several objects; is there one type for all of them?".to_owned());
            Shape::json()
        }
        ["array"] => unknown(notes, "one of several lists"),
        several => one_of(several, notes),
    }
}

/// The type of a parameter, which is one value: a scalar, an id or an enum.
pub(super) fn param<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let mut asked = Vec::new();
    let inner = inner(reader, schema);
    let followed = references::followed(reader.document(), inner);
    let can_be = match reader.definition(followed) {
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

/// Whether a parameter with this schema can have the value: an enum lists the values of a default.
pub(super) fn is_value<'a>(reader: &Reader<'a>, schema: &'a Json, value: &str) -> bool {
    let schema = references::followed(reader.document(), inner(reader, schema));
    if reader.definition(schema) != Some(Definition::Enum) {
        return true;
    }
    let wire = |known: &Known<'_>| known.value.as_str().map_or_else(|| known.value.to_string(), str::to_owned);
    schemas::known_values(schema).unwrap_or_default().iter().any(|known| wire(known) == value)
}

/// What is left where names for it, null and lone parts are taken away; an id or enum keeps its name.
fn inner<'a>(reader: &Reader<'a>, schema: &'a Json) -> &'a Json {
    let document = reader.document();
    let mut schema = schema;
    // What leads in a circle leads nowhere.
    for _ in 0..32 {
        let followed = references::followed(document, schema);
        if reader.definition(followed).is_some() {
            break;
        }
        schema = match (schemas::alternatives(followed).as_deref(), parts::lone(document, followed)) {
            (Some([one]), _) => one,
            (None, Some(one)) => one,
            _ => return followed,
        };
    }
    schema
}
