//! The keys of ids, enums and types.

use super::form::{ALIASES, BASIS, Form, Key, Rule, Shape};

const BASIS_KEY: Key = Key::optional(
    "basis",
    Shape::Word(BASIS),
    "The source: `example` (default) for a recorded response, `declared` for the service's own description, `prose` for its docs.",
);
const FIELD_NAME: &str = "the name on the wire; `?` after it: may be absent";
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
        Key::optional("sample", Shape::Literal, "The id that examples have."),
    ],
    rules: &[],
};

pub(super) static ENUM: Form = Form {
    name: "an enum",
    doc: "An open set of values: an unknown value is kept.",
    keys: &[
        Key::required("doc", Shape::Doc, "What its values distinguish."),
        Key::optional(
            "of",
            Shape::Word(&["string", "integer"]),
            "The type of the values on the wire. Without it, `integer` if all values are whole numbers, else `string`.",
        ),
        Key::required(
            "values",
            Shape::ListOr(&Shape::Literal, &Shape::Map { keys: "the value on the wire", value: &Shape::DocOr(&VALUE) }),
            "The known values: a list, or each with its doc.",
        ),
    ],
    rules: &[],
};

static VALUE: Form = Form {
    name: "a value",
    doc: "A known value of an enum; a text alone is short for `doc`.",
    keys: &[
        Key::optional("doc", Shape::Doc, "What it means."),
        Key::optional("name", Shape::Text, "The variant in Rust; required for numbers."),
        BASIS_KEY,
    ],
    rules: &[],
};

pub(super) static TYPE: Form = Form {
    name: "a type",
    doc: "An object.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it is."),
        BASIS_KEY,
        ALIASES,
        Key::required(
            "fields",
            Shape::Map { keys: FIELD_NAME, value: &FIELD_SHAPE },
            "Its fields, in the order in which the service sends them.",
        ),
    ],
    rules: &[],
};

/// A field may have fields of its own.
static FIELD_SHAPE: Shape = Shape::FieldTypeOr(&FIELD);

/// An object in a list or a map of a field.
pub(super) static INLINE: Form = Form {
    name: "an object",
    doc: "An object of no other use.",
    keys: &[
        Key::optional("fields", Shape::Map { keys: FIELD_NAME, value: &FIELD_SHAPE }, "Its fields."),
        Key::optional(
            "fields?",
            Shape::Map { keys: FIELD_NAME, value: &FIELD_SHAPE },
            "The fields of an object that may be null.",
        ),
        Key::optional("doc", Shape::Doc, "What it is."),
    ],
    rules: &[Rule::One(&["fields", "fields?"])],
};

pub(super) static UNION: Form = Form {
    name: "a union",
    doc: "A value of one of several types. It is open: what is none of them is kept as JSON.",
    keys: &[
        Key::required("doc", Shape::Doc, "What it is."),
        Key::optional(
            "tag",
            Shape::Text,
            "The field that distinguishes the objects. Without it, the kind of JSON does.",
        ),
        Key::required(
            "of",
            Shape::ListOr(&Shape::Type, &Shape::Map { keys: "the value of the tag", value: &Shape::TypeOr(&MEMBER) }),
            "The types: with `tag` a mapping from its values, else a list of types of different kinds of JSON.",
        ),
    ],
    rules: &[],
};

static MEMBER: Form = Form {
    name: "a member",
    doc: "An object of a union; a type alone is short for `type`.",
    keys: &[
        Key::required("type", Shape::Type, "Its type."),
        Key::optional("name", Shape::Text, "The variant in Rust, if it should differ from the one made of the tag."),
    ],
    rules: &[],
};

static FIELD: Form = Form {
    name: "a field",
    doc: "A field of an object; a type alone is short for `type`.",
    keys: &[
        Key::optional("type", Shape::FieldType, "Its type; `?` after it: may be null."),
        Key::optional(
            "fields",
            Shape::Map { keys: FIELD_NAME, value: &FIELD_SHAPE },
            "Its own fields, if it is an object of no other use; in place of `type`.",
        ),
        Key::optional(
            "fields?",
            Shape::Map { keys: FIELD_NAME, value: &FIELD_SHAPE },
            "As `fields`, of an object that may be null.",
        ),
        Key::optional("doc", Shape::Doc, "What it holds: unit, format, and what empty means."),
        BASIS_KEY,
        RUST_KEY,
    ],
    rules: &[Rule::One(&["type", "fields", "fields?"])],
};
