//! What the export says of each thing that the language can: in OpenAPI's words where it has some.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

use analysis::openapi::export::{Examples, document};
use analysis::openapi::json::{Json, Object};
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
fn replies_are_schemas_and_a_null_at_the_end_may_be_missing() {
    let schema = "responses.200.content.application/json.schema";
    check_get("/v1/items/{id}/all", &format!("{schema}.minItems"), "2");
    check_get("/v1/items/{id}/all", &format!("{schema}.prefixItems.1"), r#"{"type":"string"}"#);
    let map = r##"{"type":"object","additionalProperties":{"type":["array","null"],"items":{"$ref":"#/components/schemas/Item"}}}"##;
    check_get("/v1/items/map", schema, map);
}

#[test]
fn parameters_errors_and_key_are_said() {
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
        r#""unavailable; free; another try can help, after a pause that grows""#,
    );
    check("components.securitySchemes.key", r#"{"type":"apiKey","in":"header","name":"x-key"}"#);
    check("servers", r#"[{"url":"https://api.shop.example"}]"#);
    check("info.title", r#""Shop""#);
}

#[test]
fn what_openapi_cannot_say_is_an_extension() {
    let all = "/v1/items/{id}/all";
    check_get(all, "x-pages", r#"{"items":0,"next":2,"cursor":"page","end":[null]}"#);
    check_get(all, "x-cost", r#"{"units":2,"when":{"deep":1}}"#);
    check_get(all, "x-deprecated", r#"{"reason":"Old."}"#);
    check_get(all, "x-fixture", r#""items/all.json""#);
    check("x-service.pace", r#"{"per_second":5}"#);
    check("x-service.errors.statuses.5xx", r#"{"means":"unavailable","billed":false,"retry":"backoff"}"#);
    check("tags", r#"[{"name":"items","description":"Items.","x-base":"/v1/items","x-file":"items.yaml"}]"#);
}

#[test]
fn a_recorded_reply_is_inlined() {
    let reply = Json::parse(r#"[[{"id": 18446744073709551615}], "b"]"#).unwrap();
    let examples = Examples::from([("items/all.json".to_owned(), reply.clone())]);
    let document = document(&api(), &examples).unwrap();
    let media = at(document.at("paths").at("/v1/items/{id}/all").at("get"), "responses.200.content.application/json");
    assert_eq!(media.at("example"), &reply);
    assert!(document.print().contains("18446744073709551615"), "digits past 2^53 stay");
}

/// Checks what stands at a place of the document.
#[track_caller]
fn check(place: &str, expected: &str) {
    let document = document(&api(), &Examples::new()).unwrap();
    assert_eq!(at(&document, place), &Json::parse(expected).unwrap(), "{place}");
}

/// Checks what stands at a place of an operation.
#[track_caller]
fn check_get(path: &str, place: &str, expected: &str) {
    let document = document(&api(), &Examples::new()).unwrap();
    let operation = document.at("paths").at(path).at("get");
    assert_eq!(at(operation, place), &Json::parse(expected).unwrap(), "{path} {place}");
}

fn at<'a>(json: &'a Json, place: &str) -> &'a Json {
    let step = |json: &'a Json, part: &str| {
        part.parse().ok().and_then(|index: usize| json.items().get(index)).unwrap_or(json.at(part))
    };
    place.split('.').fold(json, step)
}

fn api() -> Api {
    let sources = [Source { path: "spec/items.yaml".to_owned(), text: SPEC.to_owned() }];
    spec::read(&sources).unwrap_or_else(|problems| panic!("{}", spec::render(&problems, &sources, spec::Color::Plain)))
}

#[test]
fn objects_keep_their_order() {
    let json = Json::from(Object::new().with("z", 1_u64).with("a", "x").with("z", 2_u64));
    assert_eq!(json.print(), "{\n  \"z\": 2,\n  \"a\": \"x\"\n}\n");
}
