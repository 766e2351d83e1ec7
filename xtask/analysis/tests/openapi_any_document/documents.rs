//! OpenAPI documents at random, good and bad.

use analysis::openapi::json::{self, Build, Json, Object};
use proptest::prelude::*;

/// Names as documents have them, good and bad: few, so that they meet.
const NAMES: &[&str] = &[
    "id",
    "page",
    "cursor",
    "next_cursor",
    "body",
    "ID",
    "Id",
    "type",
    "self",
    "Self",
    "string",
    "String",
    "new",
    "send",
    "a b",
    "a_b",
    "aB",
    "4k",
    "$",
    "",
    "?",
    "x?",
    "null",
    "Page",
    "page",
    "User.Short",
    "User_Short",
    "größe",
    "🛒",
    "true",
    "Option",
    "service",
    "types",
    "mod",
    "- a",
    "a: b",
    "#",
    "con",
    "NUL",
    "caf\u{e9}",
    "cafe\u{301}",
    "\u{f900}",
    "\u{8c48}",
    "\u{202e}x",
    "\u{1b}[2J",
    "../x",
    "```rust",
    "a\n```rust\nb",
    "~1",
    "%2F",
];

/// Paths, good and bad.
const PATHS: &[&str] = &[
    "/v1/a",
    "/v1/a/b",
    "/v1/a/B",
    "/v1/a/{id}",
    "/v1/a/{id}/{x y}",
    "/v2/a/b",
    "/",
    "",
    "a",
    "/v1",
    "/service/x",
    "/types",
    "/v1/a//b",
    "/v1/a/4k",
    "/v1/a/b.json",
    "/v1/a/{id}.json",
    "/v1/new",
    "/v1/a/new",
    "/v1/by_1",
    "/v1/by1",
    "/x?y=1",
    "/{id}",
    "/v1/a/ü",
    "/v1/a/{id},{x}",
    "/v1/a/{id}:verb",
    "/v1/{a}...{b}",
    "/v1/a/{}",
    "/v1/a/",
    "/v1/A",
    "/con/a",
    "/v1/a/nul",
    "/v3/api/a",
    "/v1/a/%2e%2e",
    "/v1/a/\u{1b}[2J",
];

fn name() -> impl Strategy<Value = String> {
    let long = (1_usize..700).prop_map(|length| "long_name_".repeat(length / 10 + 1));
    prop_oneof![18 => prop::sample::select(NAMES).prop_map(str::to_owned), 2 => any::<String>(), 1 => long]
}

fn text() -> impl Strategy<Value = Json> {
    prop_oneof![name().prop_map(Json::from), Just(Json::from(" \n")), any::<i64>().prop_map(Json::from)]
}

fn literal() -> impl Strategy<Value = Json> {
    prop_oneof![
        text(),
        any::<bool>().prop_map(Json::from),
        Just(Json::Null),
        (0_i64..3).prop_map(Json::from),
        Just(Json::Array(vec![]))
    ]
}

fn reference() -> impl Strategy<Value = Json> {
    const ELSEWHERE: &[&str] = &["#", "#/", "#/paths", "#/components/schemas", "other.json#/A", "#/info/title", ""];
    let inside = name().prop_map(|name| format!("#/components/schemas/{name}"));
    let elsewhere = prop::sample::select(ELSEWHERE).prop_map(str::to_owned);
    (prop_oneof![6 => inside, 1 => elsewhere], any::<bool>(), 0..4).prop_map(|(reference, flag, more)| {
        let reference = Object::new().with("$ref", reference);
        match more {
            0 => reference.with("nullable", flag).into(),
            1 => reference.with("properties", Object::new().with("x", flag)).into(),
            _ => reference.into(),
        }
    })
}

