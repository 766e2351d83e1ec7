//! Requests one after the other, beside bare reqwest with the same decoding.

use std::time::Duration;

use hikerapi::rt;
use hikerapi::user::FollowersChunkRequest;
use hikerapi_tests::{KEY, Lists, Refusal};

use crate::sampled::{rival, sample};

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
    println!("| | µs a request | ratio |\n|---|---|---|");
    for one in sampled {
        println!("| {} | {:.1} | {:.3} |", one.name, one.seconds * 1e6, one.ratio);
    }
}
