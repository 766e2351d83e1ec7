//! Pages that names give away, and those that they do not.

use crate::{check_paths, document, has_lines, imported};

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

/// A document whose list is the first of two elements.
fn pair(params: &[&str], elements: &str) -> String {
    let params: Vec<_> = params
        .iter()
        .map(|name| format!(r#"{{"name": "{name}", "in": "query", "schema": {{"type": "string"}}}}"#))
        .collect();
    format!(
        r##""/v1/a": {{"get": {{"parameters": [{}], "responses": {{"200": {{"content": {{"application/json": {{"schema":
            {{"type": "array", "prefixItems": [{elements}]}}}}}}}}}}}}}}"##,
        params.join(", ")
    )
}

#[test]
fn a_list_beside_a_text_that_can_be_null_is_a_page_where_one_parameter_takes_a_cursor() {
    let list = r#"{"type": "array", "items": {"type": "string"}}"#;
    let next = r#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#;
    let both = format!("{list}, {next}");
    let question = "# question: does the last element continue the list?";
    check_paths(
        &pair(&["max_id"], &both),
        &[
            "max_id?: cursor }\n",
            "    returns: [[string], cursor?]\n",
            "    pages: { items: 0, next: 1, cursor: max_id, end: [null, \"\"] }\n",
        ],
        &[question],
    );
    for params in [&["max_id", "cursor"][..], &["name"], &[]] {
        check_paths(&pair(params, &both), &[question, "    returns: [[string], string?]\n"], &["pages: {"]);
    }
    check_paths(&pair(&["max_id"], &format!("{list}, {next}, {next}")), &[question], &["pages: {"]);
    check_paths(&pair(&["max_id"], &format!("{next}, {next}")), &[], &[question, "pages: {"]);
}

#[test]
fn what_names_do_not_decide_is_a_question() {
    let more = r#""others": {"type": "array", "items": {"type": "string"}}"#;
    check(
        &[("cursor", "string")],
        &format!(r#"{ITEMS}, {more}, "next_cursor": {{"type": "string"}}"#),
        &["    pages: { items: items, next: next_cursor, cursor: cursor,"],
        &["# question: which"],
    );
    let (one, other) = (ITEMS.replace("items\": {\"type", "ones\": {\"type"), more);
    check(
        &[("cursor", "string")],
        &format!(r#"{one}, {other}, "next_cursor": {{"type": "string"}}"#),
        &["# question: which is the list, and what leads to its next page? The response has `ones`, `others` and"],
        &["pages:"],
    );
    check(
        &[("cursor", "string")],
        &format!(r#"{ITEMS}, "next_token": {{"type": "string"}}"#),
        &[
            "cursor?: { type: string, default: \"1\" }",
            "# question: `cursor` looks like a parameter for the next page; where does its value come from?",
        ],
        &["    pages:", "question: which"],
    );
}

#[test]
fn numbers_and_offsets_make_pages_with_what_says_their_end() {
    let integer = r#"{"type": "integer"}"#;
    for (param, more, expected) in [
        ("page", String::new(), "number: page"),
        ("page", format!(r#", "meta": {{"properties": {{"total": {integer}}}}}"#), "number: page, total: meta.total"),
        ("pageNumber", format!(r#", "totalPages": {integer}"#), "number: pageNumber, of: totalPages"),
        ("offset", r#", "more": {"type": "boolean"}"#.to_owned(), "offset: offset, more: more"),
        (
            "skip",
            format!(r#", "total_count": {integer}, "total_pages": {integer}"#),
            "offset: skip, total: total_count",
        ),
    ] {
        let pages = format!("    pages: {{ items: items, {expected}, key: id }}\n");
        check(&[(param, "integer")], &format!("{ITEMS}{more}"), &[&pages], &["left out", "# question: "]);
    }
}

#[test]
fn a_page_that_begins_at_zero_says_so() {
    let operation = |default: u8| {
        format!(
            r##""/v1/a": {{"get": {{"parameters": [{{"name": "page", "in": "query", "schema": {{"type": "integer", "default": {default}}}}}],
                "responses": {{"200": {{"content": {{"application/json": {{"schema": {{"type": "array", "items": {{"type": "string"}}}}}}}}}}}}}}}}"##
        )
    };
    check_paths(&operation(0), &["    pages: { number: page, first: 0 }\n"], &[]);
    check_paths(&operation(1), &["    pages: { number: page }\n"], &[]);
}

#[test]
fn a_header_with_links_makes_pages() {
    let operation = |schema: &str| {
        format!(
            r##""/v1/a": {{"get": {{"parameters": [{{"name": "page", "in": "query", "schema": {{"type": "integer"}}}}],
                "responses": {{"200": {{"headers": {{"Link": {{"schema": {{"type": "string"}}}}}},
                "content": {{"application/json": {{"schema": {schema}}}}}}}}}}}}}"##
        )
    };
    let list = r##"{"type": "array", "items": {"type": "string"}}"##;
    check_paths(&operation(list), &["    pages: { link: next }\n"], &[]);
    let object = format!(r#"{{"properties": {{"runs": {list}, "total_count": {{"type": "integer"}}}}}}"#);
    check_paths(&operation(&object), &["    pages: { items: runs, link: next }\n"], &[]);
}

#[test]
fn a_parameter_whose_values_come_from_the_header_with_links_makes_pages() {
    let operation = |doc: &str| {
        format!(
            r##""/v1/a": {{"get": {{"parameters": [{{"name": "after", "in": "query", "description": "{doc}", "schema": {{"type": "string"}}}}],
                "responses": {{"200": {{"content": {{"application/json": {{"schema": {{"type": "array", "items": {{"type": "string"}}}}}}}}}}}}}}}}"##
        )
    };
    for doc in ["A cursor, as given in the [Link header](https://a.example).", "See the `link` header."] {
        check_paths(&operation(doc), &["    pages: { link: next }\n"], &["# question: "]);
    }
    check_paths(&operation("A cursor."), &["# question: `after` looks like a parameter"], &["    pages:"]);
}

#[test]
fn the_last_item_and_an_address_make_pages() {
    check(
        &[("starting_after", "string")],
        &format!(r#"{ITEMS}, "has_more": {{"type": "boolean"}}"#),
        &["    pages: { items: items, last: id, cursor: starting_after, more: has_more, key: id }\n"],
        &["# question: "],
    );
    check(
        &[("after", "string")],
        ITEMS,
        &["# question: does `after` take the `id` of the last item? Then it is `pages: { last: id, cursor: after }`"],
        &["    pages:"],
    );
    for (field, way) in [
        (r#""next": {"type": "string", "format": "uri", "nullable": true}"#, "url: next"),
        (r#""next_page_uri": {"type": "string"}"#, "url: next_page_uri"),
        (r#""links": {"properties": {"next": {"type": "string"}}}"#, "url: links.next"),
    ] {
        let pages = format!("    pages: {{ items: items, {way}, key: id }}\n");
        check(&[("page", "integer")], &format!("{ITEMS}, {field}"), &[&pages], &["# question: "]);
    }
}

#[test]
fn a_post_with_pages_is_a_question() {
    let text = check_paths(
        r##""/v1/search": {"post": {"requestBody": {"content": {"application/json": {"schema": {"properties": {"offset": {"type": "integer"}}}}}},
            "responses": {"200": {"content": {"application/json": {"schema": {"type": "array", "items": {"type": "string"}}}}}}}}"##,
        &["# question: does it only read? Then it has `safe: true` and `pages: { offset: offset }`"],
        &["    pages:"],
    );
    assert!(text.contains("  POST /v1/search:\n"), "{text}");
}