fn leaf() -> impl Strategy<Value = Json> {
    const TYPES: &[&str] = &["string", "integer", "number", "boolean", "null", "object", "array", "file"];
    const FORMATS: &[&str] = &["date-time", "uri", "int64", "password"];
    let plain = (prop::sample::select(TYPES), prop::sample::select(FORMATS), any::<bool>(), literal());
    let plain = plain.prop_map(|(ty, format, nullable, default)| {
        Object::new().with("type", ty).with("format", format).with("nullable", nullable).with("default", default).into()
    });
    let several = prop::collection::vec(prop::sample::select(TYPES), 0..4)
        .prop_map(|types| Object::new().with("type", types).into());
    let listed = prop::collection::vec(literal(), 0..5)
        .prop_map(|values| Object::new().with("enum", Json::Array(values)).into());
    let own = (
        prop::sample::select(&["x-scalar", "x-id", "x-known-values", "x-external", "x-basis", "const"][..]),
        literal(),
    )
        .prop_map(|(key, value)| Object::new().with(key, value).into());
    prop_oneof![3 => plain, 1 => several, 2 => listed, 3 => reference(), 1 => own, 1 => literal()]
}

pub(crate) fn schema() -> impl Strategy<Value = Json> {
    leaf().prop_recursive(5, 40, 5, |inner| {
        let list = inner.clone().prop_map(|item| Object::new().with("type", "array").with("items", item).into());
        let map = inner
            .clone()
            .prop_map(|item| Object::new().with("type", "object").with("additionalProperties", item).into());
        let parts = (
            prop::sample::select(&["prefixItems", "anyOf", "oneOf", "allOf", "allOf"][..]),
            prop::collection::vec(inner.clone(), 0..9),
        )
            .prop_map(|(key, parts)| Object::new().with(key, Json::Array(parts)).into());
        let tag = |value: &str, schema: Json| {
            let tag = Object::new().with("const", value);
            Object::new()
                .with("properties", Object::new().with("kind", tag).with("a", schema))
                .with("required", vec!["kind"])
        };
        let tagged = (name(), inner.clone(), name(), inner.clone(), any::<bool>()).prop_map(
            move |(one, first, other, second, is_named)| {
                let union =
                    Object::new().with("oneOf", vec![Json::from(tag(&one, first)), Json::from(tag(&other, second))]);
                match is_named {
                    true => union.with("discriminator", Object::new().with("propertyName", "kind")).into(),
                    false => union.into(),
                }
            },
        );
        let patterns = (name(), inner.clone(), any::<bool>()).prop_map(|(pattern, item, more)| {
            let patterns = Object::new().with(pattern, item);
            Object::new().with("patternProperties", patterns).with("additionalProperties", more).into()
        });
        let object = (prop::collection::vec((name(), inner), 0..5), prop::collection::vec(name(), 0..3), text());
        let object = object.prop_map(|(properties, required, doc)| {
            let mut all = Object::new();
            properties.into_iter().for_each(|(name, schema)| all.put(name, schema));
            Object::new().with("properties", all).with("required", required).with("description", doc).into()
        });
        prop_oneof![2 => list, 2 => map, 2 => parts, 1 => tagged, 1 => patterns, 4 => object]
    })
}

fn parameter() -> impl Strategy<Value = Json> {
    let place = prop::sample::select(&["query", "query", "path", "header", "body"][..]);
    let style = prop::sample::select(&["form", "form", "deepObject", "pipeDelimited", "simple", "x"][..]);
    let place = (place, style, any::<bool>());
    let key = prop::sample::select(&["schema", "schema", "schema", "content"][..]);
    let schema = (schema(), literal(), any::<bool>()).prop_map(|(mut schema, default, has_default)| {
        if let Some(schema) = schema.as_object_mut().filter(|_| has_default) {
            schema.put("default", default);
        }
        schema
    });
    (name(), place, any::<bool>(), key, schema, text()).prop_map(|(name, place, required, key, schema, doc)| {
        let (place, style, explode) = place;
        let param = Object::new().with("name", name).with("in", place).with("required", required);
        let param = param.with("style", style).with("explode", explode);
        param.with(key, schema).with("description", doc).with("deprecated", required).into()
    })
}

