//! What an import says about itself: what is left out, why, and how often.

use analysis::openapi::import::{Options, import};
use analysis::openapi::json;

use crate::document;

/// Operations that the language cannot describe, or not wholly.
const PATHS: &str = r#"
    "/v1/a": {"head": {}, "options": {}, "get": {"parameters": [
        {"name": "sort", "in": "query", "schema": {"enum": ["asc", "desc"], "default": "up"}},
        {"name": "lang", "in": "cookie"}, {"name": "trace", "in": "cookie"}], "responses": {}}},
    "/v1/b c": {"get": {"responses": {}}},
    "/v1/d": {"get": {"responses": {"200": {"content": {"text/csv": {}}}}}}"#;

#[test]
fn each_thing_that_is_left_out_has_its_operation_and_its_reason() {
    let imported = import(&document(PATHS, ""), &Options::default()).unwrap();
    let report = &imported.report;
    let left_out: Vec<_> = report.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(
        left_out,
        [
            "GET /v1/a: the parameter `lang`, which is sent in the cookie",
            "GET /v1/a: the parameter `trace`, which is sent in the cookie",
            "GET /v1/a, `sort`: its default, which is none of its values",
            "HEAD /v1/a: the language has no word for this method",
            "OPTIONS /v1/a: the language has no word for this method",
            "GET /v1/b c: this is not a path: it contains a space",
        ]
    );
    assert_eq!((report.operations, report.taken), (5, 2));
    let text = &imported.files.last().unwrap().text;
    assert!(left_out.iter().all(|line| text.contains(&format!("# - {line}\n"))), "{text}");
}

#[test]
fn a_table_at_the_end_counts_the_reasons() {
    let imported = import(&document(PATHS, ""), &Options::default()).unwrap();
    let table = [
        "2 of 5 operations are described.",
        "0 of them have pages.",
        "1 of 2 fields and responses are JSON of any shape, wholly or in part.",
        "0 of 1 scalars are inside of such JSON.",
        "Left out, by reason:",
        "- 2 times: the language has no word for this method",
        "- 2 times: the parameter `..`, which is sent in the cookie",
        "- once: its default, which is none of its values",
        "- once: this is not a path: it contains a space",
        "Questions, by kind:",
        "- once: the description has no schema of the response; what is it?",
    ];
    assert_eq!(imported.report.table(), table);
    let table: String = table.iter().map(|line| format!("# {line}\n")).collect();
    assert!(imported.files.last().unwrap().text.ends_with(&table), "{}", imported.files.last().unwrap().text);
}

#[test]
fn a_tag_without_a_usable_name_or_text_costs_nothing() {
    let text = r#"{"openapi": "3.0.3", "tags": [{"name": "\u00fc", "description": " "}], "paths": {
        "/a b/{id}": {"get": {"tags": ["\u00fc"]}}, "/{id}": {"get": {"tags": ["\u00fc"]}}, "/c/d": {"get": {"tags": [" "]}}}}"#;
    let imported = import(&json::parse(text).unwrap(), &Options::default()).unwrap();
    assert_eq!(imported.report.taken, 2, "{:?}", imported.report.left_out);
}
