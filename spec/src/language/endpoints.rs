//! The keys of groups and endpoints.

use super::form::{Form, Key, Shape};

pub(super) static GROUP: Form = Form {
    name: "`group`",
    doc: "What the endpoints of a file have in common; they hang on `client.<file name>()`.",
    keys: &[
        Key::required("doc", Shape::Doc, "What the group is about."),
        Key::optional(
            "name",
            Shape::Text,
            "What they hang on, where the file's name does not give it: YAML in code has none.",
        ),
        Key::required("base", Shape::Text, "The path that all begin with; the rest names the method."),
    ],
};

pub(super) static ENDPOINT: Form = Form {
    name: "an endpoint",
    doc: "What can be asked under one path.",
    keys: &[
        Key::required("doc", Shape::Doc, "What the caller gets; then shapes, units, errors, limits."),
        Key::optional("name", Shape::Text, "The method's name, where the path does not give it."),
        Key::optional(
            "params",
            Shape::Map { keys: "the name on the wire; `?` after it: optional", value: &Shape::TypeOr(&PARAM) },
            "Its parameters, required ones first.",
        ),
        Key::required("returns", Shape::Type, "The type of the reply."),
        Key::optional("pages", Shape::Form(&PAGES), "How one page leads to the next."),
        Key::optional("cost", Shape::CountOr(&COST), "Its units, where they are not the service's default."),
        Key::optional("deprecated", Shape::Form(&DEPRECATED), "That it should not be used any more."),
        Key::optional("example", Shape::Text, "A recorded reply, as a path inside `tests/fixtures`."),
    ],
};

static PARAM: Form = Form {
    name: "a parameter",
    doc: "A parameter; a type alone is its type.",
    keys: &[
        Key::required("type", Shape::Type, "A scalar, an id or an enum."),
        Key::optional("doc", Shape::Doc, "What it does."),
        Key::optional("default", Shape::Literal, "What the service takes where it is not sent."),
        Key::optional("rust", Shape::Text, "The name in Rust, where the usual one will not do."),
    ],
};

static PAGES: Form = Form {
    name: "`pages`",
    doc: "How one page leads to the next.",
    keys: &[
        Key::required("items", Shape::Literal, "Where the items are: `0` in a tuple, `response.users` in an object."),
        Key::required("next", Shape::Literal, "Where the next cursor is, likewise."),
        Key::required("cursor", Shape::Text, "The parameter that takes the next cursor."),
        Key::optional("key", Shape::Text, "The field that tells an item from others: lists can repeat items."),
        Key::optional(
            "end",
            Shape::List(&Shape::Literal),
            "The cursors that mean the end: `null` (an absent one is always the end), `\"\"`, `false`.",
        ),
    ],
};

static COST: Form = Form {
    name: "`cost`",
    doc: "The units of an endpoint; a number alone is `units`.",
    keys: &[
        Key::required("units", Shape::Count, "The units of a request."),
        Key::optional(
            "when",
            Shape::Map { keys: "a boolean parameter", value: &Shape::Count },
            "The units while that parameter is true.",
        ),
    ],
};

static DEPRECATED: Form = Form {
    name: "`deprecated`",
    doc: "That an endpoint should not be used any more.",
    keys: &[
        Key::optional("use", Shape::List(&Shape::Text), "The paths to use instead, in this spec or not."),
        Key::optional("reason", Shape::Doc, "Why."),
    ],
};
