//! Allocations of decoding a response and of sending a request.

use std::time::Duration;

use allocation_counter::{AllocationInfo, measure};
use hikerapi::rt::{self, Endpoint};
use hikerapi::user;
use hikerapi_benches::every_response;
use hikerapi_benches::hand_written::{MediaPage, Shape};
use hikerapi_benches::responses::{edited, megabyte, uncut};
use hikerapi_benches::targets::at_most;
use hikerapi_tests::{KEY, Lists, Refusal};
use serde_json::value::RawValue;

fn main() {
    // Bare reqwest has no cryptography of its own here.
    drop(rustls::crypto::ring::default_provider().install_default());
    println!("### Allocations\n");
    println!("How often decoding one response allocates, and how many bytes, beside the hand-written structs.\n");
    println!("| response | client | hand-written | bytes, client | bytes, hand-written |\n|---|---|---|---|---|");
    every_response!(edited_row);
    every_response!(uncut_row);
    let page = edited("user/medias_chunk").expect("the edited page");
    compare::<user::MediasChunkRequest, MediaPage>("the media page, repeated", &megabyte(&page));
    requests();
}

fn edited_row<E: Endpoint, S: Shape>(endpoint: &str) {
    if let Some(body) = edited(endpoint) {
        compare::<E, S>(endpoint, &body);
    }
}

fn uncut_row<E: Endpoint, S: Shape>(endpoint: &str) {
    compare::<E, S>(&format!("{endpoint}, uncut"), &uncut(endpoint));
}

fn compare<E: Endpoint, S: Shape>(name: &str, body: &str) {
    let client = counted(|| rt::decode::<E>(body.as_bytes()).ok());
    let hand_written = counted(|| serde_json::from_slice::<S::Of<Box<RawValue>>>(body.as_bytes()).ok());
    println!(
        "| {name} | {} | {} | {} | {} |",
        client.count_total, hand_written.count_total, client.bytes_total, hand_written.bytes_total
    );
}

/// Counts the allocations of a second run: what is allocated once and kept does not count.
fn counted<T>(mut once: impl FnMut() -> T) -> AllocationInfo {
    drop(once());
    measure(|| drop(once()))
}

/// Counts on the client's thread; the server has threads of its own.
fn requests() {
    let server_runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let lists = server_runtime.block_on(Lists::start(1, 40, |_| Some(Refusal::Late(Duration::ZERO))));
    let client_runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = format!("{}/v1/user/followers/chunk?user_id=7", lists.url());
    // As in the benchmark of requests.
    let bare = reqwest::Client::builder().user_agent("bare").timeout(Duration::from_secs(60));
    let bare = bare.redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let hiker = hikerapi::Client::builder().key(KEY).server(lists.url()).no_rate_limit().build().expect("a client");
    let by_reqwest = counted(|| {
        client_runtime.block_on(async {
            let response = bare.get(&url).header("x-access-key", KEY).send().await.expect("a response");
            response.bytes().await.expect("a body")
        })
    });
    let by_client =
        counted(|| client_runtime.block_on(async { hiker.user().followers_chunk(7).raw().await.expect("a page") }));
    println!("\nOne request and its response, not decoded.\n\n| | allocations | bytes |\n|---|---|---|");
    for (name, info) in [("bare reqwest", &by_reqwest), ("the client", &by_client)] {
        println!("| {name} | {} | {} |", info.count_total, info.bytes_total);
    }
    println!();
    let more = by_client.count_total as f64 - by_reqwest.count_total as f64;
    at_most("allocations per request, more than bare reqwest", 6.0, &[(String::new(), more)]);
}
