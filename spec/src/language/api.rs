//! The keys of `api`: what holds for the whole service.

use super::form::{Form, Key, Shape};
use crate::model::{Means, Retry};

pub(super) static API: Form = Form {
    name: "`api`",
    doc: "What holds for the whole service.",
    keys: &[
        Key::required("name", Shape::Text, "The service's name."),
        Key::required("doc", Shape::Doc, "What the service is."),
        Key::required("crate", Shape::Text, "The crate whose runtime the generated code calls."),
        Key::optional(
            "entry",
            Shape::Word(&["inherent", "extension"]),
            "Where the groups hang: `inherent` on that crate's own client, for code generated into it; \
             `extension` (the default) by a trait, for code that lives elsewhere.",
        ),
        Key::required("servers", Shape::List(&Shape::Form(&SERVER)), "The base URLs; the first is the default."),
        Key::required("auth", Shape::Form(&AUTH), "How a request says who pays."),
        Key::required("pace", Shape::Form(&PACE), "How fast requests may follow each other."),
        Key::required("cost", Shape::Form(&PRICE), "What a request costs, and where a reply says it."),
        Key::required("limits", Shape::Form(&LIMITS), "How long to wait, and for how much."),
        Key::required("errors", Shape::Form(&ERRORS), "What statuses and error bodies mean."),
    ],
};

static SERVER: Form = Form {
    name: "a server",
    doc: "A base URL of the service.",
    keys: &[
        Key::required("url", Shape::Text, "`https://host`, with a path where the API has one."),
        Key::optional("doc", Shape::Doc, "What sets it apart."),
    ],
};

static AUTH: Form = Form {
    name: "`auth`",
    doc: "How a request says who pays.",
    keys: &[
        Key::required("header", Shape::Text, "The header that carries the key."),
        Key::required("env", Shape::Text, "The environment variable that holds the key."),
        Key::optional("doc", Shape::Doc, "Where keys come from."),
    ],
};

static PACE: Form = Form {
    name: "`pace`",
    doc: "How fast requests may follow each other.",
    keys: &[
        Key::required("per_second", Shape::Count, "Requests per second."),
        Key::optional("doc", Shape::Doc, "For which accounts that holds."),
    ],
};

static PRICE: Form = Form {
    name: "`cost`",
    doc: "What a request costs, and where a reply says it.",
    keys: &[
        Key::required("header", Shape::Text, "The header of a reply that names its units."),
        Key::required("field", Shape::Text, "The name in that header: `reqs=2` or `{\"reqs\": 2}`."),
        Key::required("units", Shape::Count, "The units of an endpoint that says nothing else."),
        Key::optional("doc", Shape::Doc, "What a unit is."),
    ],
};

static LIMITS: Form = Form {
    name: "`limits`",
    doc: "How long to wait, and for how much.",
    keys: &[
        Key::required("timeout_seconds", Shape::Count, "A whole request, from start to last byte."),
        Key::required("connect_seconds", Shape::Count, "Until a connection stands."),
        Key::required("idle_seconds", Shape::Count, "How long an unused connection is kept."),
        Key::required("body_bytes", Shape::Count, "The largest body that is read, after decompression."),
    ],
};

static ERRORS: Form = Form {
    name: "`errors`",
    doc: "What statuses and error bodies mean.",
    keys: &[
        Key::required("code", Shape::Text, "The field of an error body that names the error."),
        Key::required(
            "message",
            Shape::List(&Shape::Text),
            "The fields of an error body that say it in words; the first with text wins.",
        ),
        Key::optional("violations", Shape::Form(&VIOLATIONS), "The list of wrong parameters in an error body."),
        Key::required(
            "statuses",
            Shape::Map { keys: "a status, a class such as `5xx`, or `other`", value: &Shape::Form(&STATUS) },
            "What each status means; exact rows win over classes, `other` is for the rest.",
        ),
        Key::optional(
            "codes",
            Shape::Map { keys: "a code of an error body", value: &Shape::Form(&CODE) },
            "Codes that refine what the status means.",
        ),
        Key::optional(
            "texts",
            Shape::Map { keys: "a text in a body that is not JSON", value: &Shape::Form(&TEXT) },
            "Bodies that come from something before the service.",
        ),
    ],
};

static VIOLATIONS: Form = Form {
    name: "`violations`",
    doc: "The list of wrong parameters in an error body.",
    keys: &[
        Key::required("list", Shape::Text, "The field with the list."),
        Key::required("path", Shape::Text, "The field of an item that says which parameter."),
        Key::required("text", Shape::Text, "The field of an item that says what is wrong."),
    ],
};

const MEANS: Key = Key::required("means", Shape::Word(Means::WORDS), "What it means to the caller.");
const RETRY: Key = Key::optional(
    "retry",
    Shape::Word(Retry::WORDS),
    "Whether another try can help: `never` (default), `backoff`, or `wait` until the service says.",
);
const BILLED: &str = "Whether such a reply is paid for.";
const DOC: Key = Key::optional("doc", Shape::Doc, "What the caller can do.");

static STATUS: Form = Form {
    name: "a status",
    doc: "What a status means.",
    keys: &[MEANS, Key::required("billed", Shape::Flag, BILLED), RETRY, DOC],
};

static CODE: Form = Form {
    name: "an error code",
    doc: "What a code means; the rest is as its status has it.",
    keys: &[MEANS, Key::optional("billed", Shape::Flag, BILLED), RETRY, DOC],
};

static TEXT: Form = Form {
    name: "an error text",
    doc: "What a text in a body that is not JSON means.",
    keys: &[
        Key::required("status", Shape::Count, "The status that it comes with."),
        MEANS,
        Key::required("billed", Shape::Flag, BILLED),
        RETRY,
        DOC,
    ],
};
