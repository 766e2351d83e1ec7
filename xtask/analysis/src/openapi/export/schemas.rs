//! Ids, enums and types as schemas, in the order of the spec.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use spec::{Api, Basis, Enum, Field, Id, IdForm, Members, Struct, TaggedMember, Type, Union, Value, Values, bare};

use super::aliases::aliases;
use super::file;
use super::types::{nullable, schema};
use crate::entry::names;
use crate::openapi::json::{Build, Json, Object};
use crate::openapi::keys;
use crate::slot::written;

/// All definitions by name.
pub(super) fn schemas(api: &Api) -> Object {
    let mut schemas = Object::new();
    for definition in &api.ids {
        schemas.put(&definition.name, id(definition).with(keys::FILE, file::name(api, definition.span.file)));
    }
    for definition in &api.enums {
        schemas.put(&definition.name, open_enum(definition).with(keys::FILE, file::name(api, definition.span.file)));
    }
    for definition in &api.types {
        schemas.put(&definition.name, object(api, definition).with(keys::FILE, file::name(api, definition.span.file)));
    }
    for definition in &api.unions {
        schemas.put(&definition.name, union(api, definition).with(keys::FILE, file::name(api, definition.span.file)));
    }
    schemas
}

/// Open: what none of the members is fits, too. Its members in the language's form are an extension, since OpenAPI says
/// nothing of kinds of JSON.
fn union(api: &Api, definition: &Union) -> Object {
    let members: Vec<_> = definition.members.types().map(|ty| schema(api, ty)).collect();
    let own = match &definition.members {
        Members::Tagged { tag, of } => {
            let mut rows = Object::new();
            of.iter().for_each(|member| rows.put(&member.wire, tagged(api, member)));
            Object::new().with("tag", tag.as_str()).with("of", rows)
        }
        Members::Kinds(of) => {
            Object::new().with("of", of.iter().map(|member| expression(api, &member.ty)).collect::<Vec<_>>())
        }
    };
    Object::new()
        .with("description", definition.doc.as_str())
        .with("anyOf", members)
        .with_some("discriminator", discriminator(api, &definition.members))
        .with(keys::UNION, own)
}

fn discriminator(api: &Api, members: &Members) -> Option<Object> {
    let Members::Tagged { tag, of } = members else { return None };
    let mut mapping = Object::new();
    for member in of {
        let name = api.name_of(&member.ty).unwrap_or_default();
        mapping.put(&member.wire, format!("#/components/schemas/{name}"));
    }
    Some(Object::new().with("propertyName", tag.as_str()).with("mapping", mapping))
}

/// A member as the spec writes it, with its name where that is not the usual one.
fn tagged(api: &Api, TaggedMember { wire, rust, ty }: &TaggedMember) -> Json {
    let ty = expression(api, ty);
    let name = bare(rust);
    if wire.to_upper_camel_case() == name { ty } else { Object::new().with("type", ty).with("name", name).into() }
}

/// A type as the spec writes it: a list and a map are such in JSON, too.
fn expression(api: &Api, ty: &Type) -> Json {
    match ty {
        Type::List(item) => Json::Array(vec![expression(api, item)]),
        Type::Tuple(items) => items.iter().map(|item| expression(api, item)).collect(),
        Type::Map(value) => Object::new().with("string", expression(api, value)).into(),
        other => Json::from(written(api, other)),
    }
}

fn id(id: &Id) -> Object {
    let schema = Object::new().with("description", id.doc.as_str());
    let schema = schema.with_some(keys::SAMPLE, id.sample.as_deref());
    match id.form {
        IdForm::Digits => schema
            .with("type", vec!["integer", "string"])
            .with("minimum", 0_u64)
            .with("maximum", u64::MAX)
            .with("pattern", "^(0|[1-9][0-9]{0,19})$")
            .with(keys::ID, "digits"),
        IdForm::Text => schema.with("type", vec!["string", "integer"]).with(keys::ID, "text"),
    }
}

/// Open: what is known is listed aside, and any value of the type fits.
fn open_enum(definition: &Enum) -> Object {
    let schema = Object::new().with("description", definition.doc.as_str());
    match &definition.values {
        Values::Text(values) => {
            let values: Vec<_> = values.iter().map(|value| known(value, Json::from(value.wire.as_str()))).collect();
            schema.with("type", "string").with(keys::KNOWN_VALUES, values)
        }
        Values::Integer(values) => {
            let values: Vec<_> = values.iter().map(|value| known(value, Json::from(value.wire))).collect();
            schema.with("type", "integer").with("format", "int64").with(keys::KNOWN_VALUES, values)
        }
    }
}

fn known<T: ToString>(value: &Value<T>, wire: Json) -> Object {
    // A number has no usual name, so its own is always written.
    let usual = matches!(wire, Json::String(_)).then(|| value.wire.to_string().to_upper_camel_case());
    let name = bare(&value.rust);
    Object::new()
        .with("value", wire)
        .with("description", value.doc.as_str())
        .with_some(keys::RUST, (usual.as_deref() != Some(name)).then_some(name))
        .with_some(keys::BASIS, (value.basis != Basis::Example).then(|| basis_word(value.basis)))
}

fn object(api: &Api, definition: &Struct) -> Object {
    let usual = usual_basis(&definition.fields);
    let mut properties = Object::new();
    for field in &definition.fields {
        properties.put(&field.wire, property(api, field, usual));
    }
    let required: Vec<_> =
        definition.fields.iter().filter(|field| !field.optional).map(|field| field.wire.as_str()).collect();
    Object::new()
        .with("description", definition.doc.as_str())
        .with("type", "object")
        .with("properties", properties)
        .with_some("required", (!required.is_empty()).then_some(required))
        .with(keys::BASIS, basis_word(usual))
        .with_some(keys::ALIASES, aliases(&definition.aliases))
}

fn property(api: &Api, field: &Field, usual: Basis) -> Object {
    let bare_schema = schema(api, &field.ty);
    let schema = if field.nullable { nullable(bare_schema) } else { bare_schema };
    let name = bare(&field.rust);
    schema
        .with_some("description", field.doc.as_deref())
        .with_some(keys::RUST, (!names::is_usual_member(&field.wire, name)).then_some(name))
        .with_some(keys::BASIS, (field.basis != usual).then(|| basis_word(field.basis)))
        .with_some(keys::SPARSE, (field.optional && field.nullable).then_some(true))
}

/// The basis of most fields, which the type has.
fn usual_basis(fields: &[Field]) -> Basis {
    let mut counts = BTreeMap::new();
    for field in fields {
        *counts.entry(field.basis).or_insert(0) += 1;
    }
    let most = counts.values().copied().max().unwrap_or_default();
    counts.into_iter().find(|(_, count)| *count == most).map_or(Basis::Example, |(basis, _)| basis)
}

fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::Example => "example",
        Basis::Declared => "declared",
        Basis::Prose => "prose",
    }
}
