//! Requests one after the other and many at once, and the pages of a list, beside bare reqwest with the same decoding; and
//! what salvage costs.

use std::time::Duration;

use hikerapi::rt;
use hikerapi::user::{FollowersChunkRequest, MediasChunkRequest};
use hikerapi_tests::{KEY, Lists, Refusal, fixture};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::sampled::{Sampled, rival, sample};

/// Requests that are made together.
const AT_ONCE: u32 = 64;
/// Pages of the list that is read to its end.
const PAGES: u32 = 50;

pub(crate) fn run() {
    let serving = Runtime::new().expect("a runtime");
    let lists = serving.block_on(Lists::start(PAGES.into(), 40, |_| Some(Refusal::Late(Duration::ZERO))));
    let asking = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let bare = Bare {
        http: reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client"),
        url: format!("{}/v1/user/followers/chunk?user_id=7", lists.url()),
    };
    let hiker = hikerapi::Client::builder().key(KEY).server(lists.url()).unlimited_pace().build().expect("a client");
    println!("\n### Wire");
    println!("\nRequests one after the other to a server on this machine, 40 accounts a page, limits off.\n");
    table("request", &sequential(&asking, &bare, &hiker), 1);
    println!("\nThe same, {AT_ONCE} at once.\n");
    table("request", &at_once(&asking, &bare, &hiker), AT_ONCE);
    println!("\nA list of {PAGES} pages, read to its end.\n");
    table("page", &pages(&asking, &bare, &hiker), PAGES);
    salvage();
}

/// The HTTP library alone.
#[derive(Clone)]
struct Bare {
    http: reqwest::Client,
    url: String,
}

impl Bare {
    async fn page(&self, cursor: &str) -> (usize, Option<String>) {
        let request = self.http.get(format!("{}{cursor}", self.url)).header("x-access-key", KEY);
        let body = request.send().await.expect("a reply").bytes().await.expect("a body");
        let (items, next) = rt::decode::<FollowersChunkRequest>(&body).expect("a page");
        (items.len(), next.map(|cursor| cursor.to_string()))
    }

    async fn list(&self) -> usize {
        let (mut count, mut next) = self.page("").await;
        while let Some(cursor) = next {
            let (items, further) = self.page(&format!("&max_id={cursor}")).await;
            count += items;
            next = further;
        }
        count
    }
}

fn sequential(asking: &Runtime, bare: &Bare, hiker: &hikerapi::Client) -> Vec<Sampled> {
    sample(vec![
        rival("bare reqwest", || asking.block_on(bare.page(""))),
        rival("the client", || asking.block_on(async { hiker.user().followers_chunk(7).await.expect("a page") })),
    ])
}

fn at_once(asking: &Runtime, bare: &Bare, hiker: &hikerapi::Client) -> Vec<Sampled> {
    sample(vec![
        rival("bare reqwest", || {
            asking.block_on(async {
                let mut all = JoinSet::new();
                for _ in 0..AT_ONCE {
                    let bare = bare.clone();
                    all.spawn(async move { bare.page("").await });
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
    ])
}

fn pages(asking: &Runtime, bare: &Bare, hiker: &hikerapi::Client) -> Vec<Sampled> {
    let by_client = || {
        asking.block_on(async {
            let (mut pages, mut count) = (hiker.user().followers_chunk(7).pages(), 0);
            while let Some(page) = pages.next().await.expect("a page") {
                count += page.items.len();
            }
            count
        })
    };
    assert_eq!(by_client(), asking.block_on(bare.list()), "both read the whole list");
    sample(vec![rival("bare reqwest", || asking.block_on(bare.list())), rival("the client", by_client)])
}

fn table(what: &str, sampled: &[Sampled], count: u32) {
    println!("| | µs a {what} | {what}s a second | ratio |\n|---|---|---|---|");
    for one in sampled {
        let each = one.seconds / f64::from(count);
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
