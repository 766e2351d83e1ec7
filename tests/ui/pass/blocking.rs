//! What a user writes without async: requests, lists, threads, and code for both clients.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

use hikerapi::blocking::{Blocking, Client, ConcurrentPages, Items, Pages};
use hikerapi::client::Mode;
use hikerapi::types::User;
use hikerapi::user::{ByIdRequest, FollowersChunkRequest, UserApi};

/// A struct that has a client and a list.
#[derive(Debug)]
pub struct Crawler {
    client: Client,
    followers: Pages<FollowersChunkRequest>,
}

/// Everything that a user writes.
pub fn calls(crawler: &mut Crawler) -> Result<(), Box<dyn std::error::Error>> {
    let user: UserApi<'_, Blocking> = crawler.client.user();
    let natgeo: User = user.by_username("natgeo").get()?;
    let request: ByIdRequest<Blocking> = user.by_id(natgeo.pk);
    let _ = request.clone().send()?.units();
    let _ = request.raw()?.into_body();
    for page in &mut crawler.followers {
        println!("{}", page?.items.len());
    }
    while let Some(page) = crawler.followers.try_next()? {
        println!("{}", page.number);
    }
    println!("{}", crawler.followers.summary());
    let items: Items<FollowersChunkRequest> = user.followers_chunk(natgeo.pk).max_id("x").items().max_items(5).unique();
    let names = items.map(|item| Ok(item?.username)).collect::<hikerapi::Result<Vec<_>>>()?;
    let all = user.followers_chunk(natgeo.pk).items().try_collect()?;
    println!("{} {}", names.len(), all.len());
    let lists = all.iter().map(|account| (account.pk, user.followers_chunk(account.pk).pages()));
    for (pk, event) in ConcurrentPages::new(lists).concurrency(4) {
        println!("{pk}: {event:?}");
    }
    let client = crawler.client.clone();
    std::thread::spawn(move || client.user().by_id(7).get()).join().unwrap()?;
    Ok(())
}

/// A request of either client.
pub fn described<M: Mode>(user: UserApi<'_, M>) -> String {
    let request = user.by_id(7);
    format!("{request:?}, {} units", request.estimated_units())
}

/// A request of the async client needs no mode.
pub fn price(request: ByIdRequest) -> u64 {
    request.estimated_units()
}

/// A service of one's own has a blocking client, too.
mod music {
    hikerapi::endpoints!(pub mod client, r"
api:
  name: Music
  doc: Songs.
  crate: hikerapi
  servers: [{ url: https://music.example }]
  auth: { header: x-key, env: MUSIC_KEY }
  rate_limit: { per_second: 5 }
  cost: { header: x-cost, field: units, units: 1 }
  limits: { timeout_seconds: 10, connect_seconds: 2, idle_seconds: 5, body_bytes: 1000000 }
  errors:
    code: code
    message: [text]
    statuses: { 200: { means: ok, billed: true }, other: { means: unexpected, billed: false } }
", r"
group: { name: songs, doc: Songs., base: /v1/songs }
endpoints: { /v1/songs/count: { doc: How many there are., returns: integer } }
");

    /// The number of songs.
    pub fn songs(client: &client::blocking::Client) -> hikerapi::Result<i64> {
        client.songs().count().get()
    }
}

hikerapi::endpoints!(pub(crate) mod extension, r"
group: { name: posts, doc: Posts., base: /v1/media }
endpoints: { /v1/media/count: { doc: How many there are., returns: integer } }
");

fn extended(client: &Client) -> hikerapi::Result<i64> {
    client.posts().count().get()
}

fn main() {
    fn sent<T: Send + Sync + Clone + 'static>(_: T) {}
    sent(Client::builder().key("key").server("http://localhost").build().unwrap());
    let _ = (calls, price, music::songs, extended, described::<Blocking>);
}
