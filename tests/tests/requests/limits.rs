//! Retries, budgets and the rate limit, on a server that counts requests.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hikerapi::client::{Attempt, RetryPolicy};
use hikerapi::error::ErrorKind;
use hikerapi::{Budget, Client, ClientBuilder};
use hikerapi_testing::{Answer, Fault, Server};
use hikerapi_tests::{KEY, Scripts, always};

const PATH: &str = "/v1/user/by/id";

/// A client that retries after a millisecond, without a rate limit.
fn builder(url: &str) -> ClientBuilder {
    let quick = RetryPolicy { initial_backoff: Duration::from_millis(1), ..RetryPolicy::default() };
    Client::builder().key(KEY).server(url).retry(quick).no_rate_limit()
}

fn profile() -> Answer {
    Answer::json(200, r#"{"pk":1}"#).header("x-hiker-info", "reqs=1")
}

#[tokio::test]
async fn only_temporary_errors_are_retried() {
    let retried = [408, 429, 500, 502, 503, 504];
    for status in retried {
        let server = Server::start().await;
        server.script(PATH, [Answer::bytes(status, ""), Answer::bytes(status, ""), profile()]);
        let response =
            builder(server.url()).build().expect("a client").user().by_id(1).send().await.expect("a profile");
        assert_eq!((response.attempts(), response.units(), server.requests().len()), (3, 1, 3), "{status}");
    }
    for status in [400, 401, 402, 403, 404, 405, 410, 422, 302] {
        let server = Server::start().await;
        server.script(PATH, [Answer::bytes(status, "")]);
        builder(server.url()).build().expect("a client").user().by_id(1).await.expect_err("an error");
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn the_last_attempt_returns_its_error() {
    let server = Server::start().await;
    server.script(PATH, (0..9).map(|_| Answer::bytes(503, "")));
    let error = builder(server.url()).build().expect("a client").user().by_id(1).await.expect_err("down");
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Unavailable, 3));
}

#[tokio::test]
async fn a_timeout_is_not_retried() {
    let stalled = always(Answer::sample().fault(Fault::Stall)).await;
    let client = builder(stalled.url()).timeout(Duration::from_secs(2)).build().expect("a client");
    client.user().by_id(1).await.expect_err("stalled");
    assert_eq!(stalled.requests().len(), 1, "it may have been billed");
    let usage = client.usage();
    assert_eq!((usage.requests, usage.units, usage.unknown_cost), (1, 0, 1));
}

#[tokio::test]
async fn a_retry_waits_for_the_time_in_retry_after() {
    let server = Server::start().await;
    server.script(PATH, [Answer::bytes(429, "").header("retry-after", "1"), profile()]);
    let start = Instant::now();
    builder(server.url()).build().expect("a client").user().by_id(1).await.expect("a profile");
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn the_observer_gets_every_attempt_without_a_secret() {
    let server = Server::start().await;
    server.script(PATH, [Answer::bytes(503, ""), profile()]);
    let attempts: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let observed = Arc::clone(&attempts);
    let builder = builder(server.url()).observe(move |attempt| observed.lock().expect("a lock").push(*attempt));
    builder.build().expect("a client").user().by_id(424_242).await.expect("a profile");
    let attempts = attempts.lock().expect("a lock");
    assert_eq!(attempts.len(), 2);
    assert_eq!(
        (attempts[0].number, attempts[0].status, attempts[0].error),
        (1, Some(503), Some(ErrorKind::Unavailable))
    );
    assert!(attempts[0].pause.is_some() && attempts[1].pause.is_none());
    assert_eq!((attempts[1].number, attempts[1].status, attempts[1].units), (2, Some(200), Some(1)));
    assert!(!format!("{attempts:?}").contains("424242"));
}

#[tokio::test]
async fn billed_and_nominal_units_are_counted_separately() {
    let server = Server::start().await;
    let with_price = |status: u16| Answer::bytes(status, "{}").header("x-hiker-info", "reqs=1");
    server.script(PATH, [with_price(503), with_price(404)]);
    let client = builder(server.url()).build().expect("a client");
    client.user().by_id(1).await.expect_err("not there");
    let usage = client.clone().usage();
    assert_eq!((usage.requests, usage.units, usage.nominal_units), (2, 1, 2));
}

#[tokio::test]
#[allow(deprecated, reason = "only deprecated endpoints have a price by an amount")]
async fn a_price_by_an_amount_is_set_aside_and_charged() {
    let server = Server::start().await;
    let budget = Budget::units(7);
    let client = builder(server.url()).budget(budget.clone()).build().expect("a client");
    let comments = |amount| client.media().comments(1).amount(amount);
    assert_eq!([1, 20, 21, 100].map(|amount| comments(amount).estimated_units()), [1, 1, 2, 5]);
    assert_eq!(client.media().comments(1).estimated_units(), 1, "the default is 20");
    assert_eq!(client.media().comments(1).amount(0).estimated_units(), 1);
    let response = comments(100).send().await.expect("comments");
    assert_eq!((response.units(), server.units(), budget.remaining()), (5, 5, 2));
    let error = comments(41).await.expect_err("3 units are too many");
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::BudgetExhausted, 1), "{error}");
}

