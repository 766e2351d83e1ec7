//! The keys of `api`: the service itself.

use super::form::{Form, Key, Rule, Shape};
use crate::model::{ListForm, Means, Retry};

pub(super) static API: Form = Form {
    name: "`api`",
    doc: "The service: servers, key, rate limit, price, and what its errors mean.",
    keys: &[
        Key::required("name", Shape::Text, "The service's name."),
        Key::required("doc", Shape::Doc, "What the service offers."),
        Key::required(
            "crate",
            Shape::Text,
            "The name of the crate that contains the generated client. It re-exports the runtime's `rt` module.",
        ),
        Key::required("servers", Shape::List(&Shape::Form(&SERVER)), "The base URLs; the first is the default."),
        Key::optional(
            "auth",
            Shape::ListOr(&Shape::Form(&KEY_HEADER), &Shape::Form(&AUTH)),
            "How a request carries the key, or the header of each of several keys. Without it, the service needs no key.",
        ),
        HEADERS,
        Key::optional(
            "lists",
            Shape::Word(ListForm::WORDS),
            "How parameters that are lists are sent: `repeat` (default, `a=1&a=2`), `comma` (`a=1,2`) or `brackets` (`a[]=1&a[]=2`).",
        ),
        Key::optional("rate_limit", Shape::Form(&RATE_LIMIT), "How many requests per second the service allows."),
        Key::optional(
            "cost",
            Shape::Form(&PRICE),
            "What a request costs, and which header of a response has the price. Without it, nothing has a price, and a budget \
             counts requests.",
        ),
        Key::optional("limits", Shape::Form(&LIMITS), "Timeouts, and the largest body that is read."),
        Key::optional("cache", Shape::Form(&CACHE), "What holds for all cached responses."),
        Key::optional(
            "families",
            Shape::Map { keys: "the family's name: `v2`", value: &Shape::Form(&FAMILY) },
            "Families of groups: each is a module and a method of the client, with types of its own.",
        ),
        Key::optional(
            "errors",
            Shape::Form(&ERRORS),
            "What statuses and error bodies mean. Without it, a status means what HTTP says.",
        ),
    ],
    rules: &[],
};

static SERVER: Form = Form {
    name: "a server",
    doc: "A base URL of the service.",
    keys: &[
        Key::required(
            "url",
            Shape::Text,
            "`https://host`, followed by a path if the API has one. `http://` only for `localhost`.",
        ),
        Key::optional("name", Shape::Text, "The name by which `server` of a group or an endpoint refers to it."),
        Key::optional("doc", Shape::Doc, "How it differs from the other servers."),
    ],
    rules: &[],
};

static AUTH: Form = Form {
    name: "`auth`",
    doc: "How a request carries the key.",
    keys: &[
        Key::optional("header", Shape::Text, "The header that carries the key; this or `scheme`."),
        Key::optional(
            "scheme",
            Shape::Text,
            "The word before the key in the header `authorization`: `Bearer`, `Basic` for a name and a secret, or another.",
        ),
        Key::required(
            "env",
            Shape::ListOr(&Shape::Text, &Shape::Text),
            "The environment variable that holds the key; with `Basic`, a list of two.",
        ),
        Key::optional("doc", Shape::Doc, "Where keys come from."),
    ],
    rules: &[Rule::One(&["header", "scheme"])],
};

static KEY_HEADER: Form = Form {
    name: "a key",
    doc: "One of several keys.",
    keys: &[
        Key::required("header", Shape::Text, "The header that carries the key."),
        Key::required("env", Shape::Text, "The environment variable that holds the key."),
        Key::optional("doc", Shape::Doc, "Where the key comes from."),
    ],
    rules: &[],
};

pub(super) const HEADERS: Key = Key::optional(
    "headers",
    Shape::Map { keys: "the name of a header", value: &Shape::Text },
    "Headers that every request has, with their values.",
);

static RATE_LIMIT: Form = Form {
    name: "`rate_limit`",
    doc: "How many requests per second the service allows.",
    keys: &[
        Key::optional("per_second", Shape::Count, "Requests per second."),
        Key::optional(
            "remaining",
            Shape::Text,
            "The header of a response with the requests that are left; with `reset`.",
        ),
        Key::optional(
            "reset",
            Shape::Text,
            "The header of a response with the time at which they are renewed: Unix seconds, or seconds from now.",
        ),
        Key::optional("account", Shape::Form(&ACCOUNT_RATE), "Where the service returns the rate of an account."),
        Key::optional("doc", Shape::Doc, "Which accounts have this limit, and how to use it up."),
    ],
    rules: &[Rule::Both(["remaining", "reset"])],
};

static ACCOUNT_RATE: Form = Form {
    name: "`account`",
    doc: "Where the service returns the rate of an account. The client requests it after the first response that means `rate_limited`.",
    keys: &[
        Key::required("path", Shape::Text, "A free endpoint of this spec without required parameters."),
        Key::required("field", Shape::Text, "The field of its response with the requests per second."),
        Key::optional(
            "units_left",
            Shape::Text,
            "The field of its response with the units that the account has left: an integer, which falls with every billed request.",
        ),
    ],
    rules: &[],
};

