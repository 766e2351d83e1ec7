//! What is sent, what is sent again, and what that costs: the table in the docs of `RetryPolicy`, on servers that break.

use std::future::IntoFuture;
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

fn bytes(head: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {head}\r\n\r\n{body}").into_bytes()
}

#[tokio::test]
async fn a_billed_response_that_breaks_off_is_not_requested_again() {
    let broken = bytes("200 OK\r\nx-hiker-info: reqs=1\r\ncontent-length: 100", r#"{"pk":1"#);
    let server = always(Answer::sample().fault(Fault::Raw(broken))).await;
    let budget = Budget::units(100);
    let client = builder(server.url()).budget(budget.clone()).build().expect("a client");
    let error = client.user().by_id(1).await.expect_err("broken");
    assert_eq!((error.kind(), error.units(), error.status()), (ErrorKind::Transport, Some(1), Some(200)), "{error}");
    assert!(error.is_retryable(), "the caller may");
    assert_eq!((server.requests().len(), budget.spent(), client.usage().units), (1, 1, 1));
}

#[tokio::test]
async fn a_free_response_that_breaks_off_is_requested_again() {
    let broken = bytes("200 OK\r\nx-hiker-info: reqs=0\r\ncontent-length: 100", r#"{"requests":1"#);
    let server = always(Answer::sample().fault(Fault::Raw(broken))).await;
    let client = builder(server.url()).build().expect("a client");
    client.system().balance().await.expect_err("broken");
    assert_eq!((server.requests().len(), client.usage().units), (3, 0));
}

#[tokio::test]
async fn a_connection_that_breaks_after_the_request_is_the_callers_decision() {
    let server = always(Answer::sample().fault(Fault::Close)).await;
    let budget = Budget::units(100);
    let client = builder(server.url()).budget(budget.clone()).build().expect("a client");
    let error = client.user().by_id(1).await.expect_err("broken");
    assert_eq!((error.kind(), error.units(), server.requests().len()), (ErrorKind::Transport, None, 1), "{error}");
    let usage = client.usage();
    assert_eq!((usage.requests, usage.unknown_cost, budget.spent()), (1, 1, 1));
    client.system().balance().await.expect_err("broken");
    assert_eq!((server.requests().len(), budget.spent()), (4, 1), "a free one is sent three times");
}

#[tokio::test]
async fn a_connection_that_was_closed_while_it_was_idle_is_replaced_once() {
    let server = always(profile().fault(Fault::CloseNext)).await;
    let client = builder(server.url()).build().expect("a client");
    for (requests, attempts) in [(1, 1), (3, 2), (5, 2)] {
        let response = client.user().by_id(1).send().await.expect("a profile");
        assert_eq!((server.requests().len(), response.attempts()), (requests, attempts));
    }
    let usage = client.usage();
    assert_eq!((usage.requests, usage.unknown_cost, usage.units), (5, 2, 3), "what was lost may be billed");
    let client = builder(server.url()).retry(RetryPolicy::never()).build().expect("a client");
    client.user().by_id(1).await.expect("a profile");
    let error = client.user().by_id(1).await.expect_err("closed");
    assert_eq!((error.kind(), error.units()), (ErrorKind::Transport, None), "never means never: {error}");
}

#[tokio::test]
async fn without_a_connection_nothing_is_sent_counted_or_spent() {
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", closed.local_addr().expect("an address"));
    drop(closed);
    let budget = Budget::units(1);
    let client = builder(&url).budget(budget.clone()).build().expect("a client");
    let error = client.user().by_id(1).await.expect_err("nothing listens");
    assert_eq!((error.kind(), error.units(), budget.spent()), (ErrorKind::Connect, Some(0), 0), "{error}");
    assert_eq!((client.usage().requests, client.usage().unknown_cost), (0, 0));
}

#[tokio::test]
async fn a_url_that_is_too_long_is_an_invalid_parameter() {
    let server = Server::start().await;
    let budget = Budget::units(1);
    let client = builder(server.url()).budget(budget.clone()).build().expect("a client");
    let long = format!("https://example.com/{}", "a".repeat(70_000));
    let error = client.user().by_url(long.clone()).await.expect_err("too long");
    assert_eq!((error.kind(), error.units()), (ErrorKind::InvalidParameter, Some(0)), "{error}");
    let cursor = client.user().followers_chunk(1).max_id(long).await.expect_err("too long");
    assert!(cursor.to_string().contains("`max_id`"), "{cursor}");
    assert_eq!((server.requests().len(), budget.spent(), client.usage().requests), (0, 0, 0));
}

#[tokio::test]
async fn a_budget_that_ends_between_two_attempts_names_the_first_failure() {
    let faulty = always(profile().fault(Fault::CloseNext)).await;
    let budget = Budget::units(2);
    let client = builder(faulty.url()).budget(budget.clone()).build().expect("a client");
    client.user().by_id(1).await.expect("the first unit");
    let error = client.user().by_id(1).await.expect_err("the second is lost, and there is no third");
    assert_eq!((error.kind(), error.units(), budget.spent()), (ErrorKind::BudgetExhausted, None, 2), "{error}");
    assert!(error.to_string().contains("the attempt before failed: broken connection"), "{error}");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn the_timeout_covers_redirects_and_the_body() {
    let server = Server::start().await;
    let late = |to: &str| Answer::bytes(307, "").header("location", to).delay(Duration::from_millis(800));
    server.script(PATH, [late("/v1/user/by/id?id=2"), late("/v1/user/by/id?id=3"), late("/v1/user/by/id?id=4")]);
    let client = builder(server.url()).timeout(Duration::from_millis(1200)).build().expect("a client");
    let start = Instant::now();
    let error = client.user().by_id(1).await.expect_err("too late");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(start.elapsed() < Duration::from_millis(2200), "{:?}", start.elapsed());
    assert_eq!((client.usage().requests, client.usage().unknown_cost), (2, 1));
}

#[tokio::test]
async fn redirects_are_counted_and_wait_for_permits() {
    let server = Server::start().await;
    let to = |id: u32| Answer::bytes(307, "").header("location", format!("/v1/user/by/id?id={id}"));
    server.script(PATH, [to(2), to(3), profile()]);
    let client = builder(server.url()).requests_per_second(5).build().expect("a client");
    let start = Instant::now();
    let response = client.user().by_id(1).send().await.expect("a profile");
    assert!(start.elapsed() >= Duration::from_millis(400), "{:?}", start.elapsed());
    assert_eq!((response.attempts(), response.units(), client.usage().requests), (1, 1, 3));
}

#[tokio::test]
async fn a_request_that_is_dropped_after_it_was_sent_is_known_as_unknown() {
    let server = Server::start().await;
    server.script(PATH, (0..20).map(|_| profile().delay(Duration::from_millis(400))));
    let attempts: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let observed = Arc::clone(&attempts);
    let budget = Budget::units(100);
    let client = builder(server.url())
        .budget(budget.clone())
        .observe(move |attempt| observed.lock().expect("a lock").push(*attempt))
        .build()
        .expect("a client");
    for _ in 0..20 {
        let request = client.user().by_id(1).into_future();
        assert!(tokio::time::timeout(Duration::from_millis(100), request).await.is_err());
    }
    let (usage, seen) = (client.usage(), server.requests().len() as u64);
    assert!(seen > 0 && usage.requests >= seen, "the server has {seen}, {usage:?}");
    assert_eq!((usage.unknown_cost, usage.units, budget.spent()), (usage.requests, 0, usage.requests));
    let attempts = attempts.lock().expect("a lock");
    assert_eq!(attempts.len() as u64, usage.requests);
    assert!(attempts.iter().all(|attempt| attempt.is_cancelled && attempt.units.is_none()), "{attempts:?}");
}

#[tokio::test]
async fn requests_that_are_dropped_while_they_wait_cost_nothing_and_hold_nobody_up() {
    let server = Server::start().await;
    let budget = Budget::units(2);
    let client = builder(server.url()).requests_per_second(0.25).budget(budget.clone()).build().expect("a client");
    let start = Instant::now();
    client.user().by_id(1).await.expect("a profile");
    for _ in 0..100 {
        let request = client.user().by_id(1).into_future();
        assert!(tokio::time::timeout(Duration::from_millis(1), request).await.is_err());
    }
    assert_eq!((server.requests().len(), client.usage().requests, budget.spent()), (1, 1, 1));
    client.user().by_id(1).await.expect("a profile");
    assert!(start.elapsed() < Duration::from_secs(7), "{:?}", start.elapsed());
}

/// A server that accepts connections and does not answer the TLS handshake.
#[tokio::test]
async fn a_request_that_is_dropped_while_it_connects_was_never_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    let budget = Budget::units(1);
    let client = builder(&url).budget(budget.clone()).build().expect("a client");
    for _ in 0..10 {
        let request = client.user().by_id(1).into_future();
        assert!(tokio::time::timeout(Duration::from_millis(20), request).await.is_err());
    }
    let never = RetryPolicy::never();
    let hasty = builder(&url).timeout(Duration::from_millis(20)).retry(never).budget(budget.clone());
    let error = hasty.build().expect("a client").user().by_id(1).await.expect_err("no handshake");
    assert_eq!((error.kind(), error.units()), (ErrorKind::Connect, Some(0)), "{error}");
    assert_eq!((client.usage().requests, client.usage().unknown_cost, budget.spent()), (0, 0, 0));
}

#[tokio::test]
async fn a_pause_that_the_service_names_holds_back_requests_that_wait() {
    let server = Server::start().await;
    server.script(PATH, [Answer::bytes(429, "").header("retry-after", "2")]);
    let client = builder(server.url()).requests_per_second(2).build().expect("a client");
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let client = client.clone();
        tasks.spawn(async move { client.user().by_id(1).await });
    }
    tokio::time::sleep(Duration::from_millis(1800)).await;
    let sent = server.requests().len();
    assert!(sent <= 2, "{sent} requests in 1.8 seconds, of which the service asked for a pause");
}

#[tokio::test]
async fn a_pause_of_no_seconds_is_not_none() {
    let server = Server::start().await;
    server.script(PATH, [Answer::bytes(429, "").header("retry-after", "0"), profile()]);
    let policy = RetryPolicy { initial_backoff: Duration::from_millis(300), ..RetryPolicy::default() };
    let start = Instant::now();
    builder(server.url()).retry(policy).build().expect("a client").user().by_id(1).await.expect("a profile");
    assert!(start.elapsed() >= Duration::from_millis(300), "{:?}", start.elapsed());
}

#[tokio::test]
async fn no_length_of_a_pause_or_of_a_timeout_is_a_panic() {
    let server = Server::start().await;
    let max = Duration::MAX;
    let policy = RetryPolicy { initial_backoff: max, max_backoff: max, max_elapsed: max, max_attempts: u32::MAX };
    for after in ["18446744073709551615", "0", ""] {
        server.script(PATH, [Answer::bytes(429, "").header("retry-after", after)]);
        let client = builder(server.url()).retry(policy).timeout(max).connect_timeout(max).build().expect("a client");
        let request = client.user().by_id(1).into_future();
        assert!(tokio::time::timeout(Duration::from_millis(200), request).await.is_err(), "it waits");
    }
}

#[tokio::test]
async fn the_same_budget_at_the_client_and_at_the_list_is_charged_once() {
    let server = Server::start().await;
    let budget = Budget::units(10);
    let client = builder(server.url()).budget(budget.clone()).build().expect("a client");
    let mut pages = client.user().followers_chunk(1).pages().budget(budget.clone());
    pages.next().await.expect("a page");
    assert_eq!(budget.spent(), 1);
}

#[tokio::test]
async fn clients_with_budgets_of_their_own_share_one_rate_limit() {
    let server = Server::start().await;
    let client = builder(server.url()).requests_per_second(10).build().expect("a client");
    let (first, second) = (client.with_budget(Budget::units(3)), client.with_budget(Budget::units(3)));
    let start = Instant::now();
    for _ in 0..3 {
        let (one, two) = tokio::join!(first.user().by_id(1).into_future(), second.user().by_id(1).into_future());
        one.and(two).expect("profiles");
    }
    assert!(start.elapsed() >= Duration::from_millis(500), "{:?}", start.elapsed());
    first.user().by_id(1).await.expect_err("its budget is used up");
    assert_eq!(client.usage().requests, 6);
}

#[test]
fn without_a_runtime_the_client_says_what_it_needs() {
    let client = builder("http://127.0.0.1:1").build().expect("a client");
    let mut request = Box::pin(client.user().by_id(1).into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match request.as_mut().poll(&mut context) {
        std::task::Poll::Ready(Err(error)) => {
            assert_eq!((error.kind(), error.units()), (ErrorKind::Config, Some(0)));
            assert!(error.to_string().contains("Tokio runtime"), "{error}");
        }
        other => panic!("{other:?}"),
    }
}

/// The request of a list's next page is kept, and not polled, while the program handles the page before.
#[tokio::test]
async fn a_request_of_a_list_that_is_not_polled_does_not_hold_up_others() {
    let server = Server::start().await;
    let client = builder(server.url()).requests_per_second(4).build().expect("a client");
    client.user().by_id(1).await.expect("a profile");
    let mut pages = client.user().followers_chunk(1).pages();
    assert!(tokio::time::timeout(Duration::from_millis(20), pages.next()).await.is_err(), "it waits for its permit");
    let others = async {
        for _ in 0..3 {
            client.user().by_id(1).await.expect("a profile");
        }
    };
    tokio::time::timeout(Duration::from_secs(10), others).await.expect("they are sent");
    pages.next().await.expect("the page that was kept");
}
