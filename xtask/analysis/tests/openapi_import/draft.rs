//! The draft of `api.yaml`, and prices from an extension.

use analysis::openapi::import::{Options, import};
use analysis::openapi::json;

/// The texts of the files of a document with these keys beside its paths.
fn drafted(more: &str) -> Vec<(String, String)> {
    let text = format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "Pet Shop", "description": "Pets."}}, "paths": {{
            "/v1/a": {{"get": {{"responses": {{}}}}}}, "/v1/b": {{"get": {{"x-reqs-cost": 2, "responses": {{}}}}}},
            "/v1/c": {{"get": {{"x-reqs-cost": "many", "responses": {{}}}}}}}}, {more}}}"#
    );
    let options = Options { cost_key: Some("x-reqs-cost"), draft: true, ..Options::default() };
    let imported = import(&json::parse(&text).unwrap(), &options).unwrap();
    imported.files.into_iter().map(|file| (file.name, file.text)).collect()
}

#[track_caller]
fn check(more: &str, expected: &[&str]) {
    let files = drafted(more);
    let api = &files.iter().find(|(name, _)| name == "api.yaml").unwrap().1;
    for line in expected {
        assert!(api.contains(line), "`{line}` is missing in\n{api}");
    }
}

#[test]
fn servers_and_the_header_of_the_key_are_taken() {
    check(
        r#""servers": [{"url": "https://{env}.example.com/v1/", "description": "Both.", "variables": {"env": {"default": "live"}}},
            {"url": "http://localhost:3000"}], "security": [{"Own": []}],
            "components": {"securitySchemes": {"Bearer": {"type": "http", "scheme": "bearer"},
            "Other": {"type": "apiKey", "in": "header", "name": "x-other"},
            "Own": {"type": "apiKey", "in": "header", "name": "x-access-key", "description": "From the settings."}}}"#,
        &[
            "  name: Pet Shop\n  doc: Pets.\n  crate: pet_shop_client\n",
            "  # left out: the server `http://localhost:3000`: a server is `https://host`, followed by a path\n",
            "  servers: [{ url: \"https://live.example.com/v1\", doc: Both. }]\n",
            "  # left out: the security scheme `Bearer` (http bearer): a key is sent in one header\n",
            "  # left out: the security scheme `Other` (apiKey header x-other): a key is sent in one header\n",
            "  auth: { header: x-access-key, env: PET_SHOP_KEY, doc: \"From the settings.\" }\n",
            "  # question: how many requests per second does the service allow?\n",
        ],
    );
}

#[test]
fn what_is_missing_is_a_question() {
    check(
        r#""servers": [{"url": "/v1"}]"#,
        &[
            "  # left out: the server `/v1`",
            "  # question: the document names no server that can be used; where is the service?\n",
            "  # question: the document names no header for a key; how is it sent?\n  auth: { header: x-api-key, env: PET_SHOP_KEY }\n",
        ],
    );
}

#[test]
fn a_price_of_an_operation_is_taken_from_the_extension() {
    let files = drafted(r#""servers": []"#);
    let text = |name: &str| &files.iter().find(|(file, _)| file == name).unwrap().1;
    assert!(!text("a.yaml").contains("cost:"), "the usual price");
    assert!(text("b.yaml").contains("    cost: 2\n"));
    assert!(text("c.yaml").contains("# left out: its `cost`: ") && !text("c.yaml").contains("    cost: "));
}
