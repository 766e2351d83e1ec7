//! Lists whose pages are not cached.

use std::future::poll_fn;

use super::paginator::Paginator;
use crate::client::Cache;
use crate::raw_server::{RawServer, json};
use crate::request::Call;
use crate::sample::{ITEM, builder};
use crate::service::{Caching, Operation, Paging, Way};

static CACHED: Operation =
    Operation { path: "/orders", params: &[], cache: Some(Caching { seconds: 60, also: &[] }), ..ITEM };

static BY_LINK: Paging = Paging { way: Way::Link { relation: "next" }, ..Paging::DEFAULT };

/// The cache keeps no headers, so the pages of a list by the header `Link` are neither read from it nor written to it.
#[tokio::test]
async fn a_page_of_a_list_by_link_is_not_kept() {
    let folder = std::env::temp_dir().join(format!("runtime-uncached-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    let server = RawServer::start((0..4).map(|_| json("[]")));
    let client =
        builder().server(server.url()).no_rate_limit().cache(Cache::in_folder(&folder)).build().expect("a client");
    let call = || Call::new(client.as_ref(), &CACHED);
    for _ in 0..2 {
        let mut pages = Paginator::new(call(), &BY_LINK);
        let (_, executed) = poll_fn(|context| pages.poll_response(context)).await.expect("a page").expect("a response");
        assert!(!executed.raw.is_cached());
    }
    assert!(!call().raw().await.expect("a response").is_cached());
    assert!(call().raw().await.expect("a response").is_cached());
    drop(std::fs::remove_dir_all(folder));
}
