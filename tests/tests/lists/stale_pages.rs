//! Lists whose pages bring nothing new: each page has another cursor, and the same items or none.

use hikerapi::Client;
use hikerapi::error::ErrorKind;
use hikerapi::pages::{ConcurrentPages, EndReason, PagesEvent};
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::Scripts;

const PATH: &str = "/v1/user/followers/chunk";

/// Pages with these items, each with a cursor of its own.
fn endless(items: &str) -> impl Iterator<Item = Answer> {
    (0..50).map(move |n| page(items, &format!("\"cursor-{n}\"")))
}

fn page(items: &str, next: &str) -> Answer {
    Answer::json(200, format!("[{items},{next}]")).header("x-hiker-info", "reqs=1")
}

const SAME: &str = r#"[{"pk":"1","username":"a"},{"pk":"2","username":"b"}]"#;

async fn start(pages: impl IntoIterator<Item = Answer>) -> (Server, Client) {
    let server = Server::start().await;
    server.script(PATH, pages);
    let client = server.client();
    (server, client)
}

#[tokio::test]
async fn a_list_of_the_same_items_ends_after_three_more_pages() {
    let (server, client) = start(endless(SAME)).await;
    let mut items = client.user().followers_chunk(1).items().unique();
    assert!(items.next().await.expect("an item").is_some());
    assert!(items.next().await.expect("an item").is_some());
    let error = items.next().await.expect_err("nothing new");
    assert_eq!((error.kind(), error.units()), (ErrorKind::NoNewItems, Some(0)), "{error}");
    assert!(error.to_string().contains("the last 3 pages brought no new item"), "{error}");
    assert!(!error.is_retryable());
    assert_eq!((server.requests().len(), client.usage().units), (4, 4));
    assert!(items.next().await.expect("the end").is_none(), "the error is returned once");
    assert_eq!(items.end_reason(), Some(EndReason::NoNewItems));
    assert_eq!(items.summary().to_string(), "2 items in 4 pages, 4 units, ended: no new items");
}

#[tokio::test]
async fn a_list_of_empty_pages_ends_after_three_pages() {
    let (server, client) = start(endless("[]")).await;
    let mut pages = client.user().followers_chunk(1).pages();
    for number in 1..=3 {
        assert_eq!(pages.next().await.expect("a page").expect("not the end").number, number);
    }
    assert_eq!(pages.next().await.expect_err("nothing new").kind(), ErrorKind::NoNewItems);
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn the_checkpoint_goes_on_where_the_list_stopped() {
    let late = endless("[]").take(3).chain([page(SAME, "null")]);
    let (server, client) = start(late).await;
    let mut pages = client.user().followers_chunk(1).pages();
    let error = loop {
        if let Err(error) = pages.next().await {
            break error;
        }
    };
    let checkpoint = error.checkpoint().expect("a checkpoint").clone();
    assert!(!checkpoint.is_ended());
    assert_eq!(checkpoint, pages.checkpoint());
    let stored = serde_json::to_string(&checkpoint).expect("JSON");
    let checkpoint = serde_json::from_str(&stored).expect("a checkpoint");
    let mut rest = client.user().followers_chunk(1).pages().resume(checkpoint).expect("the same request");
    assert_eq!(rest.next().await.expect("a page").expect("not the end").items.len(), 2);
    assert!(rest.next().await.expect("the end").is_none());
    assert_eq!(rest.summary().to_string(), "2 items in 4 pages, 4 units, ended: last page");
    assert!(server.targets()[3].ends_with("max_id=cursor-2"), "{:?}", server.targets());
}

#[tokio::test]
async fn empty_pages_and_repeated_items_in_the_middle_are_no_end() {
    let one = r#"[{"pk":"3","username":"c"}]"#;
    let parts = [SAME, "[]", "[]", one, SAME, "[]", SAME];
    let next = ["\"a\"", "\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\"", "null"];
    let pages = parts.iter().zip(next).map(|(items, next)| page(items, next));
    let (_server, client) = start(pages).await;
    let items = client.user().followers_chunk(1).items().unique().collect().await.expect("items");
    assert_eq!(items.len(), 3);
}

#[tokio::test]
async fn the_number_of_pages_is_a_setting() {
    for most in [0, 1, 2, 10] {
        let (server, client) = start(endless("[]")).await;
        let mut items = client.user().followers_chunk(1).items().max_stale_pages(most);
        assert_eq!(items.next().await.expect_err("nothing new").kind(), ErrorKind::NoNewItems);
        assert_eq!(server.requests().len() as u64, most.max(1));
    }
}

#[tokio::test]
async fn a_limit_that_is_reached_at_the_same_page_is_no_error() {
    let (server, client) = start(endless("[]")).await;
    let mut pages = client.user().followers_chunk(1).pages().max_pages(3);
    while pages.next().await.expect("no error").is_some() {}
    assert_eq!((pages.end_reason(), server.requests().len()), (Some(EndReason::MaxPages), 3));
}

#[tokio::test]
async fn items_that_cannot_be_decoded_count_as_items() {
    let pages = (0..10).map(|n| page(&format!(r#"[{{"username":"no id {n}"}}]"#), &format!("\"{n}\"")));
    let (server, client) = start(pages.chain([page("[]", "null")])).await;
    let mut list = client.user().followers_chunk(1).items();
    let items = list.collect().await.expect("items");
    assert_eq!((list.summary().mismatches, list.summary().skipped, list.skipped().len()), (10, 10, 10));
    assert_eq!((items.len(), server.requests().len()), (0, 11));
}

#[tokio::test]
async fn no_list_starts_after_the_cdn_has_blocked_the_client() {
    let blocked = Answer::bytes(403, "error code: 1006");
    let (server, client) = start([page(SAME, "\"a\""), blocked, page(SAME, "null")]).await;
    let lists = (1..10).map(|account| (account, client.user().followers_chunk(account).pages()));
    let mut lists = ConcurrentPages::new(lists).concurrency(1);
    while lists.next().await.is_some() {}
    assert_eq!((server.requests().len(), lists.is_stopped(), lists.into_remaining().count()), (2, true, 8));
    assert_eq!(client.usage().units, 1);
}

#[tokio::test]
async fn concurrent_lists_report_it_and_can_go_on() {
    let (server, client) = start(endless(SAME)).await;
    let lists = [("a", client.user().followers_chunk(1).pages())];
    let mut lists = ConcurrentPages::new(lists);
    let mut resumed = 0;
    while let Some((key, event)) = lists.next().await {
        if let PagesEvent::Failed { error, checkpoint } = event {
            assert_eq!(error.kind(), ErrorKind::NoNewItems);
            resumed += 1;
            if resumed < 3 {
                lists.push(key, client.user().followers_chunk(1).pages().resume(checkpoint).expect("the same request"));
            }
        }
    }
    assert_eq!((resumed, server.requests().len(), lists.is_stopped()), (3, 12, false));
}
