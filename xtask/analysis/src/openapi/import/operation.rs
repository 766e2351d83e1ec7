//! The operations of a document: a method of a path.

use super::references;
use crate::openapi::json::{self, Json};

/// The methods of the language, as a document writes them and as the language does.
pub(super) const METHODS: [(&str, &str); 5] =
    [("get", "GET"), ("post", "POST"), ("put", "PUT"), ("patch", "PATCH"), ("delete", "DELETE")];

/// The methods that the language has no word for.
const OTHERS: [(&str, &str); 3] = [("head", "HEAD"), ("options", "OPTIONS"), ("trace", "TRACE")];

/// An operation that the language can have a form for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operation<'a> {
    /// `GET`, `POST`, ..
    pub(super) method: &'static str,
    pub(super) path: &'a str,
    /// What all operations of the path have in common.
    pub(super) item: &'a Json,
    pub(super) json: &'a Json,
}

impl Operation<'_> {
    pub(super) fn is_get(&self) -> bool {
        self.method == "GET"
    }

    /// The key of its endpoint: the path, with the method before it where that is not GET.
    pub(super) fn key(&self) -> String {
        if self.is_get() { self.path.to_owned() } else { format!("{} {}", self.method, self.path) }
    }
}

/// What messages call the endpoint with this key: `GET /v1/items`.
pub(super) fn named(key: &str) -> String {
    if key.starts_with('/') { format!("GET {key}") } else { key.to_owned() }
}

/// The operations of a path, in the order of the language's methods.
pub(super) fn of_path<'a>(path: &'a str, item: &'a Json) -> impl Iterator<Item = Operation<'a>> {
    METHODS.iter().filter_map(move |(name, method)| Some(Operation { method, path, item, json: item.get(name)? }))
}

/// The methods of a path that the language has no word for.
pub(super) fn others(item: &Json) -> impl Iterator<Item = &'static str> {
    OTHERS.iter().filter(|(name, _)| item.get(name).is_some()).map(|(_, method)| *method)
}

/// All operations of a document.
pub(super) fn all(document: &Json) -> impl Iterator<Item = Operation<'_>> {
    json::entries(&document["paths"])
        .flat_map(|(path, item)| of_path(path.as_str(), references::followed(document, item)))
}
