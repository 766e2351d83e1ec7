//! `cargo xtask check-docs` as a user runs it.

use std::process::Command;

const API: &str = include_str!("../analysis/tests/check_docs_files/api.yaml");
const SHOP: &str = include_str!("../analysis/tests/check_docs_files/shop.yaml");
const PAGE: &str = include_str!("../analysis/tests/check_docs_files/page.md");

fn docs(page: &[u8], format: &str) -> (Option<i32>, String) {
    run(&[("page.md", page)], format)
}

fn run(pages: &[(&str, &[u8])], format: &str) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
    std::fs::create_dir(folder.path().join("spec")).expect("a folder");
    write("spec/api.yaml", API.as_bytes());
    write("spec/shop.yaml", SHOP.as_bytes());
    pages.iter().for_each(|(name, page)| write(name, page));
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(folder.path()).args(["check-docs", "--spec", "spec", "--format", format]);
    command.args(pages.iter().map(|(name, _)| name));
    let output = command.output().expect("the command");
    (
        output.status.code(),
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)),
    )
}

#[test]
fn the_command_reports_and_ends_as_drift_does() {
    assert_eq!(docs(PAGE.as_bytes(), "text"), (Some(0), "clean: no findings\n".to_owned()));
    let changed = PAGE.replace("boolean | No", "boolean | Yes");
    let (code, printed) = docs(changed.as_bytes(), "text");
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("page.md against /v1/shop/item (spec/shop.yaml:10)"), "{printed}");
    assert!(printed.contains("breaking: take the `?` from `full` (page.md:14, spec/shop.yaml:12)"), "{printed}");
    assert!(docs(changed.as_bytes(), "github").1.starts_with("::error file=page.md,line=14,"));
    assert!(docs(changed.as_bytes(), "json").1.contains("\"rule\": \"required_changed\""));
    let windows = changed.replace('\n', "\r\n");
    assert_eq!(docs(windows.as_bytes(), "text").0, Some(1));
    for (page, why) in
        [(&b""[..], "no line with `GET`"), (b"<html>GET /x</html>", "no line with"), (b"\xff\xfeG\0", "no line with")]
    {
        let (code, printed) = docs(page, "text");
        assert_eq!(code, Some(2), "{printed}");
        assert!(printed.contains(why), "{printed}");
    }
}

#[test]
fn a_group_can_be_documented_on_several_pages() {
    let (first, second) = PAGE.split_at(PAGE.rfind("### ").expect("a second endpoint"));
    // What holds for a section holds for its page.
    let second = format!("## Deprecated endpoints\n\n{second}");
    let both = run(&[("item.md", first.as_bytes()), ("items.md", second.as_bytes())], "text");
    assert_eq!(both, (Some(0), "clean: no findings\n".to_owned()));
    let (code, alone) = run(&[("item.md", first.as_bytes())], "text");
    assert!(code == Some(1) && alone.contains("gone endpoint") && alone.contains("check-docs PAGE PAGE"), "{alone}");

    // A finding names its own page.
    let changed = first.replace("boolean | No", "boolean | Yes");
    let (code, printed) = run(&[("items.md", second.as_bytes()), ("item.md", changed.as_bytes())], "text");
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("breaking: take the `?` from `full` (item.md:14, spec/shop.yaml:12)"), "{printed}");
    let (code, printed) = run(&[("items.md", second.as_bytes()), ("readme.md", b"# Hello")], "text");
    assert!(code == Some(2) && printed.contains("readme.md") && printed.contains("no line with `GET`"), "{printed}");
}

#[test]
fn a_page_with_odd_bytes_is_read() {
    let marked = [b"\xef\xbb\xbf", &PAGE.as_bytes()[PAGE.find("### ").expect("an endpoint")..]].concat();
    assert_eq!(docs(&marked, "text"), (Some(0), "clean: no findings\n".to_owned()));
    let latin_1 = [PAGE.as_bytes(), b"\n\nCaf\xe9.\n"].concat();
    let (code, printed) = docs(&latin_1, "text");
    assert!(code == Some(0) && printed.contains("a byte that is not UTF-8, read as U+FFFD"), "{printed}");
}

#[test]
fn an_openapi_document_is_held_against_the_spec_beside_the_pages() {
    let document = r#"{
  "openapi": "3.0.3",
  "info": { "title": "Shop", "version": "2" },
  "servers": [{ "url": "https://x.example" }],
  "paths": {
    "/v1/shop/item": { "get": {
      "parameters": [{ "name": "id", "in": "query", "required": true, "schema": { "type": "string" } }],
      "responses": { "200": { "description": "It.", "content": { "application/json": { "schema": {
        "type": "object", "properties": { "id": { "type": "string" }, "title": { "type": "integer" } } } } } } } } }
  }
}"#;
    let (code, printed) = run(&[("page.md", PAGE.as_bytes()), ("openapi.json", document.as_bytes())], "text");
    assert_eq!(code, Some(1), "{printed}");
    for part in [
        "openapi.json against /v1/shop/item",
        "Item.title",
        "integer in the document, string in the spec",
        "gone parameter",
        "(openapi.json:6, spec/shop.yaml:12)",
    ] {
        assert!(printed.contains(part), "{part} is not in\n{printed}");
    }
    let yaml = "openapi: 3.0.3\ninfo: { title: Shop, version: '2' }\npaths:\n  /v1/shop/item:\n    get: { responses: { 200: {} } }\n";
    let (code, printed) = run(&[("openapi.yaml", yaml.as_bytes())], "text");
    assert!(code == Some(1) && printed.contains("gone endpoint"), "{printed}");
    let (code, printed) = run(&[("page.json", b"{\"a\": 1}")], "text");
    assert!(code == Some(2) && printed.contains("OpenAPI"), "{printed}");
}
