//! The keys of ids, enums and types.

use super::form::{BASIS, Form, Key, Shape};

const BASIS_KEY: Key =
    Key::optional("basis", Shape::Word(BASIS), "How the spec knows: an `example` (default), `declared`, or `prose`.");
const RUST_KEY: Key = Key::optional("rust", Shape::Text, "The name in Rust, where the usual one will not do.");

pub(super) static ID: Form = Form {
    name: "an id",
    doc: "An identifier; a text alone is its doc.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it identifies."),
        Key::optional(
            "form",
            Shape::Word(&["digits", "text"]),
            "`digits` (default): a number up to 64 bits, written as number or text; `text`: opaque.",
        ),
    ],
};

pub(super) static ENUM: Form = Form {
    name: "an enum",
    doc: "A set of values that may grow; an unknown value is kept.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it tells apart."),
        Key::required("of", Shape::Word(&["string", "integer"]), "What the values are on the wire."),
        Key::required(
            "values",
            Shape::Map { keys: "the value on the wire", value: &Shape::DocOr(&VALUE) },
            "The known values.",
        ),
    ],
};

static VALUE: Form = Form {
    name: "a value",
    doc: "A known value of an enum; a text alone is its doc.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it stands for."),
        Key::optional("name", Shape::Text, "The variant in Rust; a number must have one."),
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
            "Its fields, in the order of the wire.",
        ),
    ],
};

static FIELD: Form = Form {
    name: "a field",
    doc: "A field of an object; a type alone is its type.",
    keys: &[
        Key::required("type", Shape::Type, "Its type; `?` after it: may be null."),
        Key::optional("doc", Shape::Doc, "What it holds: unit, form, what it is when empty."),
        BASIS_KEY,
        RUST_KEY,
    ],
};