static PRICE: Form = Form {
    name: "`cost`",
    doc: "What a request costs, and which header of a response has the price.",
    keys: &[
        Key::optional("header", Shape::Text, "The header of a response that has its units; with `field`."),
        Key::optional("field", Shape::Text, "The name in that header: `reqs` for `reqs=2` or `{\"reqs\": 2}`."),
        Key::required("units", Shape::Count, "The units of a request, unless the endpoint has its own `cost`."),
        Key::optional("doc", Shape::Doc, "What a unit is."),
    ],
    rules: &[Rule::Both(["header", "field"])],
};

static LIMITS: Form = Form {
    name: "`limits`",
    doc: "Timeouts, and the largest body that is read.",
    keys: &[
        Key::optional(
            "timeout_seconds",
            Shape::Count,
            "For a whole request, until the last byte of the body (default: 60).",
        ),
        Key::optional("connect_seconds", Shape::Count, "For opening a connection (default: 10)."),
        Key::optional("idle_seconds", Shape::Count, "How long an unused connection is kept open (default: 5)."),
        Key::optional(
            "body_bytes",
            Shape::Count,
            "The largest body that is read, after decompression (default: 10485760).",
        ),
    ],
    rules: &[],
};

static CACHE: Form = Form {
    name: "`cache`",
    doc: "What holds for all cached responses.",
    keys: &[Key::required(
        "not_found_seconds",
        Shape::Count,
        "How long a response that means `not_found` may be cached, at endpoints with `cache`. Without it, it is not cached.",
    )],
    rules: &[],
};

static FAMILY: Form = Form {
    name: "a family",
    doc: "Groups whose names begin with that of the family: `v2_user` is `client.v2().user()`.",
    keys: &[
        Key::required("doc", Shape::Doc, "What its groups offer."),
        Key::optional(
            "feature",
            Shape::Text,
            "The feature of the client's crate with which it is compiled. Without it, it always is.",
        ),
    ],
    rules: &[],
};

static ERRORS: Form = Form {
    name: "`errors`",
    doc: "What statuses and error bodies mean.",
    keys: &[
        Key::optional(
            "code",
            Shape::Text,
            "The way to the field of an error body that holds the error's code: `code`, `error.code`, `errors.0.code`.",
        ),
        Key::optional(
            "message",
            Shape::List(&Shape::Text),
            "The ways to the fields of an error body that may hold a message; the first with text is used. Without it, the \
             beginning of the body is.",
        ),
        Key::optional("violations", Shape::Form(&VIOLATIONS), "The list of wrong parameters in an error body."),
        Key::optional(
            "bodies",
            Shape::List(&Shape::Form(&BODY)),
            "Bodies that are errors even with the status of a success. Their code says what they mean; they are billed as their \
             status is.",
        ),
        Key::optional(
            "statuses",
            Shape::Map { keys: "a status, a class such as `5xx`, or `other`", value: &Shape::Form(&STATUS) },
            "What each status means. Exact rows take precedence over classes; `other` is for the rest. Without it, a status means \
             what HTTP says.",
        ),
        Key::optional(
            "codes",
            Shape::Map { keys: "a code of an error body", value: &Shape::Form(&CODE) },
            "Codes that are more precise than the status.",
        ),
        Key::optional(
            "texts",
            Shape::Map {
                keys: "a text anywhere in a body that is not JSON; `*` stands for any text, and case makes no difference",
                value: &Shape::Form(&TEXT),
            },
            "Bodies that do not come from the service itself, but from a proxy or CDN before it. The first row that matches is used.",
        ),
    ],
    rules: &[],
};

static VIOLATIONS: Form = Form {
    name: "`violations`",
    doc: "The list of wrong parameters in an error body.",
    keys: &[
        Key::required("list", Shape::Text, "The field with the list."),
        Key::required("path", Shape::Text, "The field of an item that names the parameter."),
        Key::required("text", Shape::Text, "The field of an item that describes the mistake."),
    ],
    rules: &[],
};

static BODY: Form = Form {
    name: "an error body",
    doc: "An object with a field that only errors have.",
    keys: &[
        Key::required("field", Shape::Text, "The field."),
        Key::optional(
            "is",
            Shape::Plain,
            "Its value: true, false, a whole number or a text. Without it: any but null, false, and what is empty.",
        ),
        Key::optional("alone", Shape::Flag, "Whether the object must have no other field."),
    ],
    rules: &[],
};

const MEANS: Key = Key::required("means", Shape::Word(Means::WORDS), "What it means for the caller.");
const RETRY: Key = Key::optional(
    "retry",
    Shape::Word(Retry::WORDS),
    "Whether a retry can help: `never` (default), `backoff` (after a growing pause), or `wait` (after the pause that the service requests).",
);
const BILLED: &str = "Whether such a response is billed; only and always in a service with `cost`.";
const DOC: Key = Key::optional("doc", Shape::Doc, "What it means in detail, and what the caller can do.");

static STATUS: Form = Form {
    name: "a status",
    doc: "What a status means.",
    keys: &[MEANS, Key::optional("billed", Shape::Flag, BILLED), RETRY, DOC],
    rules: &[],
};

static CODE: Form = Form {
    name: "an error code",
    doc: "What a code means; `billed` and `retry` are those of the status unless given.",
    keys: &[MEANS, Key::optional("billed", Shape::Flag, BILLED), RETRY, DOC],
    rules: &[],
};

static TEXT: Form = Form {
    name: "an error text",
    doc: "What a text in a body that is not JSON means.",
    keys: &[
        Key::required("status", Shape::Count, "The status of such a response."),
        MEANS,
        Key::optional("billed", Shape::Flag, BILLED),
        RETRY,
        DOC,
    ],
    rules: &[],
};
