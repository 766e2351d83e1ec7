//! The export of methods, bodies, keys, headers, servers, pages and unions: as OpenAPI describes them, if it can.

#![allow(clippy::unwrap_used, reason = "a test fails where it unwraps nothing")]

mod project;

use std::path::Path;

use analysis::openapi::export::{Examples, document};
use analysis::openapi::json::{self, Json};

#[test]
fn methods_are_operations_and_bodies_have_three_forms() {
    let create = "requestBody.content.application/json.schema";
    check("/orders", "post", &format!("{create}.required"), r#"["currency","lines"]"#);
    check("/orders", "post", "requestBody.required", "true");
    let note =
        r#"{"type":["string","null"],"description":"For the parcel; null takes it away.","x-rust-name":"words"}"#;
    check("/orders", "post", &format!("{create}.properties.note"), note);
    check("/orders", "post", &format!("{create}.properties.amount.default"), "7");
    let lines = r##"{"type":"array","items":{"$ref":"#/components/schemas/Line"}}"##;
    check("/orders/{id}", "put", create, lines);
    let form = "requestBody.content.application/x-www-form-urlencoded";
    check(
        "/orders/{id}/refunds",
        "post",
        &format!("{form}.encoding"),
        r#"{"tags":{"style":"form","explode":true},"words":{"style":"deepObject","explode":true},"metadata":{"style":"deepObject","explode":true}}"#,
    );
    let file = r#"{"type":"string","format":"binary","x-scalar":"bytes"}"#;
    check("/orders/files", "post", "requestBody.content.multipart/form-data.schema.properties.file", file);
    check("/orders/files", "patch", "requestBody.content.application/octet-stream.schema", file);
    check("/orders", "post", "x-method", "\"create\"");
    check("/orders/{id}", "delete", "x-method", "null");
    check("/orders/search", "post", "x-safe", "true");
    check("/orders/{id}/refunds", "post", "x-deprecated", r#"{"use":["POST /orders"]}"#);
}

#[test]
fn parameters_say_where_and_how_they_are_sent() {
    let param = |at: usize| format!("parameters.{at}");
    let name_and_style = |at: usize, name: &str, style: &str, explode: &str| {
        check("/orders", "get", &format!("{}.name", param(at)), name);
        check("/orders", "get", &format!("{}.style", param(at)), style);
        check("/orders", "get", &format!("{}.explode", param(at)), explode);
    };
    name_and_style(0, "\"status\"", "null", "null");
    name_and_style(1, "\"fields\"", "null", "false");
    name_and_style(2, "\"tags[]\"", "null", "null");
    name_and_style(3, "\"created\"", "\"deepObject\"", "true");
    check("/orders", "get", "parameters.5.schema", r#"{"type":"string","format":"date","x-scalar":"date"}"#);
    check(
        "/orders",
        "get",
        "parameters.7",
        r#"{"name":"if-match","in":"header","required":false,"description":"The version.","schema":{"type":"string"},"x-name":"if_match"}"#,
    );
    check(
        "/orders",
        "post",
        "parameters",
        r##"[{"name":"shop-key","in":"header","required":false,"schema":{"type":"string"},"x-idempotency":true},{"name":"shop-mode","in":"header","required":true,"schema":{"type":"string","const":"fast"}},{"$ref":"#/components/parameters/header-shop-version"}]"##,
    );
}

#[test]
fn responses_can_be_nothing_bytes_or_null() {
    check("/orders/{id}", "delete", "responses.204", r#"{"description":"The response."}"#);
    check("/orders/{id}", "delete", "responses.200", "null");
    check("/orders/{id}", "delete", "responses.2XX", "null");
    check("/orders/files/{id}", "get", "responses.200.content.application/octet-stream.schema.format", "\"binary\"");
    let null = r##"{"anyOf":[{"$ref":"#/components/schemas/Order"},{"type":"null"}]}"##;
    check("/orders/{id}", "get", "responses.200.content.application/json.schema", null);
}

#[test]
fn pages_are_in_the_form_of_the_language() {
    let last = r#"{"items":"data","last":"id","cursor":"starting_after","key":"id","more":"has_more"}"#;
    check("/orders", "get", "x-pages", last);
    let offset = r#"{"items":"data","offset":"offset","total":"meta.total","size":"limit"}"#;
    check("/orders/search", "post", "x-pages", offset);
    check("/orders/all", "get", "x-pages", r#"{"items":"data","number":"page","first":0,"of":"meta.pages"}"#);
    check("/orders/linked", "get", "x-pages", r#"{"link":"next","max_stale_pages":5}"#);
    let rows = r#"{"items":["rows[].data[]","by_day[].first"],"next":"rows[].after","cursor":"after","key":"id","more":"rows[].has_more","end":[null]}"#;
    check("/orders/rows", "get", "x-pages", rows);
    check("/orders/addressed", "get", "x-pages", r#"{"items":"data","url":"meta.next","end":[null,""]}"#);
}

#[test]
fn unions_have_a_discriminator_or_kinds() {
    let source = "components.schemas.Source";
    let of = r##"[{"$ref":"#/components/schemas/Card"},{"$ref":"#/components/schemas/Bank"}]"##;
    check_document(&format!("{source}.anyOf"), of);
    let mapping = r##"{"propertyName":"object","mapping":{"card":"#/components/schemas/Card","bank_account":"#/components/schemas/Bank"}}"##;
    check_document(&format!("{source}.discriminator"), mapping);
    let own = r#"{"tag":"object","of":{"card":"Card","bank_account":{"type":"Bank","name":"Account"}}}"#;
    check_document(&format!("{source}.x-union"), own);
    check_document("components.schemas.Owner.x-union", r#"{"of":["OrderId","Card",["integer"],"boolean"]}"#);
    check_document("components.schemas.Owner.discriminator", "null");
}

#[test]
fn the_service_says_its_keys_headers_and_servers_and_no_more_than_it_has() {
    let schemes = r#"{"key-1":{"type":"apiKey","in":"header","name":"shop-client","description":"From the counter."},"key-2":{"type":"apiKey","in":"header","name":"shop-secret"}}"#;
    check_document("components.securitySchemes", schemes);
    check_document("security", r#"[{"key-1":[],"key-2":[]}]"#);
    check_document("servers", r#"[{"url":"https://api.shop.example/v1","description":"Main."}]"#);
    check("/orders/files", "post", "servers", r#"[{"url":"https://files.shop.example","description":"For files."}]"#);
    check("/orders/files", "post", "x-server", "\"upload\"");
    check("/orders", "get", "x-cost", "null");
    let own = r#"{"crate":"orders","servers":[{"url":"https://files.shop.example","name":"upload","doc":"For files."}],"auth":[{"env":"SHOP_CLIENT"},{"env":"SHOP_SECRET"}],"headers":{"shop-version":"2.16"},"rate_limit":{"remaining":"ratelimit-remaining","reset":"ratelimit-reset","doc":"For all."},"limits":{"body_bytes":1048577},"cache":{"not_found_seconds":7},"errors":{"code":"error.code","message":["error.message","errors.0.message","text"],"bodies":[{"field":"ok","is":false}]}}"#;
    check_document("x-service", own);
    check_document(
        "components.responses.status-404.description",
        r#""There is nothing under this path.\n\nnot found; a retry does not help""#,
    );
    let error = r#"{"type":"object","properties":{"code":{"description":"The code of the error."},"message":{"description":"A message."}}}"#;
    check_document("components.schemas.error-body.properties.error", error);
    let errors = r#"{"type":"array","items":{"type":"object","properties":{"message":{"description":"A message."}}}}"#;
    check_document("components.schemas.error-body.properties.errors", errors);
}

#[test]
fn a_scheme_of_http_is_one_and_a_service_without_a_key_has_none() {
    let with = |auth: &str| {
        let text = format!("api: {{ name: N, doc: D., crate: c, servers: [{{ url: https://a.example }}]{auth} }}\n");
        let api = spec::read(&[spec::Source { path: "api.yaml".to_owned(), text }]).unwrap();
        document(&api, &Examples::new()).unwrap()
    };
    let bearer = with(", auth: { scheme: bearer, env: T }");
    // In the letters of the spec, unless they are the usual ones.
    assert_eq!(bearer["components"]["securitySchemes"]["key"]["scheme"], "bearer");
    let basic = with(", auth: { scheme: Basic, env: [ID, SECRET] }");
    assert_eq!(basic["components"]["securitySchemes"]["key"]["scheme"], "basic");
    assert_eq!(
        json::print(&basic["x-service"]["auth"]["env"]),
        json::print(&json::parse(r#"["ID","SECRET"]"#).unwrap())
    );
    let none = with("");
    assert_eq!(none["security"], Json::Null);
    assert_eq!(none["components"]["securitySchemes"], Json::Null);
    assert_eq!(json::entries(&none["x-service"]).count(), 1, "the crate alone");
}

/// Checks the value at a place of an operation.
#[track_caller]
fn check(path: &str, method: &str, place: &str, expected: &str) {
    equal(at(&exported()["paths"][path][method], place), expected, &format!("{method} {path} {place}"));
}

/// Checks the value at a place of the document.
#[track_caller]
fn check_document(place: &str, expected: &str) {
    equal(at(&exported(), place), expected, place);
}

/// Printed, since two values are equal whatever the order of their keys is.
#[track_caller]
fn equal(found: &Json, expected: &str, place: &str) {
    assert_eq!(json::print(found), json::print(&json::parse(expected).unwrap()), "{place}");
}

fn exported() -> Json {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openapi/writes");
    document(&project::spec(&folder).1, &Examples::new()).unwrap()
}

fn at<'a>(document: &'a Json, place: &str) -> &'a Json {
    let step = |value: &'a Json, part: &str| {
        part.parse().ok().and_then(|index: usize| json::items(value).get(index)).unwrap_or(&value[part])
    };
    place.split('.').fold(document, step)
}
