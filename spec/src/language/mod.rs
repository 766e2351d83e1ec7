//! The written form of a spec, as tables: which keys stand where, what they hold, what they mean.
//!
//! The reader checks every file against these tables, the messages take their hints from them,
//! and the JSON Schema for editors is printed from them. A new key is a new row here.

mod api;
mod definitions;
mod endpoints;
mod schema;
mod shape;

use definitions::{ENUM, ID, TYPE};
use endpoints::{ENDPOINT, GROUP};
pub use schema::schema;
pub(crate) use shape::check;

/// A mapping with fixed keys.
pub(crate) struct Form {
    /// As messages name it: `an endpoint`.
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) keys: &'static [Key],
}

/// One key of a form.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) shape: Shape,
    pub(crate) required: bool,
}

/// What may stand in one place.
pub(crate) enum Shape {
    /// Any text that is not blank.
    Text,
    /// Text for people, not blank either.
    Doc,
    Flag,
    /// A whole number, not negative, of 32 bits.
    Count,
    /// Any scalar.
    Literal,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A type expression.
    Type,
    /// No plain value in it stands twice.
    List(&'static Shape),
    /// A mapping with free keys.
    Map {
        keys: &'static str,
        value: &'static Shape,
    },
    Form(&'static Form),
    /// A text stands for a form that has only its `doc`.
    DocOr(&'static Form),
    /// A type stands for a form that has only its `type`.
    TypeOr(&'static Form),
    /// A number stands for a form that has only its `units`.
    CountOr(&'static Form),
}

impl Key {
    const fn required(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, doc, shape, required: true }
    }

    const fn optional(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, doc, shape, required: false }
    }
}

/// How the spec knows something.
pub(crate) const BASIS: &[&str] = &["example", "declared", "prose"];

/// A whole file.
pub(crate) static FILE: Form = Form {
    name: "a spec file",
    doc: "One file of an endpoint spec. All files of a folder are read together.",
    keys: &[
        Key::optional("api", Shape::Form(&api::API), "What holds for the whole service; once in a spec."),
        Key::optional(
            "uses",
            Shape::List(&Shape::Text),
            "Types that the runtime's crate defines, by their names; for endpoints that live in a crate of their own.",
        ),
        Key::optional("group", Shape::Form(&GROUP), "What the endpoints of this file have in common."),
        Key::optional(
            "ids",
            Shape::Map { keys: "the id's name in CamelCase", value: &Shape::DocOr(&ID) },
            "Identifiers; each becomes a type of its own, so that one cannot stand for another.",
        ),
        Key::optional(
            "enums",
            Shape::Map { keys: "the enum's name in CamelCase", value: &Shape::Form(&ENUM) },
            "Closed-looking sets of values; all are open in Rust: an unknown value is kept.",
        ),
        Key::optional(
            "types",
            Shape::Map { keys: "the type's name in CamelCase", value: &Shape::Form(&TYPE) },
            "Objects.",
        ),
        Key::optional(
            "endpoints",
            Shape::Map { keys: "the path: `/v1/user/{id}`", value: &Shape::Form(&ENDPOINT) },
            "What can be asked, by path.",
        ),
    ],
};
