//! Services without prices: what is sent is what counts. And what responses say about the rate limit.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::{LIST, ORDER};
use crate::client::{Async, Attempt, Budget, ClientBuilder, RetryPolicy, RuntimeClient, ServiceClient};
use crate::error::ErrorKind;
use crate::raw_server::{Answer, RawServer, json, response};
use crate::request::Call;
use crate::service::{Credential, Operation, RateHeaders, Service};

static SERVICE: Service = Service {
    name: "Free",
    servers: &["https://api.sample.example", "http://localhost:7"],
    auth: &[Credential { header: "x-sample-key", scheme: None, env: &["SAMPLE_KEY"] }],
    user_agent: "sample",
    rate_headers: Some(RateHeaders { remaining: "x-left", reset: "x-reset" }),
    errors: crate::sample::ERRORS,
    ..Service::DEFAULT
};

#[derive(Debug, Clone)]
pub(super) struct Free(RuntimeClient);

impl AsRef<RuntimeClient> for Free {
    fn as_ref(&self) -> &RuntimeClient {
        &self.0
    }
}

impl ServiceClient for Free {
    type Mode = Async;
    type Async = Self;

    const SERVICE: &'static Service = &SERVICE;
    const OPERATIONS: &'static [&'static Operation] = &[&LIST];

    fn from_runtime(client: RuntimeClient) -> Self {
        Self(client)
    }
}

pub(super) fn builder(server: &RawServer) -> ClientBuilder<Free> {
    let retry = RetryPolicy { initial_backoff: Duration::from_millis(1), ..RetryPolicy::default() };
    ClientBuilder::new().key("a-secret-key").server(server.url()).retry(retry)
}

/// The table of the service says that neither 404 nor 503 is billed, and 200 is: here it makes no difference.
#[tokio::test]
async fn each_request_that_was_sent_is_one_unit() {
    let attempts: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let observed = Arc::clone(&attempts);
    let redirect = || response(307, &["location: /other"], "");
    let server = RawServer::start([
        json("{}"),
        redirect(),
        json("{}"),
        response(503, &[], ""),
        Answer::Close,
        response(404, &[], ""),
    ]);
    let budget = Budget::units(7);
    let builder = builder(&server).budget(budget.clone());
    let client =
        builder.observe(move |attempt| observed.lock().expect("a lock").push(*attempt)).build().expect("a client");
    let client: &RuntimeClient = client.as_ref();
    let call = Call::new(client, &LIST);
    assert_eq!((call.price(), call.clone().raw().await.expect("a response").units()), (1, 1));
    assert_eq!(call.clone().raw().await.expect("a response").units(), 2, "with its redirect");
    let error = call.clone().raw().await.expect_err("not found");
    // What broke is retried: it costs nothing.
    assert_eq!((error.kind(), error.units()), (ErrorKind::NotFound, Some(3)), "{error}");
    assert!(error.to_string().ends_with("(404, GET /orders)"), "{error}");
    let usage = client.usage();
    assert_eq!((usage.requests, usage.units, usage.nominal_units, usage.unknown_cost), (6, 6, 6, 0));
    assert_eq!((budget.spent(), budget.remaining(), server.lines().len()), (6, 1, 6));
    let units: Vec<_> = attempts.lock().expect("a lock").iter().map(|attempt| attempt.units).collect();
    assert_eq!(units, [1, 2, 1, 1, 1].map(Some));
}

#[tokio::test]
async fn what_was_not_sent_is_no_unit_and_what_got_no_response_is_one() {
    let server = RawServer::start([]);
    let budget = Budget::units(2);
    let client = builder(&server).budget(budget.clone()).build().expect("a client");
    let error = Call::new(client.as_ref(), &ORDER).raw().await.expect_err("closed");
    assert_eq!((error.kind(), error.units(), budget.spent()), (ErrorKind::Transport, Some(1), 1), "{error}");
    assert!(!error.to_string().contains("unit") && !error.to_string().contains("cost"), "{error}");
    assert_eq!(client.as_ref().usage().unknown_cost, 0);
    let error = Call::new(client.as_ref(), &LIST).with_header("X", "\n").raw().await.expect_err("no header");
    assert_eq!((error.units(), budget.remaining()), (Some(0), 1), "{error}");
    let error = Call::new(client.as_ref(), &LIST).raw().await.expect_err("closed, and the budget ends");
    assert_eq!((error.kind(), error.units(), budget.remaining()), (ErrorKind::BudgetExhausted, Some(1), 0), "{error}");
    assert!(error.message().starts_with("the budget has no request left"), "{error}");
}

#[tokio::test]
async fn requests_wait_where_none_is_left() {
    let left = |left: &str, reset: &str| {
        response(
            200,
            &["content-type: application/json", &format!("x-left: {left}"), &format!("X-Reset: {reset}")],
            "{}",
        )
    };
    let server = RawServer::start([left("1", "9"), left("0", "0.3"), left("0", "0.7"), left("9", "3600")]);
    let retry = RetryPolicy { max_backoff: Duration::from_millis(10), ..RetryPolicy::default() };
    let client = builder(&server).retry(retry).build().expect("a client");
    let mut waits = Vec::new();
    for _ in 0..4 {
        let start = Instant::now();
        Call::new(client.as_ref(), &LIST).raw().await.expect("a response");
        waits.push(start.elapsed().as_millis());
    }
    assert!(waits[0] < 250 && waits[1] < 250, "{waits:?}");
    assert!((290..550).contains(&waits[2]), "until there are more: {waits:?}");
    assert!((690..1500).contains(&waits[3]), "and longer than the pause of a retry: {waits:?}");
}

#[tokio::test]
async fn a_closed_budget_wakes_what_waits_and_sends_nothing_more() {
    const HOUR: Duration = Duration::from_secs(3600);
    let server = RawServer::start([response(503, &[], "")]);
    let budget = Budget::units(9);
    let retry =
        RetryPolicy { initial_backoff: HOUR, max_backoff: HOUR, max_elapsed: 2 * HOUR, ..RetryPolicy::default() };
    let builder = builder(&server).budget(budget.clone()).retry(retry).requests_per_second(1.0 / 3600.0);
    // The first one waits to be sent again, and the second one for its turn.
    let has_failed = Arc::new(tokio::sync::Notify::new());
    let observed = Arc::clone(&has_failed);
    let client = builder.observe(move |_| observed.notify_one()).build().expect("a client");
    let call = || Call::new(client.as_ref(), &LIST).raw();
    let (first, second, ()) = tokio::join!(call(), call(), async {
        has_failed.notified().await;
        budget.close();
    });
    for result in [first, second, call().await] {
        assert_eq!(result.expect_err("a closed budget").kind(), ErrorKind::BudgetExhausted);
    }
    assert_eq!((server.requests().len(), budget.spent(), budget.remaining()), (1, 1, 8));
}
