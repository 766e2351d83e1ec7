//! The names of unions that are made of nothing but scalars.

use crate::openapi::import::reader::Reader;
use crate::openapi::import::union::{Kind, Look, Member, Union};
use crate::openapi::json::Json;

/// A name for a union that is made of nothing but scalars: all such unions of a document can be one.
pub(super) fn union_name<'a>(reader: &Reader<'a>, schema: &'a Json) -> Option<String> {
    let union = reader.union(schema)?;
    let Union::ByKind(members) = &*union else { return None };
    let word = |member: &Member<'a>| match (member.kind, member.schema) {
        (Kind::Text, schema) if schema.is_none_or(|schema| reader.definition(reader.known.inner(schema)).is_none()) => {
            Some("Text")
        }
        (Kind::Integer, None) => Some("Integer"),
        (Kind::Number, None) => Some("Number"),
        (Kind::Flag, None) => Some("Flag"),
        _ => None,
    };
    let words: Option<Vec<_>> = members.iter().map(word).collect();
    Some(words?.join("Or"))
}
