//! From schemas to types: a schema that the language cannot describe is `json`, with a question.

use heck::ToUpperCamelCase;
use spec::Scalar;

use super::union_name::union_name;
use crate::entry::shape::{LONGEST_TUPLE, Shape};
use crate::openapi::import::reader::{Found, Reader};
use crate::openapi::import::schemas::{self, Definition};
use crate::openapi::import::text::shortened;
use crate::openapi::import::union::{Kind, Look, Member, Union};
use crate::openapi::import::{parts, references};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// The longest way through references that is followed.
const MOST_OPEN: usize = 200;

/// Types inside types.
const MAX_DEPTH: usize = 24;

/// The type of a schema. `hint` names what has no name, `notes` takes the questions.
pub(in crate::openapi::import) fn shape<'a>(
    reader: &mut Reader<'a>,
    schema: &'a Json,
    hint: &str,
    notes: &mut Vec<String>,
) -> Shape {
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

fn array<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let parts = json::items(&schema["prefixItems"]);
    if parts.len() > LONGEST_TUPLE {
        let count = parts.len();
        return unknown(
            reader,
            schema,
            notes,
            &format!("a list of {count} different elements; {LONGEST_TUPLE} can be described"),
        );
    }
    if let Some(more) = items_after(schema, parts.len()) {
        return if parts.iter().all(|part| part == more) {
            Shape::List(Box::new(shape(reader, more, hint, notes)))
        } else {
            unknown(reader, schema, notes, "a list that begins with other elements than it goes on with")
        };
    }
    if parts.len() > 1 {
        let part = |(index, part)| shape(reader, part, &format!("{hint}Part{}", index + 1), notes);
        return Shape::Tuple(parts.iter().enumerate().map(part).collect());
    }
    match parts.first().or_else(|| schema.get("items")) {
        Some(item) => Shape::List(Box::new(shape(reader, item, hint, notes))),
        None => Shape::List(Box::new(undeclared(reader, schema))),
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
        _ => return unknown(reader, schema, notes, "the patterns of its keys decide what it contains"),
    };
    match values {
        Some(value @ Json::Object(object)) if !object.is_empty() => {
            Shape::Map(Box::new(shape(reader, value, hint, notes)))
        }
        _ => undeclared(reader, schema),
    }
}

/// The type of an alternative: any value of its kind where several schemas are of that kind.
pub(in crate::openapi::import) fn member<'a>(
    reader: &mut Reader<'a>,
    member: Member<'a>,
    hint: &str,
    notes: &mut Vec<String>,
) -> Shape {
    let Some(schema) = member.schema else { return member.kind.shape() };
    match member.kind {
        Kind::Integer if reader.definition(reader.known.inner(schema)).is_none() => Kind::Integer.shape(),
        Kind::List => array(reader, reader.known.inner(schema), hint, notes),
        kind => match shape(reader, schema, hint, notes).without_null() {
            // An object of which nothing is known is still one.
            found if found.is("json") => kind.shape(),
            found => found,
        },
    }
}
