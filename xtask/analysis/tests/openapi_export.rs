//! The export of everything in the language: as OpenAPI describes it, if it can.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use analysis::openapi::export::{Examples, document};
use analysis::openapi::json::{self, Build, Json, Object};
use spec::{Api, Source};

const SPEC: &str = include_str!("openapi/items.yaml");

#[test]
fn types_are_schemas() {
    let item = "components.schemas.Item";
    check(&format!("{item}.required"), r#"["id","colour","seen","tags","more"]"#);
    check(&format!("{item}.properties.id"), r##"{"$ref":"#/components/schemas/ItemId"}"##);
    check(&format!("{item}.properties.name"), r#"{"type":"string"}"#);
    check(
        &format!("{item}.properties.colour"),
        r##"{"anyOf":[{"$ref":"#/components/schemas/Colour"},{"type":"null"}]}"##,
    );
    check(&format!("{item}.properties.tags"), r#"{"type":["array","null"],"items":{"type":"string"}}"#);
    check(
        &format!("{item}.properties.seen"),
        r#"{"type":["string","integer","null"],"format":"date-time","x-scalar":"timestamp"}"#,
    );
    check(&format!("{item}.properties.more"), r#"{"anyOf":[{"x-scalar":"json"},{"type":"null"}]}"#);
    check("components.schemas.ItemId.type", r#"["integer","string"]"#);
    check("components.schemas.ShelfId.x-id", r#""text""#);
    check("components.schemas.Colour.type", r#""string""#);
    check("components.schemas.Colour.x-known-values", r#"[{"value":"red","description":"Red."}]"#);
}

#[test]
fn responses_are_schemas_and_a_null_at_the_end_may_be_missing() {
    let schema = "responses.200.content.application/json.schema";
    check_get("/v1/items/{id}/all", &format!("{schema}.minItems"), "2");
    check_get("/v1/items/{id}/all", &format!("{schema}.prefixItems.1"), r#"{"type":"string"}"#);
    let map = r##"{"type":"object","additionalProperties":{"type":["array","null"],"items":{"$ref":"#/components/schemas/Item"}}}"##;
    check_get("/v1/items/map", schema, map);
}

#[test]
fn parameters_errors_and_key_are_exported() {
    let all = "/v1/items/{id}/all";
    check_get(
        all,
        "parameters.0",
        r##"{"name":"id","in":"path","required":true,"schema":{"$ref":"#/components/schemas/ItemId"}}"##,
    );
    check_get(
        all,
        "parameters.1",
        r#"{"name":"deep","in":"query","required":false,"description":"How deep.","schema":{"type":"boolean","default":true}}"#,
    );
    check_get(all, "deprecated", "true");
    check_get(all, "responses.404", r##"{"$ref":"#/components/responses/status-404"}"##);
    check_get(all, "responses.5XX", r##"{"$ref":"#/components/responses/status-5XX"}"##);
    check_get(all, "responses.default", r##"{"$ref":"#/components/responses/status-default"}"##);
    check(
        "components.responses.status-5XX.description",
        r#""unavailable; free; a retry can help, after a growing pause""#,
    );
    check(
        "components.responses.status-404.description",
        r#""No such item.\n\nnot found; billed; a retry does not help""#,
    );
    check("components.securitySchemes.key", r#"{"type":"apiKey","in":"header","name":"x-key"}"#);
    check("servers", r#"[{"url":"https://api.shop.example"},{"url":"https://b.example","description":"Far."}]"#);
    check("info.title", r#""Shop""#);
}

#[test]
fn what_openapi_cannot_describe_is_an_extension() {
    let all = "/v1/items/{id}/all";
    check_get(all, "x-pages", r#"{"items":0,"next":2,"cursor":"page","end":[null]}"#);
    check_get(all, "x-cost", r#"{"units":2,"when":{"deep":1}}"#);
    check_get(all, "x-deprecated", r#"{"reason":"Old."}"#);
    check_get(all, "x-differs", r#"{"cost":"Free there.","params":{"wide":"It has no effect."}}"#);
    check_get(all, "x-fixture", r#""items/all.json""#);
    check("x-service.rate_limit", r#"{"per_second":5}"#);
    check("x-service.errors.statuses.5xx", r#"{"means":"unavailable","billed":false,"retry":"backoff"}"#);
    check("tags", r#"[{"name":"items","description":"Items.","x-base":"/v1/items","x-file":"items.yaml"}]"#);
}

#[test]
fn a_recorded_response_is_inlined() {
    let response = json::parse(r#"[[{"id": 18446744073709551615}], "b"]"#).unwrap();
    let examples = Examples::from([("items/all.json".to_owned(), response.clone())]);
    let document = document(&api(), &examples).unwrap();
    let media = at(&document["paths"]["/v1/items/{id}/all"]["get"], "responses.200.content.application/json");
    assert_eq!(media["example"], response);
    assert!(json::print(&document).contains("18446744073709551615"), "digits past 2^53 stay");
}

/// Checks the value at a place of the document.
#[track_caller]
fn check(place: &str, expected: &str) {
    let document = document(&api(), &Examples::new()).unwrap();
    assert_eq!(json::print(at(&document, place)), expected_text(expected), "{place}");
}

/// Checks the value at a place of an operation.
#[track_caller]
fn check_get(path: &str, place: &str, expected: &str) {
    let document = document(&api(), &Examples::new()).unwrap();
    let operation = &document["paths"][path]["get"];
    assert_eq!(json::print(at(operation, place)), expected_text(expected), "{path} {place}");
}

/// Printed, since two values are equal whatever the order of their keys is.
fn expected_text(expected: &str) -> String {
    json::print(&json::parse(expected).unwrap())
}

fn at<'a>(document: &'a Json, place: &str) -> &'a Json {
    let step = |value: &'a Json, part: &str| {
        part.parse().ok().and_then(|index: usize| json::items(value).get(index)).unwrap_or(&value[part])
    };
    place.split('.').fold(document, step)
}

fn api() -> Api {
    let sources = [Source { path: "spec/items.yaml".to_owned(), text: SPEC.to_owned() }];
    spec::read(&sources).unwrap_or_else(|problems| panic!("{}", spec::render(&problems, &sources, spec::Color::Plain)))
}

#[test]
fn objects_keep_their_order() {
    let object = Json::from(Object::new().with("z", 1_u64).with("a", "x").with("z", 2_u64));
    assert_eq!(json::print(&object), "{\n  \"z\": 2,\n  \"a\": \"x\"\n}\n");
}
