//! JSON documents as `serde_json` has them, read strictly, from YAML too, and built in the order of the spec.
//!
//! The feature `preserve_order` of `serde_json` keeps the keys of an object in the order in which they were written.

mod budget;
mod text;

use serde_json::{Map, Value};

use crate::json::{Data, Value as Response};

pub use text::{parse, parse_yaml};

/// A JSON value.
pub type Json = Value;

/// A JSON object.
pub type Object = Map<String, Value>;

/// A response as a value of a document. A number that `serde_json` has no place for, such as `1e999`, becomes null.
#[must_use]
pub fn of_response(response: &Response) -> Json {
    match &response.data {
        Data::Null => Json::Null,
        Data::Bool(flag) => Json::Bool(*flag),
        Data::Number(literal) => literal.parse().map_or(Json::Null, Json::Number),
        Data::Text(text) => Json::from(text.as_str()),
        Data::List(items) => items.iter().map(of_response).collect(),
        Data::Object(members) => {
            members.iter().map(|member| (member.name.clone(), of_response(&member.value))).collect()
        }
    }
}

/// Reads a document that is JSON or YAML: what begins with a brace or bracket is JSON.
///
/// # Errors
/// What is wrong, with its line and column.
pub fn parse_either(text: &str) -> Result<Json, String> {
    let text = text.trim_start_matches('\u{feff}');
    match text.trim_start().starts_with(['{', '[']) {
        true => parse(text).map_err(|error| error.to_string()),
        false => parse_yaml(text),
    }
}

/// Prints a value, indented, with a newline at the end.
#[must_use]
pub fn print(json: &Json) -> String {
    format!("{json:#}\n")
}

/// Returns the items of a list; none where it is no list.
#[must_use]
pub fn items(json: &Json) -> &[Json] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// Returns the entries of an object; none where it is no object.
pub fn entries(json: &Json) -> impl Iterator<Item = (&String, &Json)> {
    json.as_object().into_iter().flatten()
}

/// Returns the object, unless it is empty.
#[must_use]
pub fn filled(object: Object) -> Option<Object> {
    (!object.is_empty()).then_some(object)
}

/// Building objects one entry after the other.
pub trait Build: Sized {
    /// Puts a value under a key: in the place of the old one, else at the end.
    fn put(&mut self, key: impl Into<String>, value: impl Into<Json>);

    /// Adds an entry.
    #[must_use]
    fn with(mut self, key: impl Into<String>, value: impl Into<Json>) -> Self {
        self.put(key, value);
        self
    }

    /// Adds an entry where there is a value for it.
    #[must_use]
    fn with_some(self, key: &str, value: Option<impl Into<Json>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }
}

impl Build for Object {
    fn put(&mut self, key: impl Into<String>, value: impl Into<Json>) {
        self.insert(key.into(), value.into());
    }
}
