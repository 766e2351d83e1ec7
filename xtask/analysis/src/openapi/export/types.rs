//! From types of the spec to JSON Schema.

use spec::{Api, Scalar, Type};

use crate::openapi::json::{Build, Json, Object};
use crate::openapi::keys;

/// The schema of a type; definitions are references.
pub(super) fn schema(api: &Api, ty: &Type) -> Object {
    match ty {
        Type::Scalar(known) => scalar(*known),
        Type::Id(index) => reference(&api.ids[*index].name),
        Type::Enum(index) => reference(&api.enums[*index].name),
        Type::Struct(index) => reference(&api.types[*index].name),
        Type::Union(index) => reference(&api.unions[*index].name),
        // Only an extension has such types, and it is not exported.
        Type::External(_) => Object::new(),
        Type::List(item) => Object::new().with("type", "array").with("items", schema(api, item)),
        Type::Tuple(items) => tuple(api, items),
        Type::Map(value) => Object::new().with("type", "object").with("additionalProperties", schema(api, value)),
        Type::Nullable(inner) => nullable(schema(api, inner)),
    }
}

fn reference(name: &str) -> Object {
    Object::new().with("$ref", format!("#/components/schemas/{name}"))
}

/// Elements at the end that may be null may also be missing, and more than are known do no harm: so it is decoded.
fn tuple(api: &Api, items: &[Type]) -> Object {
    let needed = items.iter().rposition(|item| !matches!(item, Type::Nullable(_))).map_or(0, |last| last + 1);
    let items: Vec<_> = items.iter().map(|item| schema(api, item)).collect();
    Object::new().with("type", "array").with("prefixItems", items).with("minItems", needed as u64)
}

/// The schema that takes null as well: in its list of types where it has one, else by an alternative.
pub(super) fn nullable(mut schema: Object) -> Object {
    let types = match schema.get("type") {
        Some(Json::String(one)) => vec![Json::from(one.as_str()), Json::from("null")],
        Some(Json::Array(several)) => several.iter().cloned().chain([Json::from("null")]).collect(),
        _ => return Object::new().with("anyOf", vec![schema, Object::new().with("type", "null")]),
    };
    schema.put("type", types);
    schema
}

type Make = fn() -> Object;

/// What each scalar takes on the wire: no more and no less than the runtime decodes.
const SCALARS: &[(Scalar, Make)] = &[
    (Scalar::String, || Object::new().with("type", "string")),
    (Scalar::Boolean, || Object::new().with("type", "boolean")),
    (Scalar::Integer, || Object::new().with("type", "integer").with("format", "int64")),
    (Scalar::Number, || Object::new().with("type", "number").with("format", "double")),
    (Scalar::Url, || Object::new().with("type", "string").with("format", "uri-reference")),
    (Scalar::Timestamp, || Object::new().with("type", vec!["string", "integer"]).with("format", "date-time")),
    (Scalar::Date, || Object::new().with("type", "string").with("format", "date")),
    (Scalar::Bytes, || Object::new().with("type", "string").with("format", "binary")),
    (Scalar::Cursor, || {
        let written = Object::new().with("type", vec!["string", "integer"]);
        Object::new().with("anyOf", vec![written, Object::new().with("const", false)])
    }),
    (Scalar::Json, Object::new),
];

/// The scalars that type and format distinguish.
const PLAIN: &[Scalar] = &[Scalar::String, Scalar::Boolean, Scalar::Integer, Scalar::Number];

fn scalar(scalar: Scalar) -> Object {
    let known = SCALARS.iter().find(|(known, _)| *known == scalar);
    let schema = known.map(|(_, schema)| schema()).unwrap_or_default();
    if PLAIN.contains(&scalar) { schema } else { schema.with(keys::SCALAR, scalar.row().name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_has_a_schema() {
        for row in spec::SCALARS {
            assert!(SCALARS.iter().any(|(scalar, _)| *scalar == row.scalar), "{}", row.name);
        }
        assert_eq!(SCALARS.len(), spec::SCALARS.len());
    }
}
