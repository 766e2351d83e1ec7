//! The alternatives of a union as types.

use super::{array, shape};
use crate::entry::shape::Shape;
use crate::openapi::import::reader::Reader;
use crate::openapi::import::unions::{Kind, Member, Union};
use crate::openapi::json::Json;

/// The type of an alternative: any value of its kind where several schemas are of that kind.
pub(in crate::openapi::import) fn member<'a>(
    reader: &mut Reader<'a>,
    member: Member<'a>,
    hint: &str,
    notes: &mut Vec<String>,
) -> Shape {
    let Some(schema) = member.schema else { return of_kind(member.kind) };
    match member.kind {
        Kind::Integer if !is_enum(reader, schema) => of_kind(Kind::Integer),
        Kind::List => array(reader, reader.known.inner(schema), hint, notes),
        kind => match shape(reader, schema, hint, notes).without_null() {
            // An object of which nothing is known is still one.
            found if found.is("json") => of_kind(kind),
            found => found,
        },
    }
}

fn is_enum<'a>(reader: &Reader<'a>, schema: &'a Json) -> bool {
    reader.definition(reader.known.inner(schema)).is_some()
}

fn of_kind(kind: Kind) -> Shape {
    match kind {
        Kind::Text => Shape::named("string"),
        Kind::Integer => Shape::named("integer"),
        Kind::Number => Shape::named("number"),
        Kind::Flag => Shape::named("boolean"),
        Kind::List => Shape::List(Box::new(Shape::json())),
        Kind::Object => Shape::Map(Box::new(Shape::json())),
    }
}

/// A name for a union that is made of nothing but scalars: all such unions of a document can be one.
pub(in crate::openapi::import) fn union_name<'a>(reader: &Reader<'a>, schema: &'a Json) -> Option<String> {
    let union = reader.union(schema)?;
    let Union::ByKind(members) = &*union else { return None };
    let word = |member: &Member<'a>| match (member.kind, member.schema) {
        (Kind::Text, schema) if schema.is_none_or(|schema| !is_enum(reader, schema)) => Some("Text"),
        (Kind::Integer, None) => Some("Integer"),
        (Kind::Number, None) => Some("Number"),
        (Kind::Flag, None) => Some("Flag"),
        _ => None,
    };
    let words: Option<Vec<_>> = members.iter().map(word).collect();
    Some(words?.join("Or"))
}
