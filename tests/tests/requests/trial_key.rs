//! A key that may send fewer requests than the spec states, with the README's example for many lists.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use hikerapi::Client;
use hikerapi::client::RetryPolicy;
use hikerapi::pages::{ConcurrentPages, PagesEvent};
use hikerapi_tests::{KEY, ListRequest, Lists, Refusal};

/// Refuses requests that come sooner after the last accepted one.
fn at_most_every(interval: Duration) -> impl Fn(ListRequest) -> Option<Refusal> + Send + Sync {
    let last = Mutex::new(None::<Instant>);
    move |_| {
        let mut last = last.lock().expect("a lock");
        let now = Instant::now();
        if last.is_some_and(|last| now < last + interval) {
            return Some(Refusal::Status(429));
        }
        *last = Some(now);
        None
    }
}

/// The README's example: how many of the lists end.
async fn ended(client: &Client, accounts: u64) -> usize {
    let user = client.user();
    let lists = (0..accounts).map(|pk| (pk, user.followers_chunk(pk).pages()));
    let mut lists = ConcurrentPages::new(lists).concurrency(16);
    let mut ended = 0;
    while let Some((account, event)) = lists.next().await {
        match event {
            PagesEvent::Page { .. } => {}
            PagesEvent::Ended { .. } => ended += 1,
            PagesEvent::Failed { error, .. } => println!("{account}: {error}"),
        }
    }
    ended
}

#[tokio::test]
async fn with_one_request_a_second_every_list_of_the_example_ends() {
    let server = Lists::start_with_rate(1, 5, at_most_every(Duration::from_millis(990)), 1.0).await;
    let client = Client::builder().key(KEY).server(server.url()).build().expect("a client");
    let ended = ended(&client, 20).await;
    println!("20 lists, {ended} ended; {} requests, {} refused", server.requests(), server.refused());
    assert_eq!((ended, client.usage().units), (20, 20));
    assert!(server.refused() <= 20, "{} refused: the rate was learned", server.refused());
}

#[tokio::test]
async fn without_an_endpoint_for_it_the_rate_is_learned_from_refusals() {
    // Times are a tenth of the real ones: 150 requests a second are stated, 10 are allowed.
    let server = Lists::start(2, 5, at_most_every(Duration::from_millis(99))).await;
    let quick = RetryPolicy { initial_backoff: Duration::from_millis(100), ..RetryPolicy::default() };
    let client = Client::builder().key(KEY).server(server.url()).retry(quick).requests_per_second(150).build();
    let client = client.expect("a client");
    let ended = ended(&client, 20).await;
    println!("20 lists of 2 pages, {ended} ended; {} requests, {} refused", server.requests(), server.refused());
    assert_eq!((ended, client.usage().units), (20, 40));
    assert!(server.refused() <= 40, "{} refused: each one slows the client down", server.refused());
}

#[tokio::test]
async fn a_rate_that_the_program_sets_is_not_replaced() {
    let server = Lists::start_with_rate(1, 5, at_most_every(Duration::from_millis(50)), 0.001).await;
    let quick = RetryPolicy { initial_backoff: Duration::from_millis(10), ..RetryPolicy::default() };
    let client = Client::builder().key(KEY).server(server.url()).retry(quick).requests_per_second(100).build();
    let client = client.expect("a client");
    let ended = tokio::time::timeout(Duration::from_secs(60), ended(&client, 5));
    assert_eq!(ended.await.expect("not at the rate of the account, one in 1,000 seconds"), 5);
}
