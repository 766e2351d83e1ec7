//! What a request sends beside its URL: from values to bytes.

mod json;
mod multipart;
mod part;
mod serializer;
mod tree;
mod urlencoded;

#[cfg(feature = "rows")]
pub(crate) use json::text as write_json_text;
pub(super) use json::write as write_json;
pub use part::{Binary, Part};
pub(super) use tree::{Tree, Unserializable};
pub(super) use urlencoded::{field as write_pairs, joined};

use bytes::Bytes;
use reqwest::header::HeaderValue;

use crate::service::{BodyFormat, Operation};

/// The content of a body, before it is written.
#[derive(Clone)]
pub(super) enum Content {
    /// By the names of the service, in the order in which they were set.
    Fields(Vec<(&'static str, Field)>),
    Whole(Tree),
    Bytes(Part),
}

/// A field of a body.
#[derive(Clone)]
pub(super) enum Field {
    Value(Tree),
    /// In an upload.
    File(Part),
}

impl Default for Content {
    fn default() -> Self {
        Self::Fields(Vec::new())
    }
}

impl Content {
    /// Sets a field, in place of an earlier value.
    pub(super) fn set(&mut self, name: &'static str, value: Field) {
        if !matches!(self, Self::Fields(_)) {
            *self = Self::default();
        }
        let Self::Fields(fields) = self else { return };
        match fields.iter_mut().find(|(known, _)| *known == name) {
            Some((_, field)) => *field = value,
            None => fields.push((name, value)),
        }
    }

    /// The fields, without files.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static str, &Tree)> {
        let fields = if let Self::Fields(fields) = self { fields.as_slice() } else { &[] };
        fields.iter().filter_map(|(name, field)| match field {
            Field::Value(value) => Some((*name, value)),
            Field::File(_) => None,
        })
    }
}

/// A body as it is sent. Clones share it.
#[derive(Clone)]
pub(super) struct Written {
    pub(super) bytes: Bytes,
    pub(super) media_type: HeaderValue,
}

/// Writes the body of a request, or says why it cannot be sent. `None` where the endpoint has no body.
pub(super) fn write(content: &Content, operation: &Operation) -> Result<Option<Written>, String> {
    let Some(format) = operation.body else { return Ok(None) };
    let (media_type, bytes) = match (format, content) {
        (BodyFormat::Bytes, Content::Bytes(part)) => (valid(part)?, part.bytes().clone()),
        (BodyFormat::Bytes, _) => return Err("the body has no bytes".to_owned()),
        (BodyFormat::Json, content) => (HeaderValue::from_static("application/json"), json_body(content).into()),
        (BodyFormat::Form, content) => {
            let bytes = form(content, operation)?.into();
            (HeaderValue::from_static("application/x-www-form-urlencoded"), bytes)
        }
        (BodyFormat::Upload, content) => upload(content)?,
    };
    Ok(Some(Written { bytes, media_type }))
}

fn json_body(content: &Content) -> String {
    let mut body = String::new();
    match content {
        Content::Whole(tree) => json::write(tree, &mut body),
        content => json::object(content.values(), &mut body),
    }
    body
}

fn form(content: &Content, operation: &Operation) -> Result<String, String> {
    let mut pairs = Vec::new();
    match content {
        Content::Whole(Tree::Object(fields)) => {
            for (name, value) in fields {
                urlencoded::field(name, value, None, &mut pairs)?;
            }
        }
        content => {
            for (name, value) in content.values() {
                let form = operation.params.iter().find(|param| param.name == name).map(|param| param.form);
                urlencoded::field(name, value, form, &mut pairs)?;
            }
        }
    }
    Ok(urlencoded::write(&pairs))
}

fn upload(content: &Content) -> Result<(HeaderValue, Bytes), String> {
    let fields = if let Content::Fields(fields) = content { fields.as_slice() } else { &[] };
    let mut values = Vec::with_capacity(fields.len());
    for (name, field) in fields {
        match field {
            Field::File(part) => {
                valid(part)?;
                values.push((*name, multipart::Value::File(part)));
            }
            Field::Value(Tree::Null) => {}
            Field::Value(value) => {
                let text = value.scalar().ok_or_else(|| format!("`{name}` is neither a value nor bytes"))?;
                values.push((*name, multipart::Value::Text(text)));
            }
        }
    }
    let (boundary, body) = multipart::write(&values);
    let media_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}"));
    Ok((media_type.map_err(|error| error.to_string())?, body.into()))
}

/// The type of bytes, which must not end its line.
fn valid(part: &Part) -> Result<HeaderValue, String> {
    let kind = HeaderValue::from_str(part.kind()).ok().filter(|kind| !kind.is_empty());
    kind.ok_or_else(|| "the media type of the bytes cannot be in a header".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::ITEM;
    use crate::service::{Param, ParamForm, Place};

    const LIST: ParamForm = ParamForm::Repeated(&ParamForm::Text);

    static FORM: Operation = Operation {
        body: Some(BodyFormat::Form),
        params: &[
            Param::required("amount", ParamForm::Integer).at(Place::Field),
            Param::optional("expand[]", LIST).at(Place::Field),
        ],
        ..ITEM
    };

    fn operation(body: BodyFormat) -> Operation {
        Operation { body: Some(body), ..ITEM }
    }

    fn fields(fields: &[(&'static str, Tree)]) -> Content {
        let mut content = Content::default();
        fields.iter().for_each(|(name, value)| content.set(name, Field::Value(value.clone())));
        content
    }

    #[track_caller]
    fn check(operation: &Operation, content: &Content, media_type: &str, body: &str) {
        let written = write(content, operation).expect("a body").expect("a body");
        assert_eq!((written.media_type.as_bytes(), &*written.bytes), (media_type.as_bytes(), body.as_bytes()));
    }

    #[test]
    fn a_body_is_written_as_the_endpoint_has_it() {
        let tree = |value: serde_json::Value| Tree::of(&value).expect("a tree");
        let both = fields(&[("amount", tree(7.into())), ("expand[]", tree(serde_json::json!(["a b", "c"])))]);
        check(&operation(BodyFormat::Json), &both, "application/json", r#"{"amount":7,"expand[]":["a b","c"]}"#);
        let form = "application/x-www-form-urlencoded";
        check(&FORM, &both, form, "amount=7&expand%5B%5D=a+b&expand%5B%5D=c");
        check(&FORM, &Content::default(), form, "");
        check(&operation(BodyFormat::Json), &Content::default(), "application/json", "{}");
        check(&operation(BodyFormat::Json), &Content::Whole(tree(serde_json::json!([1]))), "application/json", "[1]");
        let bytes = Content::Bytes(Part::from(b"%PDF").media_type("application/pdf"));
        check(&operation(BodyFormat::Bytes), &bytes, "application/pdf", "%PDF");
        assert!(write(&both, &ITEM).expect("no body").is_none());
    }

    #[test]
    fn a_media_type_cannot_add_a_header() {
        let part = Part::from(b"x").media_type("text/csv\r\nx-evil: 1");
        assert!(write(&Content::Bytes(part.clone()), &operation(BodyFormat::Bytes)).is_err());
        let mut upload = Content::default();
        upload.set("file", Field::File(part));
        assert!(write(&upload, &operation(BodyFormat::Upload)).is_err());
    }

    #[test]
    fn a_later_value_replaces_an_earlier_one() {
        let content = fields(&[("a", Tree::Bool(true)), ("b", Tree::Null), ("a", Tree::Bool(false))]);
        check(&operation(BodyFormat::Json), &content, "application/json", r#"{"a":false,"b":null}"#);
    }
}
