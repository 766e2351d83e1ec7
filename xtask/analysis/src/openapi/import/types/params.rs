//! The types of parameters.

use spec::Scalar;

use super::shape::shape;
use crate::entry::shape::Shape;
use crate::openapi::import::parts;
use crate::openapi::import::reader::Reader;
use crate::openapi::import::schemas::{self, Definition, Known};
use crate::openapi::import::union::{Kind, Look, Union};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// What a parameter in a query is.
pub(in crate::openapi::import) enum Sent {
    One(Shape),
    /// A list, with the type of its items.
    List(Shape),
    Object(Shape),
}

/// The type of a parameter that can be several values: one, a list, or an object.
pub(in crate::openapi::import) fn of_query<'a>(
    reader: &mut Reader<'a>,
    schema: &'a Json,
    hint: &str,
    notes: &mut Vec<String>,
) -> Sent {
    let inner = reader.known.inner(schema);
    if let Some(items) = items(reader, inner) {
        return Sent::List(one(reader, items, hint, notes));
    }
    if reader.definition(inner) == Some(Definition::Object) && (reader.is_own() || is_plain(reader, inner)) {
        let shape = shape(reader, schema, hint, notes).without_null();
        return Sent::Object(shape);
    }
    Sent::One(one(reader, schema, hint, notes))
}

/// The schema of the items of a list. One value or several are a list, too.
fn items<'a>(reader: &Reader<'a>, schema: &'a Json) -> Option<&'a Json> {
    if reader.definition(schema).is_none() && schemas::types(schema) == ["array"] {
        return Some(schema.get("items").unwrap_or(&Json::Null));
    }
    let union = reader.union(schema)?;
    let Union::ByKind(members) = &*union else { return None };
    let list = members.iter().find(|member| member.kind == Kind::List)?;
    members.iter().all(|member| member.kind != Kind::Object).then_some(())?;
    reader.known.inner(list.schema?).get("items")
}

/// Whether an object can be in a query: its fields are single values, or lists of them.
fn is_plain<'a>(reader: &Reader<'a>, schema: &'a Json) -> bool {
    let found = parts::parts(reader.document(), schema);
    parts::properties(&found).iter().all(|property| {
        let inner = reader.known.inner(property.schema);
        let item = items(reader, inner).map_or(inner, |items| reader.known.inner(items));
        is_one(reader, item)
    })
}

/// Whether a schema is one value, which a text can be.
fn is_one<'a>(reader: &Reader<'a>, schema: &'a Json) -> bool {
    match reader.definition(schema) {
        Some(Definition::Enum | Definition::Id) => true,
        Some(Definition::Object | Definition::Union) => false,
        None => matches!(schemas::types(schema).as_slice(), ["string" | "integer" | "number" | "boolean"]),
    }
}

/// The type of a parameter that is one value: a scalar, an id or an enum.
pub(in crate::openapi::import) fn one<'a>(
    reader: &mut Reader<'a>,
    schema: &'a Json,
    hint: &str,
    notes: &mut Vec<String>,
) -> Shape {
    let inner = reader.known.inner(schema);
    // Definitions keep their names, and a scalar of an export of ours is what that says.
    let is_named = matches!(reader.definition(inner), Some(Definition::Id | Definition::Enum));
    if is_named || inner.get(keys::SCALAR).is_some() {
        return shape(reader, schema, hint, notes).without_null();
    }
    // Each of them is a text where it is sent.
    if let Some(Union::ByKind(members)) = reader.union(inner).as_deref()
        && members.iter().all(|member| member.kind < Kind::List)
    {
        reader.scalars.typed(inner);
        return Shape::named("string");
    }
    let is_several = match reader.definition(inner) {
        Some(definition) => matches!(definition, Definition::Object | Definition::Union),
        None => matches!(schemas::types(inner).as_slice(), ["array" | "object"]),
    };
    let found = if is_several { Shape::json() } else { shape(reader, inner, hint, &mut Vec::new()).without_null() };
    match &found {
        Shape::Name(name) if Scalar::named(name).is_none_or(|scalar| scalar.row().param) => found,
        _ => {
            let why = if is_several { "declared as more than one value" } else { "declared without a type" };
            reader.scalars.hole(schema, why);
            notes.push(format!("question: {why}; how is it sent?"));
            Shape::named("string")
        }
    }
}

/// Whether a parameter with this schema can have the value: an enum lists the values of a default.
pub(in crate::openapi::import) fn is_value<'a>(reader: &Reader<'a>, schema: &'a Json, value: &str) -> bool {
    let schema = reader.known.inner(schema);
    if reader.definition(schema) != Some(Definition::Enum) {
        return true;
    }
    let wire = |known: &Known<'_>| known.value.as_str().map_or_else(|| known.value.to_string(), str::to_owned);
    schemas::known_values(schema).unwrap_or_default().iter().any(|known| wire(known) == value)
}

/// The properties of an object that a query has one parameter each for.
pub(in crate::openapi::import) fn properties_of<'a>(reader: &Reader<'a>, schema: &'a Json) -> Vec<parts::Property<'a>> {
    let inner = reader.known.inner(schema);
    if reader.definition(inner) != Some(Definition::Object) || json::entries(&inner["properties"]).next().is_none() {
        return Vec::new();
    }
    parts::properties(&parts::parts(reader.document(), inner))
}
