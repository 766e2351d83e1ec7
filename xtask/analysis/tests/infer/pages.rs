//! Pages: the items, the next cursor and its parameter are found, or asked for.

use analysis::infer::Hints;

use crate::{SHOP, check, run, sources};

const PAGE_TOKEN: Hints<'_> =
    Hints { cursor: Some("page_token"), name: None, example: None, optional: false, declared: None };

#[test]
fn a_cursor_that_no_response_names_is_asked_for_and_not_guessed() {
    let response = r#"{"response": {"users": [{"key": "x"}]}, "next_page_id": "n"}"#;
    let inferred =
        check("/v1/shop/users", &[response], &["next_page_id: cursor?", "`--cursor page_id` would write it"]);
    assert!(!inferred.entry.contains("pages:"), "{}", inferred.entry);
    let hints = Hints { cursor: Some("page_id"), name: None, example: None, ..Hints::default() };
    let inferred = run(&sources(SHOP), "/v1/shop/users", &[response], hints).expect("a entry");
    let pages = "pages: { items: response.users, next: next_page_id, cursor: page_id, end: [null, \"\"] }";
    assert!(inferred.entry.contains(pages), "{}", inferred.entry);
}

#[test]
fn the_cursor_that_the_caller_names_is_never_dropped() {
    let response = r#"{"num_results": 2, "users": [{"pk": "1", "username": "a"}, {"pk": "2", "username": "b"}], "has_more": true,
        "page_token": "e129a3f7111a4420a8b747d255c4e32c", "status": "ok"}"#;
    let inferred = run(&sources(SHOP), "/v1/shop/accounts?query=x", &[response], PAGE_TOKEN).expect("an entry");
    for part in [
        "params: { query: string, page_token?: cursor }",
        "pages: { items: users, next: page_token, more: has_more, cursor: page_token, key: pk, end: [null, \"\"] }",
        "page_token: cursor?",
    ] {
        assert!(inferred.entry.contains(part), "no `{part}` in:\n{}", inferred.entry);
    }
    for response in [r#"{"users": ["a"]}"#, r#"{"page_token": "x"}"#, "[]", "{}", "null"] {
        let inferred = run(&sources(SHOP), "/v1/shop/accounts", &[response], PAGE_TOKEN).expect("an entry");
        assert!(inferred.entry.contains("page_token?: cursor"), "{}", inferred.entry);
        assert!(
            inferred.entry.contains("# question: the parameter `page_token` takes a cursor, but no"),
            "{}",
            inferred.entry
        );
    }
    for cursor in ["", "a?", &"x".repeat(600)] {
        let hints = Hints { cursor: Some(cursor), name: None, example: None, ..Hints::default() };
        assert!(run(&sources(SHOP), "/v1/shop/accounts", &["[]"], hints).is_err(), "{cursor}");
    }
}

#[test]
fn items_far_from_the_cursor_are_a_question() {
    let response =
        r#"{"comments": [{"text": "a"}], "next_id": "n", "suggested": {"users": [{"name": "a"}, {"name": "b"}]}}"#;
    let inferred = check(
        "/v1/shop/comments",
        &[response],
        &["# question: it looks like one page of a list; are its items `comments` or `suggested.users`"],
    );
    assert!(!inferred.entry.contains("    pages:"), "{}", inferred.entry);
    let inferred = run(&sources(SHOP), "/v1/shop/comments", &[response], PAGE_TOKEN).expect("an entry");
    assert!(
        inferred.entry.contains("page_token?: cursor") && !inferred.entry.contains("    pages:"),
        "{}",
        inferred.entry
    );
}

#[test]
fn a_parameter_of_the_request_takes_the_cursor_only_if_the_response_calls_it_so() {
    let response = r#"{"hits": [{"key": "x"}], "paging": {"next": "n"}}"#;
    for (sent, param) in [
        ("max_price=100", "params: { max_price: integer }"),
        ("access_token=x", "params: { access_token: string }"),
        ("after=2024-01-01", "params: { after: date }"),
    ] {
        let inferred = check(
            &format!("/v1/shop/hits?{sent}"),
            &[response],
            &[param, "# question: it looks like one page of a list; which parameter takes the cursor?"],
        );
        assert!(!inferred.entry.contains("    pages:"), "{}", inferred.entry);
    }
    let named = r#"{"hits": [{"key": "x"}], "next_max_id": "n"}"#;
    check("/v1/shop/hits?max_price=1&max_id=x", &[named], &["max_id?: cursor", "max_price: integer", "cursor: max_id"]);
    let named = r#"{"hits": [{"key": "x"}], "paging": {"after": "n"}}"#;
    check("/v1/shop/hits?after=x", &[named], &["params: { after?: cursor }", "cursor: after"]);
}

