//! Lists, page by page: every form of cursor, every way to end, and resuming.

use futures_util::{StreamExt, TryStreamExt};
use hikerapi::client::RetryPolicy;
use hikerapi::error::ErrorKind;
use hikerapi::pages::{Checkpoint, EndReason, Pages};
use hikerapi::types::UserShort;
use hikerapi::{Budget, Client, user::FollowersChunkRequest};
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::Scripts;

const PATH: &str = "/v1/user/followers/chunk";

/// A page of synthetic accounts, with the next cursor as JSON.
fn page(pks: std::ops::Range<u64>, next: &str) -> Answer {
    Answer::json(200, format!("[{},{next}]", accounts(pks))).header("x-hiker-info", "reqs=1")
}

fn accounts(pks: std::ops::Range<u64>) -> String {
    let accounts = pks.map(|pk| format!(r#"{{"pk":"{pk}","username":"sample_{pk}"}}"#));
    format!("[{}]", accounts.collect::<Vec<_>>().join(","))
}

fn pages(client: &Client) -> Pages<FollowersChunkRequest> {
    client.user().followers_chunk(7).pages()
}

fn pks(accounts: &[UserShort]) -> Vec<u64> {
    accounts.iter().map(|account| account.pk.get()).collect()
}

async fn all(pages: &mut Pages<FollowersChunkRequest>) -> Vec<u64> {
    let mut found = Vec::new();
    while let Some(page) = pages.next().await.unwrap_or_else(|error| panic!("{error}")) {
        found.extend(pks(&page.items));
    }
    found
}

#[tokio::test]
async fn a_cursor_of_any_form_is_sent_back_unchanged() {
    let forms = [
        ("\"25\"", "25"),
        ("\"3868170261056492782_787132\"", "3868170261056492782_787132"),
        ("\"QVFBS1NT/+w==\"", "QVFBS1NT%2F%2Bw%3D%3D"),
        ("9007199254740993", "9007199254740993"),
        ("18446744073709551615", "18446744073709551615"),
        ("\"a b&c=d#é\"", "a+b%26c%3Dd%23%C3%A9"),
    ];
    let server = Server::start().await;
    let mut responses: Vec<_> = forms.iter().zip(0_u64..).map(|((json, _), n)| page(n * 2..n * 2 + 2, json)).collect();
    responses.push(page(100..101, "null"));
    server.script(PATH, responses);
    let mut pages = pages(&server.client());
    assert_eq!(all(&mut pages).await, (0..12).chain([100]).collect::<Vec<_>>());
    let mut targets = vec![format!("{PATH}?user_id=7")];
    targets.extend(forms.iter().map(|(_, sent)| format!("{PATH}?user_id=7&max_id={sent}")));
    assert_eq!(server.targets(), targets);
    assert_eq!(pages.summary().to_string(), "13 items in 7 pages, 7 units, ended: last page");
    assert!(pages.next().await.expect("the end").is_none(), "an ended list stays ended");
    assert_eq!(server.requests().len(), 7);
}

#[tokio::test]
async fn a_list_ends_at_a_cursor_that_is_null_empty_false_or_missing() {
    for end in ["null", "\"\"", "false"] {
        let server = Server::start().await;
        server.script(PATH, [page(0..2, end)]);
        let mut pages = pages(&server.client());
        assert_eq!(all(&mut pages).await, [0, 1], "{end}");
        assert_eq!(pages.end_reason(), Some(EndReason::LastPage));
    }
    let server = Server::start().await;
    server.script(PATH, [Answer::json(200, format!("[{}]", accounts(0..2)))]);
    assert_eq!(all(&mut pages(&server.client())).await, [0, 1], "a missing second element");
}

#[tokio::test]
async fn an_empty_page_in_the_middle_is_not_the_end() {
    let server = Server::start().await;
    server.script(PATH, [page(0..1, "\"a\""), page(0..0, "\"b\""), page(1..2, "null")]);
    let items: Vec<_> = server.client().user().followers_chunk(7).items().try_collect().await.expect("items");
    assert_eq!(pks(&items), [0, 1]);
}

#[tokio::test]
async fn a_repeated_cursor_stops_the_list_before_the_next_request() {
    for cycle in [&["\"a\"", "\"a\""][..], &["\"a\"", "\"b\"", "\"c\"", "\"a\""]] {
        let server = Server::start().await;
        server.script(PATH, cycle.iter().zip(0..).map(|(next, n)| page(n..n + 1, next)));
        let mut pages = pages(&server.client());
        for n in 0..cycle.len() as u64 {
            let page = pages.next().await.expect("a page").expect("not the end");
            assert_eq!(pks(&page.items), [n], "every billed page is yielded");
        }
        let error = pages.next().await.expect_err("a cycle");
        assert_eq!(error.kind(), ErrorKind::CursorRepeated);
        assert_eq!(error.units(), Some(0));
        assert_eq!(error.checkpoint().expect("a checkpoint").items(), cycle.len() as u64);
        assert_eq!(server.requests().len(), cycle.len());
        assert!(pages.next().await.expect("the error is returned once").is_none());
        assert_eq!(pages.end_reason(), Some(EndReason::CursorRepeated));
    }
}

#[tokio::test]
async fn next_retries_the_page_after_an_error() {
    let server = Server::start().await;
    let down = Answer::json(503, r#"{"detail":"later","exc_type":"InstagramServerError"}"#);
    server.script(PATH, [page(0..1, "\"a\""), down, page(1..2, "null")]);
    let builder = Client::builder().key(hikerapi_tests::KEY).server(server.url()).retry(RetryPolicy::never());
    let mut pages = pages(&builder.build().expect("a client"));
    pages.next().await.expect("a page");
    let error = pages.next().await.expect_err("the server is down");
    assert!(error.is_retryable() && !error.is_billed());
    assert_eq!(error.checkpoint(), Some(&pages.checkpoint()));
    let second = pages.next().await.expect("a page").expect("not the end");
    assert_eq!((pks(&second.items), second.number), (vec![1], 2));
    assert_eq!(server.targets()[1], server.targets()[2]);
}

#[tokio::test]
async fn a_stored_checkpoint_resumes_the_list() {
    let server = Server::start().await;
    server.script(PATH, [page(0..2, "\"a\""), page(2..4, "null")]);
    let mut first = pages(&server.client());
    first.next().await.expect("a page");
    let stored = serde_json::to_string(&first.checkpoint()).expect("JSON");
    assert!(!stored.contains("\"7\"") && !stored.contains("user_id"), "no parameter is stored: {stored}");
    drop(first);
    let checkpoint: Checkpoint = serde_json::from_str(&stored).expect("a checkpoint");
    let mut second = pages(&server.client()).resume(checkpoint).expect("the same request");
    assert_eq!(all(&mut second).await, [2, 3]);
    assert_eq!(second.summary().to_string(), "4 items in 2 pages, 2 units, ended: last page");
    let ended: Checkpoint = serde_json::from_str(&serde_json::to_string(&second.checkpoint()).unwrap()).unwrap();
    assert!(ended.is_ended());
    assert_eq!(all(&mut pages(&server.client()).resume(ended).expect("the same request")).await, Vec::<u64>::new());
    assert_eq!(server.requests().len(), 2, "an ended list sends no request");
}

#[tokio::test]
async fn items_resume_in_the_middle_of_a_page() {
    let server = Server::start().await;
    let whole = || [page(0..3, "\"a\""), page(3..5, "null")];
    server.script(PATH, whole());
    let client = server.client();
    let mut items = client.user().followers_chunk(7).items();
    for pk in 0..2 {
        assert_eq!(items.next().await.expect("an item").expect("not the end").pk.get(), pk);
    }
    let stored = serde_json::to_string(&items.checkpoint()).expect("JSON");
    drop(items);
    let again = Server::start().await;
    again.script(PATH, whole());
    let checkpoint: Checkpoint = serde_json::from_str(&stored).expect("a checkpoint");
    let mut rest = again.client().user().followers_chunk(7).items().resume(checkpoint).expect("the same request");
    let mut found = Vec::new();
    while let Some(account) = rest.next().await.expect("an item") {
        found.push(account.pk.get());
        let here = serde_json::to_string(&rest.checkpoint()).expect("JSON");
        assert_eq!(rest.checkpoint().items(), account.pk.get() + 1, "{here}");
    }
    assert_eq!(found, [2, 3, 4]);
    assert_eq!(rest.summary().items, 5);
}

#[tokio::test]
async fn a_checkpoint_of_another_request_is_rejected() {
    let server = Server::start().await;
    let client = server.client();
    let checkpoint = pages(&client).checkpoint();
    let other_user = client.user().followers_chunk(8).pages().resume(checkpoint.clone()).expect_err("another user");
    assert_eq!(other_user.kind(), ErrorKind::Checkpoint);
    let other_path = client.user().following_chunk(7).pages().resume(checkpoint).expect_err("another list");
    assert!(other_path.to_string().contains("the checkpoint belongs to GET /v1/user/followers/chunk"), "{other_path}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_dropped_future_loses_no_billed_page() {
    let server = Server::start().await;
    server.script(PATH, [page(0..1, "null").delay(std::time::Duration::from_millis(200))]);
    let mut pages = pages(&server.client());
    let timed_out = tokio::time::timeout(std::time::Duration::from_millis(50), pages.next()).await;
    assert!(timed_out.is_err());
    let page = pages.next().await.expect("a page").expect("not the end");
    assert_eq!(pks(&page.items), [0]);
    assert_eq!(server.requests().len(), 1, "the page is requested once");
}

#[tokio::test]
async fn pages_and_items_are_streams() {
    let server = Server::start().await;
    server.script(PATH, [page(0..2, "\"a\""), page(2..3, "null"), page(0..2, "\"a\""), page(2..3, "null")]);
    let client = server.client();
    let sizes: Vec<_> = pages(&client).map(|page| page.expect("a page").items.len()).collect().await;
    assert_eq!(sizes, [2, 1]);
    let items = client.user().followers_chunk(7).items();
    assert_eq!(StreamExt::take(items, 2).count().await, 2);
}

#[tokio::test]
async fn a_stream_ends_after_its_first_error() {
    let server = Server::start().await;
    server.script(PATH, [Answer::json(404, "{}"), Answer::json(404, "{}")]);
    let client = server.client();
    let found: Vec<_> = pages(&client).collect().await;
    assert_eq!((found.len(), server.requests().len()), (1, 1));
    let found: Vec<_> = StreamExt::collect(client.user().followers_chunk(7).items()).await;
    assert_eq!((found.len(), server.requests().len()), (1, 2));
}

#[tokio::test]
async fn a_cursor_cycle_is_detected_across_checkpoints() {
    let server = Server::start().await;
    server.script(PATH, ["\"a\"", "\"b\"", "\"a\""].iter().zip(0..).map(|(next, n)| page(n..n + 1, next)));
    let client = server.client();
    let mut stored = serde_json::to_string(&pages(&client).checkpoint()).expect("JSON");
    for _ in 0..3 {
        let mut pages = pages(&client).resume(serde_json::from_str(&stored).expect("a checkpoint")).expect("the same");
        pages.next().await.expect("a page").expect("not the end");
        stored = serde_json::to_string(&pages.checkpoint()).expect("JSON");
    }
    let mut last = pages(&client).resume(serde_json::from_str(&stored).expect("a checkpoint")).expect("the same");
    assert_eq!(last.next().await.expect_err("a cycle").kind(), ErrorKind::CursorRepeated);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn max_items_stops_in_the_middle_of_a_page_and_resumes_there() {
    let server = Server::start().await;
    let whole = || [page(0..3, "\"a\""), page(3..6, "null")];
    server.script(PATH, whole());
    let mut first = pages(&server.client()).max_items(4);
    assert_eq!(all(&mut first).await, [0, 1, 2, 3]);
    assert_eq!(first.end_reason(), Some(EndReason::MaxItems));
    server.script(PATH, [page(3..6, "null")]);
    let mut second = pages(&server.client()).resume(first.checkpoint()).expect("the same request");
    assert_eq!(all(&mut second).await, [4, 5]);
    server.script(PATH, whole());
    let mut one = pages(&server.client()).max_pages(1);
    assert_eq!(all(&mut one).await, [0, 1, 2]);
    assert_eq!(one.end_reason(), Some(EndReason::MaxPages));
}

#[tokio::test]
async fn unique_drops_repeated_items() {
    let server = Server::start().await;
    server.script(PATH, [page(0..3, "\"a\""), page(2..5, "\"b\""), page(0..1, "null")]);
    let mut run = pages(&server.client()).unique();
    assert_eq!(all(&mut run).await, [0, 1, 2, 3, 4]);
    assert_eq!(run.summary().items, 5);
    server.script(PATH, [page(0..3, "\"a\""), page(2..5, "null"), page(2..5, "null")]);
    let mut items = server.client().user().followers_chunk(7).items().unique();
    for _ in 0..4 {
        items.next().await.expect("an item").expect("not the end");
    }
    let mut rest = server.client().user().followers_chunk(7).items().resume(items.checkpoint()).expect("the same");
    assert_eq!(
        rest.next().await.expect("an item").expect("not the end").pk.get(),
        4,
        "resumed by position, not by count"
    );
}

#[tokio::test]
async fn a_budget_stops_before_the_page_that_would_exceed_it() {
    let server = Server::start().await;
    server.script(PATH, (0..4).map(|n| page(n..n + 1, &format!("\"{n}\""))));
    let budget = Budget::units(2);
    let mut run = pages(&server.client()).budget(budget.clone());
    assert!(run.next().await.expect("a page").is_some());
    assert!(run.next().await.expect("a page").is_some());
    let error = run.next().await.expect_err("no units left");
    assert_eq!((error.kind(), error.units()), (ErrorKind::BudgetExhausted, Some(0)));
    assert_eq!(error.checkpoint().expect("a checkpoint").items(), 2);
    assert_eq!((server.requests().len(), budget.spent(), budget.remaining()), (2, 2, 0));
    budget.add(1);
    assert_eq!(run.next().await.expect("a page").expect("not the end").items.len(), 1);
}

#[tokio::test]
async fn a_page_with_mismatches_is_decoded_leniently() {
    let server = Server::start().await;
    let body = r#"[[{"pk":"1","is_private":"maybe"},{"username":"no_pk"},{"pk":3}],"next"]"#;
    server.script(PATH, [Answer::json(200, body), Answer::json(200, r#"[[{"pk":4}],{"not":"a cursor"}]"#)]);
    let mut run = pages(&server.client());
    let page = run.next().await.expect("a page").expect("not the end");
    assert_eq!(pks(&page.items), [1, 3]);
    let paths: Vec<_> = page.drift.iter().map(|drift| drift.path.as_str()).collect();
    assert_eq!(paths, ["$[0][0].is_private", "$[0][1]"]);
    assert_eq!(page.skipped[0].as_json(), r#"{"username":"no_pk"}"#);
    let second = run.next().await.expect("a page").expect("not the end");
    assert_eq!(pks(&second.items), [4]);
    let error = run.next().await.expect_err("an invalid cursor does not end the list");
    assert!(error.is_decode() && error.checkpoint().is_some_and(|checkpoint| !checkpoint.is_ended()), "{error}");
    assert_eq!(run.end_reason(), Some(EndReason::CursorUnreadable));
}

#[tokio::test]
async fn pages_start_at_the_cursor_of_the_request() {
    let server = Server::start().await;
    server.script(PATH, [page(0..1, "null")]);
    let mut pages = server.client().user().followers_chunk(7).max_id("x").pages();
    all(&mut pages).await;
    assert_eq!(server.targets(), [format!("{PATH}?user_id=7&max_id=x")]);
}

#[tokio::test]
async fn an_error_body_is_not_a_page() {
    let server = Server::start().await;
    server.script(PATH, [Answer::json(200, r#"{"detail":"User not found","exc_type":"UserNotFound"}"#)]);
    let mut list = pages(&server.client());
    let error = list.next().await.expect_err("no page");
    assert!(error.is_not_found() && error.is_billed(), "{error}");
    assert_eq!((error.message(), error.checkpoint()), ("User not found", Some(&list.checkpoint())));
    assert_eq!(list.summary().units, 1, "what was billed is counted");
}
