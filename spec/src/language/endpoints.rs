//! The keys of groups and endpoints.

use super::api::HEADERS;
use super::form::{ALIASES, Form, Key, Rule, Shape};
use crate::model::ListForm;

pub(super) static GROUP: Form = Form {
    name: "`group`",
    doc: "What the endpoints of a file have in common; they become methods of `client.<file name>()`.",
    keys: &[
        Key::required("doc", Shape::Doc, "What the group offers."),
        Key::optional(
            "name",
            Shape::Text,
            "The group's name, if it is not the file's; required for YAML inside Rust code.",
        ),
        Key::optional(
            "family",
            Shape::Text,
            "The family of the service's `families` that it is of. The group's name begins with the family's: `v2_user`.",
        ),
        Key::required("base", Shape::Text, "The path that all endpoints start with; the rest gives the method's name."),
        SERVER,
        ALIASES,
        Key::optional(
            "example",
            Shape::Text,
            "The endpoint that the example of the group shows, by its path. Without it, the first one that can be called.",
        ),
    ],
    rules: &[],
};

pub(super) static ENDPOINT: Form = Form {
    name: "an endpoint",
    doc: "An endpoint: what a request needs, and what its response contains.",
    keys: &[
        Key::required("doc", Shape::Doc, "What the method returns; then formats, units, errors and limits."),
        Key::optional("name", Shape::Text, "The method's name, if it should differ from the one made of the path."),
        ALIASES,
        Key::optional(
            "params",
            Shape::Map { keys: "the name on the wire; `?` after it: optional", value: &Shape::TypeOr(&PARAM) },
            "Its parameters, required ones first.",
        ),
        HEADERS,
        Key::optional(
            "body",
            Shape::TypeOrMap {
                keys: "the name of a field; `?` after it: optional",
                value: &Shape::TypeOr(&BODY_FIELD),
            },
            "The body, as JSON: its fields, or a type; `bytes` for bytes.",
        ),
        Key::optional("form", FORM, "The fields of the body, as `application/x-www-form-urlencoded`."),
        Key::optional(
            "upload",
            FORM,
            "The fields of the body, as `multipart/form-data`; those of type `bytes` are files.",
        ),
        Key::optional(
            "idempotency",
            Shape::Text,
            "The header with the key by which the service recognizes a repeated request. The client sends one, the same for all \
             attempts.",
        ),
        Key::optional("safe", Shape::Flag, "Whether a POST only reads, so that it can be sent again."),
        SERVER,
        Key::required(
            "returns",
            Shape::Type,
            "The type of the response; `?` after it: it may be empty. `none` for no content, `bytes` for bytes of any kind.",
        ),
        Key::optional("pages", Shape::Form(&PAGES), "How one page leads to the next."),
        Key::optional("cost", Shape::CountOr(&COST), "Its units, if they are not the service's default."),
        Key::optional(
            "cache",
            Shape::Form(&CACHING),
            "How long a response may be cached, by clients that have a cache. Without it, it is not cached.",
        ),
        Key::optional("deprecated", Shape::Form(&DEPRECATED), "Marks it as deprecated."),
        Key::optional(
            "differs",
            Shape::Form(&DIFFERS),
            "Where it deliberately differs from the service's documentation, and why.",
        ),
        Key::optional("example", Shape::Text, "A recorded response, as a path relative to `tests/fixtures`."),
    ],
    rules: &[Rule::AtMostOne(&["body", "form", "upload"]), Rule::AtMostOne(&["idempotency", "safe"])],
};

static PARAM: Form = Form {
    name: "a parameter",
    doc: "A parameter; a type alone is short for `type`.",
    keys: &[
        Key::required("type", Shape::Type, "A scalar, an id, an enum, a list of them, or a type of them."),
        Key::optional(
            "header",
            Shape::Text,
            "The header in which it is sent; without it, it is in the path, if its name is there in braces, or in the query.",
        ),
        Key::optional("list", LIST, "How a list is sent, if not as `api.lists` says."),
        Key::optional("doc", Shape::Doc, "What it does."),
        Key::optional("default", Shape::Literal, "The value that the service assumes if it is not sent."),
        Key::optional("sample", Shape::Literal, "The value that examples have for it."),
        Key::optional("rust", Shape::Text, "The name in Rust, if it should differ from the one made of the wire name."),
    ],
    rules: &[],
};

static BODY_FIELD: Form = Form {
    name: "a field of a body",
    doc: "A field of a body; a type alone is short for `type`.",
    keys: &[
        Key::required("type", Shape::Type, "Its type; `?` after it: null can be sent."),
        Key::optional("list", LIST, "How a list is sent in a `form`, if not as `api.lists` says."),
        Key::optional("doc", Shape::Doc, "What it does."),
        Key::optional("default", Shape::Literal, "The value that the service assumes if it is not sent."),
        Key::optional("sample", Shape::Literal, "The value that examples have for it."),
        Key::optional("rust", Shape::Text, "The name in Rust, if it should differ from the one made of the wire name."),
    ],
    rules: &[],
};

const FORM: Shape =
    Shape::Map { keys: "the name of a field; `?` after it: optional", value: &Shape::TypeOr(&BODY_FIELD) };
const LIST: Shape = Shape::Word(ListForm::WORDS);
const SERVER: Key =
    Key::optional("server", Shape::Text, "The `name` of a server, if requests do not go to the default one.");

