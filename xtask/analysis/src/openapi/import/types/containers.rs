//! Lists, tuples and maps.

use super::{shape, undeclared, unknown};
use crate::entry::shape::{LONGEST_TUPLE, Shape};
use crate::openapi::import::reader::Reader;
use crate::openapi::json::{self, Json};

pub(super) fn array<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
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

pub(super) fn map<'a>(reader: &mut Reader<'a>, schema: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
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