fn operation() -> impl Strategy<Value = Json> {
    const STATUSES: &[&str] = &["200", "200", "201", "204", "2XX", "2xx", "302", "default", "404", "2"];
    const MEDIA: &[&str] =
        &["application/json", "application/json; charset=utf-8", "*/*", "text/csv", "text/event-stream", ""];
    const BODIES: &[&str] = &[
        "application/json",
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/octet-stream",
    ];
    const METHODS: &[&str] = &["get", "get", "post", "put", "patch", "delete", "head"];
    let response = (prop::sample::select(STATUSES), prop::sample::select(MEDIA), schema());
    let responses = prop::collection::vec(response, 1..3);
    let tags = prop::collection::vec(prop::sample::select(&["a", "A", "things", "4", "con", "\u{fc}", " "][..]), 0..3);
    let ids =
        prop::sample::select(&["list", "things/list", "aList", "get_v1_a_get", "new", "4", "", "aUsingGET_1"][..]);
    let body = (prop::sample::select(BODIES), schema(), any::<bool>(), prop::sample::select(METHODS), any::<bool>());
    let named = (tags, ids, any::<bool>(), body);
    (prop::collection::vec(parameter(), 0..5), responses, text(), text(), any::<bool>(), named).prop_map(
        |(params, found, summary, doc, deprecated, (tags, id, is_named, body))| {
            let mut responses = Object::new();
            for (status, media_type, schema) in found {
                let content = Object::new().with(media_type, Object::new().with("schema", schema));
                let headers = Object::new().with(if is_named { "Link" } else { "x" }, Object::new());
                let response = Object::new().with("headers", headers);
                let has_content = status != "204";
                responses.put(status, response.with_some("content", has_content.then_some(content)));
            }
            let operation =
                Object::new().with("summary", summary).with("description", doc).with("deprecated", deprecated);
            let operation = operation.with("parameters", Json::Array(params)).with("responses", responses);
            let operation = match is_named {
                true => operation.with("x-price", id.len()).with("operationId", id).with("tags", tags),
                false => operation,
            };
            let (media_type, schema, required, method, has_server) = body;
            let content = Object::new().with(media_type, Object::new().with("schema", schema));
            let body = Object::new().with("required", required).with("content", content);
            let server = Object::new().with("url", "https://uploads.example/v2");
            let operation = operation
                .with_some("requestBody", (method != "get" || required).then_some(body))
                .with_some("servers", has_server.then(|| vec![Json::from(server)]));
            Object::new().with(method, operation).into()
        },
    )
}

/// As text, which is easier to read if the test fails.
pub(crate) fn document() -> impl Strategy<Value = String> {
    let paths = prop::collection::vec((prop::sample::select(PATHS), operation()), 1..6);
    let schemas = prop::collection::vec((name(), schema()), 0..6);
    let urls =
        &["https://a.example/v1/", "http://a.example", "/v1", "https://{x}.example", "https://localhost:1", ""][..];
    let schemes = &["apiKey", "http", "oauth2"][..];
    let service = (prop::sample::select(urls), prop::sample::select(schemes), name(), text());
    (paths, schemas, text(), service).prop_map(|(paths, schemas, title, (url, scheme, header, doc))| {
        let (mut all_paths, mut all_schemas) = (Object::new(), Object::new());
        paths.into_iter().for_each(|(path, operation)| all_paths.put(path, operation));
        schemas.into_iter().for_each(|(name, schema)| all_schemas.put(name, schema));
        let document = Object::new().with("openapi", "3.1.0").with("info", Object::new().with("title", title));
        let scheme = Object::new().with("type", scheme).with("in", "header").with("name", header.as_str());
        let schemes = Object::new().with(header, scheme.with("description", doc.clone()));
        let server = Object::new().with("url", url).with("description", doc);
        let document = document.with("paths", all_paths).with("servers", vec![Json::from(server)]);
        let components = Object::new().with("schemas", all_schemas).with("securitySchemes", schemes);
        let document = document.with("components", components);
        json::print(&Json::from(document))
    })
}
