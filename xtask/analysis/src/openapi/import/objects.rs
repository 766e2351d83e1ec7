//! Objects with fields, from all parts of a schema.

use heck::ToUpperCamelCase;

use super::entry::{Field, Object};
use super::parts::{self, Parts, Property};
use super::reader::Reader;
use super::references;
use super::schemas::{self, Definition};
use super::text::{member_doc, shortened};
use super::types;
use crate::entry::names::{self, Taken};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Map, Node};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// The basis of an OpenAPI file: the service's own description.
const DECLARED: &str = "declared";

/// The object that a schema describes, and comments about what of it is left out.
pub(super) fn object<'a>(reader: &mut Reader<'a>, schema: &'a Json, name: &str, doc: String) -> (Object, Vec<String>) {
    let basis = schema[keys::BASIS].as_str().unwrap_or(DECLARED);
    let parts = parts::parts(reader.document(), schema);
    let (usable, mut comments) = usable(&parts);
    comments.extend(unexpressed(&parts));
    let mut taken = Taken::default();
    usable.iter().filter_map(|property| property.schema[keys::RUST].as_str()).for_each(|rust| taken.keep(rust));
    let fields = usable.into_iter().map(|property| field(reader, &mut taken, property, name, basis)).collect();
    let aliases = schema.get(keys::ALIASES).map(Node::from);
    (Object { doc, basis: basis.to_owned(), aliases, fields }, comments)
}

fn field<'a>(reader: &mut Reader<'a>, taken: &mut Taken, property: Property<'a>, owner: &str, basis: &str) -> Field {
    let Property { name: wire, schema, others, is_required } = property;
    let mut notes = Vec::new();
    let shape = match types_of_all(reader, schema, &others) {
        Some(types) => {
            notes.push(format!("question: the parts of its object (`allOf`) declare it as {types}; what is it?"));
            Shape::json()
        }
        None => types::shape(reader, schema, &format!("{owner}{}", wire.to_upper_camel_case()), &mut notes),
    };
    let is_object = |schema: &'a Json| kinds(reader, schema) == ["object"];
    if notes.is_empty() && is_object(schema) && others.iter().any(|other| *other != schema && is_object(other)) {
        notes.push(
            "question: the parts of its object (`allOf`) declare it as several objects, of which this is the last; which \
             fields does it have?"
                .to_owned(),
        );
    }
    // Both marks together need a recorded response; in a description they mean that null is possible.
    let is_sparse = schema[keys::SPARSE] == true;
    let is_optional = !is_required && (!shape.is_nullable() || is_sparse);
    let rust = match schema[keys::RUST].as_str() {
        Some(rust) => rust.to_owned(),
        None => names::member(taken, wire, "field", |_| true),
    };
    let mut more = Map::default();
    more.add_some("doc", member_doc(schema));
    more.add_some("basis", schema[keys::BASIS].as_str().filter(|own| *own != basis));
    more.add_some("rust", (!names::is_usual_member(wire, &rust)).then_some(rust));
    Field { wire: wire.to_owned(), is_optional, is_required, shape, notes, more }
}

/// The types that the parts of an object declare a field as, where these contradict each other.
fn types_of_all<'a>(reader: &Reader<'a>, schema: &'a Json, others: &[&'a Json]) -> Option<String> {
    if others.is_empty() {
        return None;
    }
    let mut all: Vec<_> = others.iter().copied().chain([schema]).map(|schema| kinds(reader, schema)).collect();
    all.retain(|types| !types.is_empty());
    all.dedup();
    let shown = |types: &Vec<&str>| shortened(&types.join(" or "));
    (all.len() > 1).then(|| all.iter().map(shown).collect::<Vec<_>>().join(" and as "))
}

/// The types that a schema names, in order; none where something else decides.
fn kinds<'a>(reader: &Reader<'a>, schema: &'a Json) -> Vec<&'a str> {
    let schema = references::followed(reader.document(), schema);
    if reader.definition(schema) == Some(Definition::Object) {
        return vec!["object"];
    }
    let mut types = schemas::types(schema);
    types.sort_unstable();
    types.dedup();
    types
}

/// The properties that become fields, and comments about the others.
fn usable<'a>(parts: &Parts<'a>) -> (Vec<Property<'a>>, Vec<String>) {
    let mut comments = Vec::new();
    let mut usable = parts::properties(parts);
    usable.retain(|property| {
        let Some(why) = property.reason_to_leave_out() else { return true };
        comments.push(format!("left out: the field `{}`, {why}", shortened(property.name)));
        false
    });
    (usable, comments)
}

/// Comments about what a type with fields does not describe.
fn unexpressed(parts: &Parts<'_>) -> Vec<String> {
    let mut comments = Vec::new();
    for reference in &parts.missing {
        let reference = shortened(reference);
        comments.push(format!(
            "question: a part of it is `{reference}`, which is not in the file; which fields does it have?"
        ));
    }
    if parts.is_cut {
        comments.push(
            "question: it has too many parts, some of which are missing here; which fields do they have?".to_owned(),
        );
    }
    let has_fields = |json: &Json| ["$ref", "properties", "allOf"].iter().any(|key| json.get(key).is_some());
    let adds_fields = |key: &str| parts.schemas.iter().any(|part| json::items(&part[key]).iter().any(has_fields));
    for key in ["oneOf", "anyOf"].into_iter().filter(|key| adds_fields(key)) {
        comments.push(format!("question: it has the fields of one of several objects, too (`{key}`); which are they?"));
    }
    let has_values = |part: &&Json| part["additionalProperties"].as_object().is_some_and(|values| !values.is_empty());
    if parts.schemas.iter().any(has_values) {
        comments.push(
            "left out: its other keys, which can have any name: a type has fields or such keys, not both".to_owned(),
        );
    }
    comments
}
