//! The body of a request in its three forms.

use spec::{Api, BodyFormat, Endpoint, ListForm, Param, Place, Type};

use super::params::property;
use super::types::schema;
use crate::openapi::json::{Build, Json, Object};

/// `requestBody` of an operation; `None` where it has none.
pub(super) fn body(api: &Api, endpoint: &Endpoint) -> Option<Object> {
    let format = endpoint.body?;
    let whole = endpoint.params.iter().find(|param| param.place == Place::Body);
    let fields: Vec<_> = endpoint.params.iter().filter(|param| param.place == Place::Field).collect();
    let media = Object::new().with(
        "schema",
        match whole {
            Some(whole) => schema(api, &whole.ty),
            None => object(api, &fields),
        },
    );
    let media = match format {
        BodyFormat::Form => media.with_some("encoding", encoding(&fields)),
        BodyFormat::Json | BodyFormat::Upload | BodyFormat::Bytes => media,
    };
    let is_required = whole.is_some() || fields.iter().any(|field| field.required);
    let content = Object::new().with(media_type(format), media);
    Some(Object::new().with("required", is_required).with("content", content))
}

fn media_type(format: BodyFormat) -> &'static str {
    match format {
        BodyFormat::Json => "application/json",
        BodyFormat::Form => "application/x-www-form-urlencoded",
        BodyFormat::Upload => "multipart/form-data",
        BodyFormat::Bytes => "application/octet-stream",
    }
}

fn object(api: &Api, fields: &[&Param]) -> Object {
    let mut properties = Object::new();
    fields.iter().for_each(|field| properties.put(&field.wire, property(api, field)));
    let required: Vec<_> = fields.iter().filter(|field| field.required).map(|field| field.wire.as_str()).collect();
    Object::new()
        .with("type", "object")
        .with("properties", properties)
        .with_some("required", (!required.is_empty()).then_some(required))
}

/// How the lists, objects and maps of a form are written.
fn encoding(fields: &[&Param]) -> Option<Object> {
    let mut encoding = Object::new();
    for field in fields {
        let ty = if let Type::Nullable(inner) = &field.ty { inner } else { &field.ty };
        let style =
            |style: &str, explode: bool| Object::new().with("style", style).with("explode", Json::from(explode));
        match (ty, field.list) {
            (Type::List(_), ListForm::Repeat) => encoding.put(&field.wire, style("form", true)),
            (Type::List(_), ListForm::Comma) => encoding.put(&field.wire, style("form", false)),
            (Type::List(_) | Type::Struct(_) | Type::Map(_), _) => encoding.put(&field.wire, style("deepObject", true)),
            _ => {}
        }
    }
    (!encoding.is_empty()).then_some(encoding)
}
