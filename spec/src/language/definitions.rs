//! The keys of ids, enums and types.

use super::form::{BASIS, Form, Key, Shape};

const BASIS_KEY: Key = Key::optional(
    "basis",
    Shape::Word(BASIS),
    "The source: `example` (default) for a recorded response, `declared` for the service's own description, `prose` for its docs.",
);
const RUST_KEY: Key =
    Key::optional("rust", Shape::Text, "The name in Rust, if it should differ from the one made of the wire name.");

pub(super) static ID: Form = Form {
    name: "an id",
    doc: "An identifier; a text alone is short for `doc`.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it identifies."),
        Key::optional(
            "form",
            Shape::Word(&["digits", "text"]),
            "`digits` (default): a number up to 64 bits, sent as a number or as text; `text`: opaque text.",
        ),
    ],
};

pub(super) static ENUM: Form = Form {
    name: "an enum",
    doc: "An open set of values: an unknown value is kept.",
    keys: &[
        Key::required("doc", Shape::Doc, "What its values distinguish."),
        Key::required("of", Shape::Word(&["string", "integer"]), "The type of the values on the wire."),
        Key::required(
            "values",
            Shape::Map { keys: "the value on the wire", value: &Shape::DocOr(&VALUE) },
            "The known values.",
        ),
    ],
};

static VALUE: Form = Form {
    name: "a value",
    doc: "A known value of an enum; a text alone is short for `doc`.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it means."),
        Key::optional("name", Shape::Text, "The variant in Rust; required for numbers."),
        BASIS_KEY,
    ],
};

pub(super) static TYPE: Form = Form {
    name: "a type",
    doc: "An object.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it is."),
        BASIS_KEY,
        Key::required(
            "fields",
            Shape::Map { keys: "the name on the wire; `?` after it: may be absent", value: &Shape::TypeOr(&FIELD) },
            "Its fields, in the order in which the service sends them.",
        ),
    ],
};

static FIELD: Form = Form {
    name: "a field",
    doc: "A field of an object; a type alone is short for `type`.",
    keys: &[
        Key::required("type", Shape::Type, "Its type; `?` after it: may be null."),
        Key::optional("doc", Shape::Doc, "What it holds: unit, format, and what empty means."),
        BASIS_KEY,
        RUST_KEY,
    ],
};
