//! How often the allocator is asked for memory: for a reply that is decoded, and for a request.

use std::time::Duration;

use allocation_counter::{AllocationInfo, measure};
use hikerapi::rt::{self, Endpoint};
use hikerapi::user;
use hikerapi_benches::by_hand::{Media, Page};
use hikerapi_benches::every_reply;
use hikerapi_benches::replies::{compact, megabyte};
use hikerapi_tests::{KEY, Lists, Refusal};
use serde::de::DeserializeOwned;

fn main() {
    println!("\n### Allocations\n");
    println!("What one decode asks the allocator for, how often and for how many bytes, beside the structs by hand.\n");
    println!("| reply | client | by hand | bytes, client | bytes, by hand |\n|---|---|---|---|---|");
    every_reply!(row);
    compare::<user::MediasChunkRequest, Page<Media>>("the media page, repeated", &megabyte());
    requests();
}

fn row<E: Endpoint, H: DeserializeOwned>(fixture: &str) {
    compare::<E, H>(fixture, &compact(fixture));
}

fn compare<E: Endpoint, H: DeserializeOwned>(name: &str, body: &str) {
    let client = counted(|| rt::decode::<E>(body.as_bytes()).ok());
    let by_hand = counted(|| serde_json::from_slice::<H>(body.as_bytes()).ok());
    println!(
        "| {name} | {} | {} | {} | {} |",
        client.count_total, by_hand.count_total, client.bytes_total, by_hand.bytes_total
    );
}

/// What is asked for the second time: what is made once and kept does not count.
fn counted<T>(mut once: impl FnMut() -> T) -> AllocationInfo {
    drop(once());
    measure(|| drop(once()))
}

/// On the thread that asks; the server has threads of its own.
fn requests() {
    let serving = tokio::runtime::Runtime::new().expect("a runtime");
    let lists = serving.block_on(Lists::start(1, 40, |_| Some(Refusal::Late(Duration::ZERO))));
    let asking = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = format!("{}/v1/user/followers/chunk?user_id=7", lists.url());
    let bare = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let hiker = hikerapi::Client::builder().key(KEY).server(lists.url()).unlimited_pace().build().expect("a client");
    let by_reqwest = counted(|| {
        asking.block_on(async {
            let reply = bare.get(&url).header("x-access-key", KEY).send().await.expect("a reply");
            reply.bytes().await.expect("a body")
        })
    });
    let by_client = counted(|| asking.block_on(async { hiker.user().followers_chunk(7).raw().await.expect("a page") }));
    println!("\nOne request and its reply, not decoded.\n\n| | times | bytes |\n|---|---|---|");
    for (name, info) in [("bare reqwest", by_reqwest), ("the client", by_client)] {
        println!("| {name} | {} | {} |", info.count_total, info.bytes_total);
    }
}
