//! What is spent, and how fast: retries, budgets and pace, on a server that keeps count.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hikerapi::{Attempt, Budget, Client, ClientBuilder, ErrorKind, RetryPolicy};
use hikerapi_tests::faults::{Fault, Faulty};
use hikerapi_tests::{KEY, Reply, Server};

const PATH: &str = "/v1/user/by/id";

/// A client that tries again at once.
fn builder(url: &str) -> ClientBuilder {
    let quick = RetryPolicy { first_pause: Duration::from_millis(1), ..RetryPolicy::default() };
    Client::builder().key(KEY).server(url).retry(quick).unlimited_pace()
}

fn profile() -> Reply {
    Reply::json(200, r#"{"pk":1}"#).with("x-hiker-info", "reqs=1")
}

#[tokio::test]
async fn what_can_help_is_tried_again_and_what_cannot_is_not() {
    let again = [408, 429, 500, 502, 503, 504];
    for status in again {
        let server = Server::start().await;
        server.script(PATH, [Reply::bytes(status, ""), Reply::bytes(status, ""), profile()]);
        let response =
            builder(server.url()).build().expect("a client").user().by_id(1).send().await.expect("a profile");
        assert_eq!((response.attempts(), response.units(), server.requests().len()), (3, 1, 3), "{status}");
    }
    for status in [400, 401, 402, 403, 404, 405, 410, 422, 302] {
        let server = Server::start().await;
        server.script(PATH, [Reply::bytes(status, "")]);
        builder(server.url()).build().expect("a client").user().by_id(1).await.expect_err("an error");
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn tries_end_and_the_last_error_is_given() {
    let server = Server::start().await;
    server.script(PATH, (0..9).map(|_| Reply::bytes(503, "")));
    let error = builder(server.url()).build().expect("a client").user().by_id(1).await.expect_err("down");
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Unavailable, 3));
}

#[tokio::test]
async fn a_connection_that_breaks_is_tried_again_and_a_stalled_one_is_not() {
    let broken = Faulty::start(Fault::Close).await;
    builder(broken.url()).build().expect("a client").user().by_id(1).await.expect_err("broken");
    assert_eq!(broken.heads().len(), 3);
    let stalled = Faulty::start(Fault::Stall).await;
    let client = builder(stalled.url()).timeout(Duration::from_secs(2)).build().expect("a client");
    client.user().by_id(1).await.expect_err("stalled");
    assert_eq!(stalled.heads().len(), 1, "it may have been billed");
    let usage = client.usage();
    assert_eq!((usage.requests, usage.units, usage.unknown), (1, 0, 1));
}

#[tokio::test]
async fn a_retry_waits_as_long_as_the_service_asks() {
    let server = Server::start().await;
    server.script(PATH, [Reply::bytes(429, "").with("retry-after", "1"), profile()]);
    let start = Instant::now();
    builder(server.url()).build().expect("a client").user().by_id(1).await.expect("a profile");
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn every_try_is_told_without_a_secret() {
    let server = Server::start().await;
    server.script(PATH, [Reply::bytes(503, ""), profile()]);
    let told: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let kept = Arc::clone(&told);
    let client = builder(server.url()).observe(move |attempt| kept.lock().expect("a lock").push(*attempt));
    client.build().expect("a client").user().by_id(424_242).await.expect("a profile");
    let told = told.lock().expect("a lock");
    assert_eq!(told.len(), 2);
    assert_eq!((told[0].number, told[0].status, told[0].error), (1, Some(503), Some(ErrorKind::Unavailable)));
    assert!(told[0].pause.is_some() && told[1].pause.is_none());
    assert_eq!((told[1].number, told[1].status, told[1].units), (2, Some(200), Some(1)));
    assert!(!format!("{told:?}").contains("424242"));
}

#[tokio::test]
async fn billed_and_named_units_are_kept_apart() {
    let server = Server::start().await;
    let named = |status: u16| Reply::bytes(status, "{}").with("x-hiker-info", "reqs=1");
    server.script(PATH, [named(503), named(404)]);
    let client = builder(server.url()).build().expect("a client");
    client.user().by_id(1).await.expect_err("not there");
    let usage = client.clone().usage();
    assert_eq!((usage.requests, usage.units, usage.nominal_units), (2, 1, 2));
}

#[tokio::test]
async fn a_budget_is_never_passed_by_sixty_four_at_once() {
    let server = Server::start().await;
    let budget = Budget::units(100);
    let client = builder(server.url()).budget(budget.clone()).build().expect("a client");
    let mut chains = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let client = client.clone();
        chains.spawn(async move {
            let mut done = 0_u64;
            loop {
                match client.user().search_followers(1, "x").send().await {
                    Ok(response) => done += response.units(),
                    Err(error) => {
                        assert_eq!(error.kind(), ErrorKind::BudgetExhausted, "{error}");
                        return done;
                    }
                }
            }
        });
    }
    let mut spent = 0;
    while let Some(done) = chains.join_next().await {
        spent += done.expect("a chain");
    }
    let billed: u64 = 2 * server.requests().len() as u64;
    println!("budget 100, spent {spent}, billed by the server {billed}");
    assert_eq!((spent, billed, budget.spent(), client.usage().units), (100, 100, 100, 100));
}

#[tokio::test]
async fn an_estimate_tells_before_the_first_call() {
    let client = Client::new("key").expect("a client");
    assert_eq!(client.user().search_followers(1, "x").estimate(), 2);
    assert_eq!(client.user().search_followers(1, "x").force(true).estimate(), 1);
    assert_eq!(client.system().balance().estimate(), 0);
}

#[tokio::test]
async fn all_clones_share_one_pace() {
    let server = Server::start().await;
    let client = builder(server.url()).requests_per_second(50).build().expect("a client");
    let start = Instant::now();
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..26 {
        let client = client.clone();
        asked.spawn(async move { client.user().by_id(1).await.expect("a profile") });
    }
    while asked.join_next().await.is_some() {}
    // 26 requests, 25 gaps of 20 ms.
    assert!(start.elapsed() >= Duration::from_millis(500), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_redirect_to_the_same_server_is_followed_and_no_further_than_three_times() {
    let server = Server::start().await;
    server.script(PATH, [Reply::bytes(307, "").with("location", "/v1/user/by/id?id=2"), profile()]);
    let client = builder(server.url()).build().expect("a client");
    client.user().by_id(1).await.expect("a profile");
    assert_eq!(server.targets(), ["/v1/user/by/id?id=1", "/v1/user/by/id?id=2"]);
    server.script(PATH, (0..9).map(|_| Reply::bytes(302, "").with("location", "/v1/user/by/id?id=1")));
    let error = client.user().by_id(1).await.expect_err("a circle");
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Redirected, 6));
}

#[tokio::test]
async fn fields_that_no_type_has_are_told_on_request() {
    let server = Server::start().await;
    server.script(PATH, [Reply::json(200, r#"{"pk":1,"shoe_size":44}"#)]);
    let client = builder(server.url()).report_unknown_fields().build().expect("a client");
    let response = client.user().by_id(1).send().await.expect("a profile");
    assert_eq!(response.drift()[0].path, "$.shoe_size");
}
