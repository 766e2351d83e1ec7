//! Requests one after the other and many at once, beside bare reqwest with the same decoding; and what salvage costs.

use std::sync::Arc;
use std::time::Duration;

use hikerapi::rt;
use hikerapi::user::{FollowersChunkRequest, MediasChunkRequest};
use hikerapi_tests::{KEY, Lists, Refusal, fixture};
use tokio::task::JoinSet;

use crate::sampled::{Sampled, rival, sample};

/// Requests that are made together.
const AT_ONCE: u32 = 64;

pub(crate) fn run() {
    let serving = tokio::runtime::Runtime::new().expect("a runtime");
    let lists = serving.block_on(Lists::start(1, 40, |_| Some(Refusal::Late(Duration::ZERO))));
    let asking = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let url = format!("{}/v1/user/followers/chunk?user_id=7", lists.url());
    let bare = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let hiker = hikerapi::Client::builder().key(KEY).server(lists.url()).unlimited_pace().build().expect("a client");
    let sampled = sample(vec![
        rival("bare reqwest", || {
            asking.block_on(async {
                let reply = bare.get(&url).header("x-access-key", KEY).send().await.expect("a reply");
                let body = reply.bytes().await.expect("a body");
                rt::decode::<FollowersChunkRequest>(&body).expect("a page")
            })
        }),
        rival("the client", || asking.block_on(async { hiker.user().followers_chunk(7).await.expect("a page") })),
    ]);
    println!(
        "\n### Wire\n\nRequests one after the other to a server on this machine, 40 accounts a page, limits off.\n"
    );
    table(&sampled, 1.0);
    let (url, bare) = (Arc::new(url), bare);
    let sampled = sample(vec![
        rival("bare reqwest", || {
            asking.block_on(async {
                let mut all = JoinSet::new();
                for _ in 0..AT_ONCE {
                    let (bare, url) = (bare.clone(), Arc::clone(&url));
                    all.spawn(async move {
                        let reply = bare.get(url.as_str()).header("x-access-key", KEY).send().await.expect("a reply");
                        let body = reply.bytes().await.expect("a body");
                        rt::decode::<FollowersChunkRequest>(&body).expect("a page")
                    });
                }
                all.join_all().await
            })
        }),
        rival("the client", || {
            asking.block_on(async {
                let mut all = JoinSet::new();
                for _ in 0..AT_ONCE {
                    let hiker = hiker.clone();
                    all.spawn(async move { hiker.user().followers_chunk(7).await.expect("a page") });
                }
                all.join_all().await
            })
        }),
    ]);
    println!("\nThe same, {AT_ONCE} at once.\n");
    table(&sampled, f64::from(AT_ONCE));
    salvage();
}

fn table(sampled: &[Sampled], requests: f64) {
    println!("| | µs a request | requests a second | ratio |\n|---|---|---|---|");
    for one in sampled {
        let each = one.seconds / requests;
        println!("| {} | {:.1} | {:.0} | {:.3} |", one.name, each * 1e6, each.recip(), one.ratio);
    }
}

/// A page of which one value does not fit, beside the same page as it should be.
fn salvage() {
    let good = fixture("user", "medias_chunk");
    let text = String::from_utf8(good.clone()).expect("text");
    let broken = text.replacen("\"like_count\": ", "\"like_count\": null, \"was\": ", 1).into_bytes();
    assert!(rt::decode::<MediasChunkRequest>(&broken).is_err(), "the page still fits");
    let sampled = sample(vec![
        rival("a page that fits", || rt::decode::<MediasChunkRequest>(&good).expect("a page")),
        rival("one value does not: kept as far as it goes", || {
            rt::decode_as_far_as_it_goes::<MediasChunkRequest>(&broken).expect("most of a page")
        }),
    ]);
    println!("\nSalvage runs only where a reply does not fit, so that it costs nothing otherwise.\n");
    println!("| | µs | ratio |\n|---|---|---|");
    for one in sampled {
        println!("| {} | {:.1} | {:.2} |", one.name, one.seconds * 1e6, one.ratio);
    }
}
