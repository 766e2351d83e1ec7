//! A request allocates hardly more often than one of the HTTP library alone.

use std::future::Future;
use std::time::Duration;

use allocation_counter::measure;
use hikerapi::Client;
use hikerapi_tests::{KEY, Lists, Refusal};
use reqwest::redirect::Policy;
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::rustls::crypto::ring;

/// What parameters, URL, permit, report and the future that borrows nothing may add.
const MOST_OF_OUR_OWN: u64 = 6;

/// The library clones its connector six times for each request, also where it does not connect. One with a layer, which tells
/// whether a request was sent, is two boxes.
const CLONES_OF_THE_CONNECTOR: u64 = 6 * 2;

/// The allocations of a request on a connection that is open. Those of the server are made in its own thread, and a response
/// that arrives in parts takes a few more: the smallest number of several requests is that of the request itself.
fn allocations<F: Future>(runtime: &Runtime, request: impl Fn() -> F) -> u64 {
    let once = || measure(|| drop(runtime.block_on(request()))).count_total;
    once();
    (0..20).map(|_| once()).min().unwrap_or_default()
}

#[test]
fn a_request_allocates_hardly_more_often_than_one_of_the_http_library() {
    // The library has no cryptography of its own here, and panics without it.
    drop(ring::default_provider().install_default());
    let servers = Runtime::new().expect("a runtime");
    let lists = servers.block_on(Lists::start(1, 40, |_| Some(Refusal::Late(Duration::ZERO))));
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = format!("{}/v1/user/followers/chunk?user_id=7", lists.url());
    let bare = reqwest::Client::builder().user_agent("bare").timeout(Duration::from_secs(60)).redirect(Policy::none());
    let bare = bare.build().expect("a client");
    let by_library = allocations(&runtime, || async {
        let response = bare.get(&url).header("x-access-key", KEY).send().await.expect("a response");
        response.bytes().await.expect("a body")
    });
    let hiker = Client::builder().key(KEY).server(lists.url()).no_rate_limit().build().expect("a client");
    let by_client = allocations(&runtime, || async { hiker.user().followers_chunk(7).raw().await.expect("a page") });
    println!("{by_library} by the library, {by_client} by the client");
    let most = by_library + CLONES_OF_THE_CONNECTOR + MOST_OF_OUR_OWN;
    assert!(by_client <= most, "{by_client} by the client, {by_library} by the library");
}
