//! Pages that names give away, and those that they do not.

use crate::{document, has_lines, imported};

/// A document with one list: its parameters, and the fields of its response.
#[track_caller]
fn check(params: &[(&str, &str)], fields: &str, expected: &[&str], unexpected: &[&str]) {
    let params: Vec<_> = params
        .iter()
        .map(|(name, ty)| {
            format!(r#"{{"name": "{name}", "in": "query", "schema": {{"type": "{ty}", "default": "1"}}}}"#)
        })
        .collect();
    let get = format!(
        r##""/v1/a": {{"get": {{"parameters": [{}], "responses": {{"200": {{"content": {{"application/json": {{"schema":
            {{"$ref": "#/components/schemas/Root"}}}}}}}}}}}}}}"##,
        params.join(", ")
    );
    let item = r#""Item": {"properties": {"id": {"type": "string"}}, "required": ["id"]}"#;
    let root = format!(r#""Root": {{"properties": {{{fields}}}, "required": ["token"]}}, {item}"#);
    has_lines(imported(&document(&get, &root), None), expected, unexpected);
}

const ITEMS: &str = r##""items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}}"##;

#[test]
fn a_cursor_that_the_parameter_takes_makes_pages() {
    for (param, next) in [
        ("cursor", "next_cursor"),
        ("pageToken", "nextPageToken"),
        ("next_max_id", "next_max_id"),
        ("page_id", "next_page_id"),
        ("marker", "next_marker"),
    ] {
        check(
            &[("limit", "integer"), (param, "string")],
            &format!(r#"{ITEMS}, "{next}": {{"type": "string"}}"#),
            &[
                &format!("{param}?: cursor }}\n"),
                &format!("      {next}?: cursor\n"),
                &format!("    pages: {{ items: items, next: {next}, cursor: {param}, end: [null, \"\"], key: id }}\n"),
            ],
            &["left out", "question: which"],
        );
    }
    check(
        &[("token", "string")],
        &format!(r#"{ITEMS}, "token": {{"type": "string"}}"#),
        &[
            "# question: what is it on the last page?",
            "      token: cursor?\n",
            "    pages: { items: items, next: token,",
        ],
        &["left out"],
    );
}

#[test]
fn what_names_do_not_decide_is_a_question() {
    let more = r#""others": {"type": "array", "items": {"type": "string"}}"#;
    check(
        &[("cursor", "string")],
        &format!(r#"{ITEMS}, {more}, "next_cursor": {{"type": "string"}}"#),
        &["# question: which is the list, and what leads to its next page? The response has `items`, `others` and"],
        &["pages:"],
    );
    check(
        &[("cursor", "string")],
        &format!(r#"{ITEMS}, "next_token": {{"type": "string"}}"#),
        &["cursor?: { type: string, default: \"1\" }"],
        &["pages:", "question: which"],
    );
}

#[test]
fn numbered_pages_are_left_out_with_the_reason() {
    for number in ["page", "offset"] {
        check(
            &[(number, "integer")],
            ITEMS,
            &[&format!("  # left out: its pages, which `{number}` numbers: `pages:` needs a cursor in the response\n")],
            &["    pages:"],
        );
    }
}
