//! The draft of `api.yaml`, and prices from an extension.

use analysis::openapi::import::{Options, import};
use analysis::openapi::json;

/// The texts of the files of a document with these keys beside its paths.
fn drafted(more: &str, cost_key: Option<&str>) -> Vec<(String, String)> {
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Pet Shop", "description": "Pets."}}, "paths": {{
            "/v1/a": {{"get": {{"responses": {{}}}}}}, "/v1/b": {{"get": {{"x-reqs-cost": 2, "responses": {{}}}}}},
            "/v1/c": {{"get": {{"x-reqs-cost": "many", "responses": {{}}}}}}}}, {more}}}"#
    );
    let options = Options { cost_key, draft: true, ..Options::default() };
    let imported = import(&json::parse(&text).unwrap(), &options).unwrap();
    imported.files.into_iter().map(|file| (file.name, file.text)).collect()
}

#[track_caller]
fn check(more: &str, expected: &[&str]) {
    let files = drafted(more, Some("x-reqs-cost"));
    let api = &files.iter().find(|(name, _)| name == "api.yaml").unwrap().1;
    for line in expected {
        assert!(api.contains(line), "`{line}` is missing in\n{api}");
    }
}

#[test]
fn servers_and_the_header_of_the_key_are_taken() {
    check(
        r#""servers": [{"url": "http://localhost:3000"}, {"url": "https://{env}.example.com/v1/", "description": "Both.", "variables": {"env": {"default": "live"}}},
            {"url": "http://example.com"}], "security": [{"Own": []}],
            "components": {"securitySchemes": {"Bearer": {"type": "http", "scheme": "bearer"},
            "Other": {"type": "apiKey", "in": "query", "name": "key"},
            "Own": {"type": "apiKey", "in": "header", "name": "x-access-key", "description": "From the settings."}}}"#,
        &[
            "  name: Pet Shop\n  doc: Pets.\n  crate: pet_shop_client\n",
            "  # left out: the server `http://example.com`: a server is `https://host`, followed by a path\n",
            "  servers: [{ url: \"https://live.example.com/v1\", doc: Both. }, { url: \"http://localhost:3000\" }]\n",
            "  # left out: the security scheme `Bearer` (http bearer): a request carries the keys of one way\n",
            "  # left out: the security scheme `Other` (apiKey query key): a key is sent in a header",
            "  auth: { header: x-access-key, env: PET_SHOP_KEY, doc: \"From the settings.\" }\n",
        ],
    );
}

#[test]
fn every_way_to_send_a_key_is_taken() {
    let one = |scheme: &str, expected: &str| {
        check(
            &format!(r#""components": {{"securitySchemes": {{"K": {scheme}}}}}"#),
            &[&format!("  auth: {expected}\n")],
        );
    };
    one(r#"{"type": "http", "scheme": "Bearer"}"#, "{ scheme: Bearer, env: PET_SHOP_TOKEN }");
    one(r#"{"type": "oauth2", "flows": {}}"#, "{ scheme: Bearer, env: PET_SHOP_TOKEN }");
    one(r#"{"type": "http", "scheme": "basic"}"#, "{ scheme: Basic, env: [PET_SHOP_ID, PET_SHOP_SECRET] }");
    one(r#"{"type": "http", "scheme": "Bot"}"#, "{ scheme: Bot, env: PET_SHOP_TOKEN }");
    check(
        r#""security": [{"Id": [], "Secret": []}], "components": {"securitySchemes": {
            "Secret": {"type": "apiKey", "in": "header", "name": "Shop-Secret"}, "Id": {"type": "apiKey", "in": "header", "name": "Shop-Id"}}}"#,
        &["  auth: [{ header: Shop-Id, env: PET_SHOP_SHOP_ID }, { header: Shop-Secret, env: PET_SHOP_SHOP_SECRET }]\n"],
    );
}

#[test]
fn what_is_missing_is_a_question_and_nothing_is_made_up() {
    let files = drafted(r#""servers": [{"url": "/v1"}]"#, None);
    let api = &files.iter().find(|(name, _)| name == "api.yaml").unwrap().1;
    for line in [
        "  # left out: the server `/v1`",
        "  # question: the document names no server that can be used; where is the service?\n",
        "  # question: the document names no key that can be sent; does the service need none?\n",
    ] {
        assert!(api.contains(line), "`{line}` is missing in\n{api}");
    }
    let keys: Vec<_> =
        api.lines().filter_map(|line| line.strip_prefix("  ")?.split_once(": ")).map(|(key, _)| key).collect();
    let keys: Vec<_> = keys.into_iter().filter(|key| key.chars().all(char::is_alphabetic)).collect();
    assert_eq!(keys, ["name", "doc", "crate", "servers"]);
}

#[test]
fn the_ways_in_the_bodies_of_errors_are_taken() {
    let body = |fields: &str| {
        format!(r#"{{"content": {{"application/json": {{"schema": {{"properties": {{{fields}}}}}}}}}}}"#)
    };
    let errors = |fields: &str| {
        let text = format!(r#""/v1/e": {{"get": {{"responses": {{"404": {}, "200": {{}}}}}}}}"#, body(fields));
        let text = format!(r#"{{"openapi": "3.0.3", "info": {{"title": "Pet Shop"}}, "paths": {{{text}}}}}"#);
        let options = Options { draft: true, ..Options::default() };
        import(&json::parse(&text).unwrap(), &options).unwrap().files.remove(0).text
    };
    let text = r#"{"type": "string"}"#;
    let found = errors(&format!(r#""error": {{"properties": {{"code": {text}, "message": {text}}}}}"#));
    assert!(found.contains("  errors:\n    code: error.code\n    message: [error.message]\n"), "{found}");
    let found = errors(&format!(r#""errors": {{"type": "array", "items": {{"properties": {{"detail": {text}}}}}}}"#));
    assert!(found.contains("  errors:\n    message: [errors.0.detail]\n"), "{found}");
    assert!(!errors(r#""status": {"type": "integer"}"#).contains("errors:"));
}

#[test]
fn a_price_of_an_operation_is_taken_from_the_extension() {
    let files = drafted(r#""servers": []"#, Some("x-reqs-cost"));
    let text = |name: &str| &files.iter().find(|(file, _)| file == name).unwrap().1;
    assert!(!text("a.yaml").contains("cost:"), "the usual price");
    assert!(text("b.yaml").contains("    cost: 2\n"));
    assert!(text("c.yaml").contains("# left out: its `cost`: ") && !text("c.yaml").contains("    cost: "));
}