#[tokio::test]
async fn sixty_four_concurrent_tasks_never_exceed_a_budget() {
    let server = Server::start().await;
    let budget = Budget::units(100);
    let client = builder(server.url()).budget(budget.clone()).build().expect("a client");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..64 {
        let client = client.clone();
        tasks.spawn(async move {
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
    while let Some(done) = tasks.join_next().await {
        spent += done.expect("a task");
    }
    let billed: u64 = 2 * server.requests().len() as u64;
    println!("budget 100, spent {spent}, billed by the server {billed}");
    assert_eq!((spent, billed, budget.spent(), client.usage().units), (100, 100, 100, 100));
}

#[tokio::test]
async fn estimated_units_are_known_before_the_request() {
    let client = Client::new("key").expect("a client");
    assert_eq!(client.user().search_followers(1, "x").estimated_units(), 2);
    assert_eq!(client.user().search_followers(1, "x").force(true).estimated_units(), 1);
    assert_eq!(client.system().balance().estimated_units(), 0);
}

#[tokio::test]
async fn all_clones_share_one_rate_limit() {
    let server = Server::start().await;
    let client = builder(server.url()).requests_per_second(50).build().expect("a client");
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..26 {
        let client = client.clone();
        tasks.spawn(async move { client.user().by_id(1).await.expect("a profile") });
    }
    while tasks.join_next().await.is_some() {}
    // 26 requests, 25 gaps of 20 ms.
    assert!(start.elapsed() >= Duration::from_millis(500), "{:?}", start.elapsed());
}

#[tokio::test]
async fn redirects_within_the_server_are_followed_up_to_three_times() {
    let server = Server::start().await;
    server.script(PATH, [Answer::bytes(307, "").header("location", "/v1/user/by/id?id=2"), profile()]);
    let client = builder(server.url()).build().expect("a client");
    client.user().by_id(1).await.expect("a profile");
    assert_eq!(server.targets(), ["/v1/user/by/id?id=1", "/v1/user/by/id?id=2"]);
    server.script(PATH, (0..9).map(|_| Answer::bytes(302, "").header("location", "/v1/user/by/id?id=1")));
    let error = client.user().by_id(1).await.expect_err("a redirect loop");
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Redirected, 6));
}

#[tokio::test]
async fn unknown_fields_are_reported_on_request() {
    let server = Server::start().await;
    server.script(PATH, [Answer::json(200, r#"{"pk":1,"shoe_size":44}"#)]);
    let client = builder(server.url()).report_unknown_fields().build().expect("a client");
    let response = client.user().by_id(1).send().await.expect("a profile");
    assert_eq!(response.drift()[0].path, "$.shoe_size");
}

#[tokio::test]
async fn the_balance_of_the_test_server_is_what_requests_have_left() {
    for (server, first) in [(Server::start().await, None), (Server::builder().credit(5).start().await, Some(5))] {
        let client = server.client();
        let left = async || client.system().balance().await.expect("the balance").requests;
        let before = left().await;
        assert!(first.is_none_or(|first| before == first), "{before:?}");
        let _ = client.user().by_id(7).await.expect("a profile");
        assert_eq!(left().await, before - 1);
    }
}
