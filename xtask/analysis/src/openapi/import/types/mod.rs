//! From schemas to types: a schema that the language cannot describe is `json`, with a question.

mod alternatives;
mod containers;
mod params;

use heck::ToUpperCamelCase;
use spec::Scalar;

pub(super) use alternatives::{member, union_name};
use containers::{array, map};
pub(super) use params::{Sent, is_value, of_query, one, properties_of};

use super::parts;
use super::reader::{Found, Reader};
use super::references;
use super::schemas::{self, Definition};
use super::text::shortened;
use super::unions::Union;
use crate::entry::shape::Shape;
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
        return unknown(reader, schema, notes, "its schema refers to itself or nests too deeply");
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
    let shape = if reader.known.takes_null(schema) { shape.or_null() } else { shape };
    if shape.depth() > MAX_DEPTH {
        let unknown = unknown(reader, schema, notes, "its schema nests too deeply");
        return if shape.is_nullable() { unknown.or_null() } else { unknown };
    }
    shape
}

/// What changes a type where it is beside a reference.
const MORE: &[&str] = &["properties", "allOf", "anyOf", "oneOf", "items", "additionalProperties", "enum"];

/// JSON of any shape, with a question.
fn unknown<'a>(reader: &mut Reader<'a>, schema: &'a Json, notes: &mut Vec<String>, why: &str) -> Shape {
    reader.scalars.hole(schema, why);
    let question = format!("question: {why}; what is it?");
    if !notes.contains(&question) {
        notes.push(question);
    }
    Shape::json()
}

/// JSON of any shape, because the document says nothing of it.
fn undeclared<'a>(reader: &mut Reader<'a>, schema: &'a Json) -> Shape {
    reader.scalars.hole(schema, "the document does not declare what is in it");
    Shape::json()
}

fn referred<'a>(reader: &mut Reader<'a>, reference: &'a str, hint: &str, notes: &mut Vec<String>) -> Shape {
    let Some(Found { schema, name, is_defined }) = reader.component(reference) else {
        return match references::target(reader.document(), reference) {
            Some(schema) => shape(reader, schema, hint, notes),
            None => {
                let why = format!("its schema is `{}`, which is not in the file", shortened(reference));
                unknown(reader, &Json::Null, notes, &why)
            }
        };
    };
    if !is_defined {
        // What has no name in it is named after the component, whoever refers to that first.
        return shape(reader, schema, &name.to_upper_camel_case(), notes);
    }
    reader.need(reference);
    if reader.known.takes_null(schema) { Shape::Name(name).or_null() } else { Shape::Name(name) }
}

/// The type without its own mark for null.
fn bare<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    if let Some(scalar) = schema[keys::SCALAR].as_str().filter(|name| Scalar::named(name).is_some()) {
        return Shape::named(scalar);
    }
    if let Some(why) = schemas::unreadable(schema) {
        return unknown(reader, schema, notes, why);
    }
    // An export of ours has a type beside null so, whatever it is.
    if reader.is_own()
        && schema.get(keys::UNION).is_none()
        && let Some([one]) = schemas::alternatives(schema).as_deref()
    {
        return shape(reader, one, hint, notes);
    }
    match reader.definition(schema) {
        Some(Definition::Enum | Definition::Object) => return Shape::Name(reader.inline(schema, hint)),
        Some(Definition::Union) => {
            return Shape::Name(match union_name(reader, schema) {
                Some(name) => reader.shared(schema, &name),
                None => reader.inline(schema, hint),
            });
        }
        Some(Definition::Id) | None => {}
    }
    match reader.union(schema).as_deref() {
        Some(Union::One(one)) => return member(reader, *one, hint, notes),
        Some(Union::Unknown(why)) => return unknown(reader, schema, notes, why),
        Some(Union::Tagged(..) | Union::ByKind(_)) | None => {}
    }
    if let Some(part) = parts::lone(reader.document(), schema) {
        return shape(reader, part, hint, notes);
    }
    if !json::items(&schema["allOf"]).is_empty() {
        return unknown(reader, schema, notes, "it is all of several schemas together");
    }
    let has = |key: &str| schema.get(key).is_some();
    match schemas::types(schema).as_slice() {
        ["array"] => array(reader, schema, hint, notes),
        ["object"] => map(reader, schema, hint, notes),
        [] if has("items") || has("prefixItems") => array(reader, schema, hint, notes),
        [] if has("additionalProperties") || has("patternProperties") => map(reader, schema, hint, notes),
        [] if has("format") => unknown(reader, schema, notes, "declared with a format and without a type"),
        [] => undeclared(reader, schema),
        [one] => scalar(reader, schema, one, notes),
        several => {
            let names = shortened(&several.join(" or "));
            unknown(reader, schema, notes, &format!("declared as {names}"))
        }
    }
}

fn scalar<'a>(reader: &mut Reader<'a>, schema: &'a Json, name: &str, notes: &mut Vec<String>) -> Shape {
    let format = schema["format"].as_str().unwrap_or_default();
    let scalar = match (name, format) {
        ("string", "date-time") => "timestamp",
        ("string", "date") => "date",
        ("string", "uri" | "url" | "uri-reference" | "iri") => "url",
        ("string" | "boolean" | "integer" | "number", _) => name,
        _ => return unknown(reader, schema, notes, &format!("declared as `{}`", shortened(name))),
    };
    reader.scalars.typed(schema);
    Shape::named(scalar)
}
