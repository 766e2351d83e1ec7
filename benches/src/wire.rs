//! Sequential and concurrent requests and the pages of a list, beside bare reqwest with the same decoding.

use std::time::Duration;

use hikerapi::client::Cache;
use hikerapi::rt;
use hikerapi::user::FollowersChunkRequest;
use hikerapi_benches::targets::at_most;
use hikerapi_tests::{KEY, Lists, Refusal};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use crate::sampled::{Sampled, rival, sample};

/// The number of concurrent requests.
const CONCURRENCY: u32 = 64;
/// The number of pages of the list.
const PAGES: u32 = 50;

pub(crate) fn run() {
    let server_runtime = Runtime::new().expect("a runtime");
    let lists = server_runtime.block_on(Lists::start(PAGES.into(), 40, |_| Some(Refusal::Late(Duration::ZERO))));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let bare = Bare {
        // What a program sets that calls a service: the server refuses requests without a user agent, as the service does,
        // and without a timeout a request can wait forever.
        http: reqwest::Client::builder()
            .user_agent("bare")
            .timeout(Duration::from_secs(60))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client"),
        url: format!("{}/v1/user/followers/chunk?user_id=7", lists.url()),
    };
    let hiker = hikerapi::Client::builder().key(KEY).server(lists.url()).no_rate_limit().build().expect("a client");
    println!("### Wire\n\n![Microseconds per request, beside bare reqwest](docs/src/images/bench-wire.svg)");
    println!("\nSequential requests to a local server, 40 accounts per page, without a rate limit.\n");
    let sampled = sequential(&runtime, &bare, &hiker);
    table("request", &sampled, 1);
    target("one request after another, times bare reqwest", 1.03, &sampled);
    println!("\n{CONCURRENCY} concurrent requests.\n");
    let sampled = concurrent(&runtime, &bare, &hiker);
    table("request", &sampled, CONCURRENCY);
    target("64 requests at once, times bare reqwest", 1.05, &sampled);
    println!("\nA list of {PAGES} pages, all of them fetched.\n");
    table("page", &pages(&runtime, &bare, &hiker), PAGES);
    println!("\nA page that is in the cache on disk, beside the same request to the local server.\n");
    table("request", &cached(&runtime, lists.url(), &hiker), 1);
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
        let body = request.send().await.expect("a response").bytes().await.expect("a body");
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

fn sequential(runtime: &Runtime, bare: &Bare, hiker: &hikerapi::Client) -> Vec<Sampled> {
    sample(vec![
        rival("bare reqwest", || runtime.block_on(bare.page(""))),
        rival("the client", || runtime.block_on(async { hiker.user().followers_chunk(7).await.expect("a page") })),
    ])
}

fn cached(runtime: &Runtime, url: &str, hiker: &hikerapi::Client) -> Vec<Sampled> {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = Cache::in_folder(folder.path()).time_to_live_of::<FollowersChunkRequest>(Duration::from_secs(3600));
    let settings = hikerapi::Client::builder().key(KEY).server(url).no_rate_limit().cache(cache);
    let caching = settings.build().expect("a client");
    sample(vec![
        rival("sent", || runtime.block_on(async { hiker.user().followers_chunk(7).await.expect("a page") })),
        rival("from the cache", || {
            runtime.block_on(async { caching.user().followers_chunk(7).await.expect("a page") })
        }),
    ])
}

fn concurrent(runtime: &Runtime, bare: &Bare, hiker: &hikerapi::Client) -> Vec<Sampled> {
    sample(vec![
        rival("bare reqwest", || {
            runtime.block_on(async {
                let mut all = JoinSet::new();
                for _ in 0..CONCURRENCY {
                    let bare = bare.clone();
                    all.spawn(async move { bare.page("").await });
                }
                all.join_all().await
            })
        }),
        rival("the client", || {
            runtime.block_on(async {
                let mut all = JoinSet::new();
                for _ in 0..CONCURRENCY {
                    let hiker = hiker.clone();
                    all.spawn(async move { hiker.user().followers_chunk(7).await.expect("a page") });
                }
                all.join_all().await
            })
        }),
    ])
}

fn pages(runtime: &Runtime, bare: &Bare, hiker: &hikerapi::Client) -> Vec<Sampled> {
    let by_client = || {
        runtime.block_on(async {
            let (mut pages, mut count) = (hiker.user().followers_chunk(7).pages(), 0);
            while let Some(page) = pages.next().await.expect("a page") {
                count += page.items.len();
            }
            count
        })
    };
    assert_eq!(by_client(), runtime.block_on(bare.list()), "both fetch the whole list");
    sample(vec![rival("bare reqwest", || runtime.block_on(bare.list())), rival("the client", by_client)])
}

fn table(what: &str, sampled: &[Sampled], count: u32) {
    println!(
        "| | µs per {what} | {what}s per second | time, times the first (median of the rounds) |\n|---|---|---|---|"
    );
    for one in sampled {
        let each = one.seconds / f64::from(count);
        println!("| {} | {:.1} | {:.0} | {:.3} |", one.name, each * 1e6, each.recip(), one.ratio);
    }
}

/// Prints what the client may cost at most, which is the second that was measured.
fn target(what: &str, bound: f64, sampled: &[Sampled]) {
    println!();
    at_most(what, bound, &[(String::new(), sampled[1].ratio)]);
}