static PAGES: Form = Form {
    name: "`pages`",
    doc: "How one page leads to the next: `next` and `cursor`, `number`, `link`, `last` and `cursor`, `offset`, or `url`.",
    keys: &[
        Key::optional(
            "items",
            Shape::ListOr(&Shape::Literal, &Shape::Literal),
            "The path to the list of items: `0` in a tuple, `response.users` in an object, `rows[].posts` in each element of a \
             list. Without it, the response is the list. A list of paths, where a response has items in several places.",
        ),
        Key::optional(
            "next",
            Shape::Literal,
            "The path to the next cursor, likewise; after `[]`, it is the first that is there.",
        ),
        Key::optional("cursor", Shape::Text, "The parameter that takes the next cursor, or the value of `last`."),
        Key::optional("number", Shape::Text, "The parameter that takes the number of the page."),
        Key::optional("first", Shape::Count, "The number of the first page (default: 1)."),
        Key::optional("link", Shape::Text, "The relation of the next page in the header `link`: `next`."),
        Key::optional("last", Shape::Text, "The field of the last item whose value the parameter `cursor` takes."),
        Key::optional("offset", Shape::Text, "The parameter that takes the number of items before the page."),
        Key::optional("url", Shape::Literal, "The path to the URL of the next page. Only its query is used."),
        Key::optional("more", Shape::Literal, "The path to a flag that is false on the last page."),
        Key::optional("total", Shape::Literal, "The path to the number of items in the list."),
        Key::optional("of", Shape::Literal, "The path to the number of pages in the list."),
        Key::optional(
            "size",
            Shape::Text,
            "The parameter with the number of items that fill a page: one with fewer, and fewer than one before it, is the last.",
        ),
        Key::optional(
            "key",
            Shape::Text,
            "The field that identifies an item, since lists can repeat items. For items of a type under `uses`: its name in \
             Rust, with `?` after it if it can be null or absent.",
        ),
        Key::optional(
            "end",
            Shape::List(&Shape::Literal),
            "The cursors that mean the last page: `null` (an absent one always does), `\"\"`, `false`.",
        ),
        Key::optional(
            "max_stale_pages",
            Shape::Count,
            "The most pages in a row without a new item (default: 3), after which a list ends with an error, since it may have \
             no end.",
        ),
    ],
    rules: &[
        Rule::One(&["next", "number", "link", "last", "offset", "url"]),
        Rule::Needs("next", &["cursor"]),
        Rule::Needs("last", &["cursor"]),
        Rule::Needs("cursor", &["next", "last"]),
        Rule::Needs("first", &["number"]),
        Rule::Needs("end", &["next", "url"]),
    ],
};

static COST: Form = Form {
    name: "`cost`",
    doc: "The units of a request; a number alone is short for `units`.",
    keys: &[
        Key::required("units", Shape::Count, "The units of a request."),
        Key::optional(
            "when",
            Shape::Map { keys: "a boolean parameter", value: &Shape::Count },
            "The units while that parameter is true.",
        ),
        Key::optional("more", Shape::Form(&MORE), "The units that are added for a larger amount."),
        Key::optional(
            "estimate",
            Shape::Flag,
            "Whether the service states no exact price: the docs then call it an estimate. What a response states counts in any case.",
        ),
    ],
    rules: &[],
};

static MORE: Form = Form {
    name: "`more`",
    doc: "The units that are added for a larger amount: `{ every: 20, of: amount }` adds one for every 20 after the first 20, and for \
          the rest.",
    keys: &[
        Key::required("every", Shape::Count, "The amount that is in the price, and that each addition is for."),
        Key::required(
            "of",
            Shape::Text,
            "The parameter with the amount: an integer, with a default unless it is required.",
        ),
        Key::optional("units", Shape::Count, "How many units each addition has (default: 1)."),
    ],
    rules: &[],
};

static CACHING: Form = Form {
    name: "`cache`",
    doc: "How long a response may be cached.",
    keys: &[
        Key::required("seconds", Shape::Count, "The seconds from its arrival."),
        Key::optional(
            "also",
            Shape::Map {
                keys: "the path of another endpoint with `cache` and the same response",
                value: &Shape::Map {
                    keys: "a parameter of that endpoint; all required ones are named",
                    value: &Shape::Text,
                },
            },
            "The requests that a response answers besides its own: `/v1/user/by/id: { id: pk }` where the field `pk` of the response \
             is the parameter `id`; `user.pk` is a field of a field. A request with an optional parameter answers itself alone.",
        ),
    ],
    rules: &[],
};

static DEPRECATED: Form = Form {
    name: "`deprecated`",
    doc: "Marks an endpoint as deprecated.",
    keys: &[
        Key::optional("use", Shape::List(&Shape::Text), "The paths of the replacements, in this spec or not."),
        Key::optional("reason", Shape::Doc, "Why it is deprecated."),
    ],
    rules: &[],
};

static DIFFERS: Form = Form {
    name: "`differs`",
    doc: "Where an endpoint deliberately differs from the service's documentation. Each value is the reason, which `check-docs` \
          reports as a notice in place of a finding.",
    keys: &[
        Key::optional("endpoint", Shape::Text, "Why the spec has it, and the documentation does not."),
        Key::optional(
            "params",
            Shape::Map {
                keys: "the name of a parameter or of a field of the body on the wire, without `?`",
                value: &Shape::Text,
            },
            "Why parameters are required, optional or of another type here, missing here, or here alone.",
        ),
        Key::optional("returns", Shape::Text, "Why the response has another type."),
        Key::optional("cost", Shape::Text, "Why it costs another number of units."),
        Key::optional("deprecated", Shape::Text, "Why it is deprecated on one side only, or has other replacements."),
    ],
    rules: &[],
};
