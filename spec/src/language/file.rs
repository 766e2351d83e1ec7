//! The sections of a spec file.

use super::api::API;
use super::definitions::{ENUM, ID, TYPE, UNION};
use super::endpoints::{ENDPOINT, GROUP};
use super::form::{Form, Key, Shape};

/// A whole file.
pub(crate) static FILE: Form = Form {
    name: "a spec file",
    doc: "One file of an endpoint spec. All files of a folder are read together.",
    keys: &[
        Key::optional("api", Shape::Form(&API), "The service; once in a spec."),
        Key::optional(
            "uses",
            Shape::List(&Shape::Text),
            "Names of types that the client's crate defines; for endpoints in a crate of your own.",
        ),
        Key::optional("group", Shape::Form(&GROUP), "What the endpoints of this file have in common."),
        Key::optional(
            "ids",
            Shape::Map { keys: "the id's name in CamelCase", value: &Shape::DocOr(&ID) },
            "Identifiers; each becomes a type of its own, so that they cannot be mixed up.",
        ),
        Key::optional(
            "enums",
            Shape::Map { keys: "the enum's name in CamelCase", value: &Shape::Form(&ENUM) },
            "Sets of values; all are open in Rust: an unknown value is kept.",
        ),
        Key::optional(
            "types",
            Shape::Map { keys: "the type's name in CamelCase", value: &Shape::Form(&TYPE) },
            "Objects.",
        ),
        Key::optional(
            "unions",
            Shape::Map { keys: "the union's name in CamelCase", value: &Shape::Form(&UNION) },
            "Values of one of several types.",
        ),
        Key::optional(
            "endpoints",
            Shape::Map {
                keys: "the path: `/v1/user/{id}`; before it the method, if that is not GET: `POST /v1/user`",
                value: &Shape::Form(&ENDPOINT),
            },
            "Endpoints, by method and path.",
        ),
    ],
    rules: &[],
};
