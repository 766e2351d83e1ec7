//! Parameters, and the fields of a body.

use spec::{Api, Endpoint, ListForm, Param, Place, Scalar, Type, Values, bare};

use super::auth;
use super::types::{nullable, schema};
use crate::entry::names;
use crate::openapi::json::{Build, Json, Object};
use crate::openapi::keys;

/// The parameters of an operation, in the order of the spec; headers that are the same in all requests after them.
pub(super) fn parameters(api: &Api, endpoint: &Endpoint) -> Vec<Object> {
    let in_place = |param: &&Param| matches!(param.place, Place::Url | Place::Header(_));
    let own = endpoint.params.iter().filter(in_place).map(|param| parameter(api, &endpoint.path, param));
    let idempotency = endpoint.idempotency.iter().map(|header| idempotency(header));
    let constants = endpoint.headers.iter().map(auth::constant);
    let of_service = api.service.iter().flat_map(auth::header_references);
    own.chain(idempotency).chain(constants).chain(of_service).collect()
}

/// The header with the key of a repeated request. The client sends one of its own.
fn idempotency(header: &str) -> Object {
    Object::new()
        .with("name", header)
        .with("in", "header")
        .with("required", false)
        .with("schema", Object::new().with("type", "string"))
        .with(keys::IDEMPOTENCY, true)
}

fn parameter(api: &Api, path: &str, param: &Param) -> Object {
    let (name, place) = match &param.place {
        Place::Header(header) => (header.clone(), "header"),
        _ if path.contains(&format!("{{{}}}", param.wire)) => (param.wire.clone(), "path"),
        _ if is_list(&param.ty) && param.list == ListForm::Brackets => (format!("{}[]", param.wire), "query"),
        _ => (param.wire.clone(), "query"),
    };
    let said = said(api, param);
    let wire = matches!(param.place, Place::Header(_)).then_some(param.wire.as_str());
    let object = Object::new()
        .with("name", name)
        .with("in", place)
        .with("required", param.required)
        .with_some("description", param.doc.as_deref())
        .with("schema", schema(api, &param.ty).with_some("default", said.default));
    let object = if place == "query" { with_style(object, param) } else { object };
    object
        .with_some(keys::DEFAULT, said.written)
        .with_some(keys::SAMPLE, param.sample.as_deref())
        .with_some(keys::NAME, wire)
        .with_some(keys::RUST, said.rust)
}

fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::List(_))
}

/// How lists and objects are written, where that is not what OpenAPI assumes.
pub(super) fn with_style(object: Object, param: &Param) -> Object {
    let is_object = matches!(param.ty, Type::Struct(_) | Type::Map(_));
    match param.list {
        _ if is_object => object.with("style", "deepObject").with("explode", true),
        ListForm::Comma if is_list(&param.ty) => object.with("explode", false),
        ListForm::Repeat | ListForm::Brackets | ListForm::Comma => object,
    }
}

/// A field of a body as a property.
pub(super) fn property(api: &Api, param: &Param) -> Object {
    let said = said(api, param);
    let schema = match &param.ty {
        Type::Nullable(inner) => nullable(schema(api, inner)),
        ty => schema(api, ty),
    };
    schema
        .with_some("description", param.doc.as_deref())
        .with_some("default", said.default)
        .with_some(keys::DEFAULT, said.written)
        .with_some(keys::SAMPLE, param.sample.as_deref())
        .with_some(keys::RUST, said.rust)
}

/// What is said of a parameter besides its type.
struct Said<'p> {
    /// The default as JSON.
    default: Option<Json>,
    /// The default as it was written, if its JSON form differs.
    written: Option<&'p str>,
    /// The name in Rust, if it is not the usual one.
    rust: Option<&'p str>,
}

fn said<'p>(api: &Api, param: &'p Param) -> Said<'p> {
    let ty = if let Type::Nullable(inner) = &param.ty { inner } else { &param.ty };
    let default = param.default.as_ref().and_then(|written| default(api, ty, written));
    let is_same = |written: &&str| default.as_ref().is_none_or(|json| literal(json) != **written);
    let written = param.default.as_deref().filter(is_same);
    let name = bare(&param.rust);
    let rust = (!names::is_usual_member(&param.wire, name)).then_some(name);
    Said { written, rust, default }
}

/// The default as JSON of the parameter's type; `None` where what is written is none.
fn default(api: &Api, ty: &Type, written: &str) -> Option<Json> {
    let integer = || written.parse::<i64>().ok().map(Json::from);
    match ty {
        Type::Scalar(Scalar::Boolean) => written.parse::<bool>().ok().map(Json::from),
        Type::Scalar(Scalar::Integer) => integer(),
        Type::Scalar(Scalar::Number) => serde_json::from_str(written).ok().map(Json::Number),
        Type::Enum(index) if matches!(api.enums[*index].values, Values::Integer(_)) => integer(),
        // An id is checked by its pattern, which an empty default would not pass.
        Type::Id(_) => written.parse::<u64>().ok().map(|number| Json::from(number.to_string())),
        _ => Some(Json::from(written)),
    }
}

/// The value as the spec writes it.
fn literal(json: &Json) -> String {
    match json {
        Json::String(text) => text.clone(),
        Json::Number(number) => number.to_string(),
        other => (other == true).to_string(),
    }
}
