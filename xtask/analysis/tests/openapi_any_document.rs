//! Any document can be imported without a panic, and the result is a valid spec.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use analysis::Error;
use analysis::openapi::import::files;
use analysis::openapi::json::{self, Build, Json, Object};
use proptest::prelude::*;

/// Names as documents have them, good and bad: few, so that they meet.
const NAMES: &[&str] = &[
    "id",
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
];

fn name() -> impl Strategy<Value = String> {
    prop_oneof![9 => prop::sample::select(NAMES).prop_map(str::to_owned), 1 => any::<String>()]
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
    name().prop_map(|name| Object::new().with("$ref", format!("#/components/schemas/{name}")).into())
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

fn schema() -> impl Strategy<Value = Json> {
    leaf().prop_recursive(5, 40, 5, |inner| {
        let list = inner.clone().prop_map(|item| Object::new().with("type", "array").with("items", item).into());
        let map = inner
            .clone()
            .prop_map(|item| Object::new().with("type", "object").with("additionalProperties", item).into());
        let parts = (
            prop::sample::select(&["prefixItems", "anyOf", "oneOf", "allOf"][..]),
            prop::collection::vec(inner.clone(), 0..4),
        )
            .prop_map(|(key, parts)| Object::new().with(key, Json::Array(parts)).into());
        let object = (prop::collection::vec((name(), inner), 0..5), prop::collection::vec(name(), 0..3), text());
        let object = object.prop_map(|(properties, required, doc)| {
            let mut all = Object::new();
            properties.into_iter().for_each(|(name, schema)| all.put(name, schema));
            Object::new().with("properties", all).with("required", required).with("description", doc).into()
        });
        prop_oneof![1 => list, 1 => map, 1 => parts, 2 => object]
    })
}

fn parameter() -> impl Strategy<Value = Json> {
    let place = prop::sample::select(&["query", "path", "header", "body"][..]);
    (name(), place, any::<bool>(), schema(), text()).prop_map(|(name, place, required, schema, doc)| {
        let param = Object::new().with("name", name).with("in", place).with("required", required);
        param.with("schema", schema).with("description", doc).into()
    })
}

fn operation() -> impl Strategy<Value = Json> {
    (prop::collection::vec(parameter(), 0..5), schema(), text(), text(), any::<bool>()).prop_map(
        |(params, schema, summary, doc, deprecated)| {
            let content = Object::new().with("application/json", Object::new().with("schema", schema));
            let responses = Object::new().with("200", Object::new().with("content", content));
            let operation =
                Object::new().with("summary", summary).with("description", doc).with("deprecated", deprecated);
            let operation = operation.with("parameters", Json::Array(params)).with("responses", responses);
            Object::new().with("get", operation).into()
        },
    )
}

/// As text, which is easier to read if the test fails.
fn document() -> impl Strategy<Value = String> {
    let paths = prop::collection::vec((prop::sample::select(PATHS), operation()), 1..6);
    let schemas = prop::collection::vec((name(), schema()), 0..6);
    (paths, schemas, text()).prop_map(|(paths, schemas, title)| {
        let (mut all_paths, mut all_schemas) = (Object::new(), Object::new());
        paths.into_iter().for_each(|(path, operation)| all_paths.put(path, operation));
        schemas.into_iter().for_each(|(name, schema)| all_schemas.put(name, schema));
        let document = Object::new().with("openapi", "3.1.0").with("info", Object::new().with("title", title));
        let document = document.with("paths", all_paths).with("components", Object::new().with("schemas", all_schemas));
        json::print(&Json::from(document))
    })
}

/// The lines of each file, sorted; none where nothing can be imported.
fn lines(document: &Json) -> Vec<(String, Vec<String>)> {
    let sorted = |text: &str| {
        let text = text.split("\n# Left out:").next().unwrap_or_default();
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort_unstable();
        lines
    };
    let files = files(document, None).unwrap_or_default();
    files.into_iter().map(|file| (sorted(&file.text), file.name)).map(|(lines, name)| (name, lines)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_name_depends_on_the_order_of_the_document(document in document()) {
        let parsed = json::parse(&document).unwrap();
        let mut turned = parsed.clone();
        for place in ["/paths", "/components/schemas"] {
            if let Some(Json::Object(object)) = turned.pointer_mut(place) {
                *object = std::mem::take(object).into_iter().rev().collect();
            }
        }
        prop_assert_eq!(lines(&parsed), lines(&turned));
    }

    #[test]
    fn any_document_gives_a_valid_spec(document in document()) {
        // The import reads back what it prints, and fails if the language refuses it.
        let parsed = json::parse(&document).unwrap();
        match files(&parsed, None) {
            Ok(files) => prop_assert!(files.iter().all(|file| !file.text.is_empty())),
            Err(Error { what, why, .. }) => {
                prop_assert_eq!(what.as_str(), "there is nothing to import", "{}", why);
            }
        }
    }
}
