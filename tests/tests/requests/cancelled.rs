//! Requests that are dropped at random moments: while they wait for a permit, connect, or read.

use std::future::IntoFuture;
use std::time::Duration;

use hikerapi::client::RetryPolicy;
use hikerapi::{Budget, Client};
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Lists};

const REQUESTS: u64 = 10_000;
const TASKS: u64 = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_thousand_dropped_requests_cost_what_the_server_billed_and_what_was_on_the_wire() {
    // Some responses are late, and those that are dropped close their connections.
    let server = Lists::start(1, 20, |_| None).await;
    let budget = Budget::units(REQUESTS);
    let client = Client::builder()
        .key(KEY)
        .server(server.url())
        .requests_per_second(800)
        .retry(RetryPolicy::never())
        .budget(budget.clone())
        .build()
        .expect("a client");
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| fastrand::u64(..));
    println!("SEED={seed}");
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..TASKS {
        let client = client.clone();
        let mut random = fastrand::Rng::with_seed(seed.wrapping_add(task));
        tasks.spawn(async move {
            let mut finished = 0;
            for _ in 0..REQUESTS / TASKS {
                let patience = Duration::from_micros(random.u64(0..60_000));
                let request = client.user().followers_chunk(1).into_future();
                finished += u64::from(tokio::time::timeout(patience, request).await.is_ok_and(|page| page.is_ok()));
            }
            finished
        });
    }
    let mut finished = 0;
    while let Some(task) = tasks.join_next().await {
        finished += task.expect("a task");
    }
    // The server may still be reading what was sent last.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (usage, billed) = (client.usage(), server.requests());
    println!(
        "{} requests, {} sent, {finished} finished, {} dropped on the wire; the server billed {billed}, the budget has {}",
        REQUESTS / TASKS * TASKS,
        usage.requests,
        usage.unknown_cost,
        budget.spent(),
    );
    assert_eq!(usage.units, finished, "a response that arrived is billed once");
    assert_eq!(usage.requests, finished + usage.unknown_cost, "each request was answered or given up on the wire");
    assert_eq!(budget.spent(), usage.requests, "nothing for requests that were never sent");
    assert!(billed <= budget.spent(), "the budget has {}, the server billed {billed}", budget.spent());
    assert!(budget.spent() - billed <= usage.unknown_cost, "no more than what was on the wire");
    assert!(finished > 0 && usage.unknown_cost > 0 && usage.requests < REQUESTS, "{usage:?}: all three happen");
    assert_eq!(budget.remaining(), REQUESTS - budget.spent(), "nothing stays reserved");
}

/// A connection whose response has arrived is kept for other requests, which takes a runtime.
#[test]
fn a_request_can_be_dropped_outside_of_its_runtime() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(Server::start());
    for round in 0..20 {
        server.on_path("/v1/user/by/id").answer(Answer::bytes(404, "").delay(Duration::from_millis(3))).times(1);
        let client = Client::builder().key(KEY).server(server.url()).no_rate_limit().build().expect("a client");
        let mut request = client.user().by_id(1).into_future();
        let patience = Duration::from_millis(round % 5);
        drop(runtime.block_on(async { tokio::time::timeout(patience, &mut request).await }));
        std::thread::sleep(Duration::from_millis(10));
        drop(request);
    }
}
