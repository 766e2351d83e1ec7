//! Texts of a document: they reach the docs, and never become code that `cargo test` runs.

use crate::imported;
use analysis::openapi::json;

#[test]
fn no_text_of_a_document_is_a_block_of_rust() {
    // In every text: the fence at the start of a line, in a list and in a quotation.
    let hostile = r"A.\n\n```rust\nx\n```\n\n- ```no_run\n  y\n  ```\n\n> ~~~rust,ignore\n> z\n> ~~~\n";
    let document = format!(
        r##"{{"openapi": "3.1.0", "info": {{"title": "{hostile}", "version": "{hostile}"}},
        "paths": {{
            "/v1/a": {{"get": {{"summary": "{hostile}", "description": "{hostile}", "deprecated": true,
                "parameters": [{{"name": "q", "in": "query", "description": "{hostile}", "schema": {{"type": "string"}}}}],
                "responses": {{"200": {{"description": "{hostile}", "content": {{"application/json": {{"schema": {{"$ref": "#/components/schemas/T"}}}}}}}}}}}}}},
            "/v1/b": {{"get": {{"operationId": "{hostile}", "responses": {{}}}}}}}},
        "components": {{"schemas": {{
            "T": {{"description": "{hostile}", "properties": {{"e": {{"$ref": "#/components/schemas/E"}}, "f": {{"description": "{hostile}", "type": "string"}}}}}},
            "E": {{"description": "{hostile}", "enum": ["a", "{hostile}"], "x-enum-descriptions": ["{hostile}"]}}}}}}}}"##
    );
    let text = imported(&json::parse(&document).unwrap(), None);
    for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
        let inner = line.trim_start_matches(|c: char| c.is_whitespace() || "->".contains(c));
        let is_fence = inner.starts_with("```") || inner.starts_with("~~~");
        assert!(!is_fence || matches!(&inner[3..], "" | "text"), "{line}\n{text}");
    }
    let in_yaml = text.lines().filter(|line| !line.starts_with('#') && line.contains("```rust")).count();
    assert_eq!(in_yaml, 1, "in the key of a value alone\n{text}");
    assert!(text.matches("```text").count() > 8, "{text}");
}

#[test]
fn signs_that_terminals_obey_are_written_as_escapes() {
    let document = r#"{"openapi": "3.1.0", "info": {"title": "\u001b]0;t\u0007", "version": "\u202e1"},
        "paths": {"/v1/a": {"get": {"description": "\u001b[2J\nx\u009b1m", "responses": {}}}, "/v1/\u001b[2J": {"get": {}}}}"#;
    let text = imported(&json::parse(document).unwrap(), None);
    let is_shown = |c: char| c == '\n' || !(c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
    assert!(text.chars().all(is_shown), "{text:?}");
}
