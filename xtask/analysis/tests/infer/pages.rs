//! Pages: the items, the next cursor and its parameter are found, or asked for.

use analysis::infer::Hints;

use crate::{SHOP, check, run, sources};

const PAGE_TOKEN: Hints<'_> = Hints { cursor: Some("page_token"), name: None, example: None };

#[test]
fn a_cursor_that_no_response_names_is_asked_for_and_not_guessed() {
    let response = r#"{"response": {"users": [{"key": "x"}]}, "next_page_id": "n"}"#;
    let inferred =
        check("/v1/shop/users", &[response], &["next_page_id: cursor?", "`--cursor page_id` would write it"]);
    assert!(!inferred.entry.contains("pages:"), "{}", inferred.entry);
    let hints = Hints { cursor: Some("page_id"), name: None, example: None };
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
        "pages: { items: users, next: page_token, cursor: page_token, key: pk, end: [null, \"\"] }",
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
        let hints = Hints { cursor: Some(cursor), name: None, example: None };
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