/// The entry, with the pages in one line.
fn in_one_line(entry: &str) -> String {
    ["next", "more", "cursor", "key", "end"]
        .iter()
        .fold(entry.to_owned(), |entry, key| entry.replace(&format!("\n      {key}: "), &format!(", {key}: ")))
}

#[test]
fn a_flag_that_agrees_with_the_cursor_ends_the_list() {
    let pages = |response: &str, expected: &[&str]| {
        let hints = Hints { cursor: Some("page_id"), ..Hints::default() };
        let inferred = run(&sources(SHOP), "/v1/shop/users", &[response], hints).expect("an entry");
        let entry = in_one_line(&inferred.entry);
        for part in expected {
            assert!(entry.contains(part), "no `{part}` in:\n{}", inferred.entry);
        }
        entry
    };
    let more = "next: next_page_id, more: response.paging.more_available, cursor: page_id, key: pk";
    pages(
        r#"{"response": {"users": [{"strong_id__": "1", "pk": "1"}], "paging": {"more_available": true}}, "next_page_id": "n"}"#,
        &[more],
    );
    // The nearer one.
    let more = "next: next_page_id, more: has_more, cursor: page_id";
    pages(
        r#"{"response": {"users": [{"pk": "1"}], "more_available": true}, "has_more": true, "next_page_id": "n"}"#,
        &[more],
    );
    // False beside a cursor: it is about something else.
    let entry = pages(r#"{"users": [{"pk": "1"}], "has_more": false, "next_page_id": "n"}"#, &["cursor: page_id"]);
    assert!(!entry.contains("more:") || !entry.contains("more: has_more"), "{entry}");
    let entry = pages(
        r#"{"users": [{"pk": "1"}], "has_more": true, "more_available": true, "next_page_id": "n"}"#,
        &["# question: which flag is false on the last page, `has_more` or `more_available`?"],
    );
    assert!(entry.contains("next: next_page_id, cursor: page_id"), "{entry}");
}

#[test]
fn of_several_lists_the_one_that_the_cursor_is_named_after_has_the_items() {
    let response = r#"{"stream_rows": [
        {"data": {"owners": [{"id": "1"}, {"id": "2"}, {"id": "3"}], "grid_items": [{"media": {"id": "7", "code": "c"}}], "grid_items_cursor": "x"}}
    ]}"#;
    let hints = Hints { cursor: Some("grid_items_cursor"), ..Hints::default() };
    let inferred = run(&sources(SHOP), "/v1/shop/grid", &[response], hints).expect("an entry");
    let pages = "items: \"stream_rows[].data.grid_items[].media\", next: \"stream_rows[].data.grid_items_cursor\"";
    assert!(in_one_line(&inferred.entry).contains(pages), "{}", inferred.entry);
}

#[test]
fn a_list_whose_objects_have_no_ids_is_no_rival() {
    let response = r#"{"comments": [{"pk": "1", "text": "a"}], "emojis": [{"unicode": "a"}, {"unicode": "b"}], "next_page_id": "n"}"#;
    let hints = Hints { cursor: Some("page_id"), ..Hints::default() };
    let inferred = run(&sources(SHOP), "/v1/shop/comments", &[response], hints).expect("an entry");
    assert!(
        inferred.entry.contains("items: comments, next: next_page_id, cursor: page_id, key: pk"),
        "{}",
        inferred.entry
    );
}

const GRID: &str = "
  Grid:
    doc: Items in sections.
    fields: { sections: [Section], more: boolean, next: cursor? }
  Section:
    doc: A section.
    fields: { top?: [Item], rest?: [Item] }
";

#[test]
fn pages_are_those_of_the_endpoints_that_return_the_same_type() {
    let (types, endpoints) = SHOP.split_once("\n# The requests.").expect("two parts");
    let pages = "pages: { items: [\"sections[].top[]\", \"sections[].rest[]\"], next: next, more: more, cursor: after, key: id, end: [null] }";
    let grid = format!("  /v1/shop/grid: {{ doc: A grid., params: {{ after?: cursor }}, returns: Grid, {pages} }}\n");
    let shop = format!("{types}{GRID}\n# The requests.{endpoints}{grid}");
    // Only one of the two places is in this response.
    let response = r#"{"sections": [{"rest": [{"id": 1, "title": null}]}], "more": true, "next": "x"}"#;
    let inferred = run(&sources(&shop), "/v1/shop/found?q=a", &[response], Hints::default()).expect("an entry");
    assert!(inferred.entry.contains("returns: Grid"), "{}", inferred.entry);
    let pages = "items: [\"sections[].top[]\", \"sections[].rest[]\"], next: next, more: more, cursor: after, key: id, end: [null]";
    assert!(in_one_line(&inferred.entry).contains(pages), "{}", inferred.entry);
}
