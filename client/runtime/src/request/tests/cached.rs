//! What the cache tells apart, and what it does not keep.

use std::time::Duration;

use super::auth::{basic, keyless, two};
use super::{LIST, ORDER};
use crate::client::{Cache, ClientBuilder, ServiceClient};
use crate::raw_server::{RawServer, json};
use crate::request::{Binary, Call, Endpoint};
use crate::service::{Caching, Operation, Param, ParamForm, Place, Returned};

static CACHED: Operation = Operation {
    params: &[Param::optional("language", ParamForm::Text).at(Place::Header("Accept-Language"))],
    cache: Some(Caching { seconds: 60, also: &[] }),
    ..LIST
};

fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::env::temp_dir().join(format!("runtime-cached-{name}-{}", std::process::id()));
    drop(std::fs::remove_dir_all(&folder));
    folder
}

fn client<C: ServiceClient>(builder: ClientBuilder<C>, server: &RawServer, cache: &Cache) -> C {
    builder.server(server.url()).no_rate_limit().cache(cache.clone()).build().expect("a client")
}

#[tokio::test]
async fn requests_that_differ_in_anything_have_entries_of_their_own() {
    let folder = folder("requests");
    let server = RawServer::start((0..20).map(|_| json("{}")));
    let client = client(keyless::Client::builder(), &server, &Cache::in_folder(&folder));
    let call = || Call::new(client.as_ref(), &CACHED);
    let page = || {
        let mut call = call();
        call.set_query("a=1".to_owned());
        call
    };
    let calls = [
        call(),
        call().with("a", 1),
        page(),
        call().with_header("Accept-Language", "de"),
        call().with_header("Accept-Language", "fr"),
        call().with("Accept-Language", "de"),
        call().with_list("a", [1, 2]),
        call().with_list("a", [2, 1]),
    ];
    for sent in [1, 0] {
        for (index, call) in calls.iter().enumerate() {
            let response = call.clone().raw().await.expect("a response");
            assert_eq!(response.is_cached(), sent == 0, "{index}");
        }
    }
    assert_eq!(server.lines().len(), calls.len());
    drop(std::fs::remove_dir_all(folder));
}

#[tokio::test]
async fn each_secret_counts() {
    let folder = folder("secrets");
    let server = RawServer::start((0..20).map(|_| json("{}")));
    let cache = Cache::in_folder(&folder);
    for is_cached in [false, true] {
        for keys in [["first-key", "second-key"], ["first-key", "other-key"], ["other-key", "second-key"]] {
            let two = client(two::Client::builder().keys(keys), &server, &cache);
            let basic = client(basic::Client::builder().keys(keys), &server, &cache);
            for client in [two.as_ref(), basic.as_ref()] {
                let response = Call::new(client, &CACHED).raw().await.expect("a response");
                assert_eq!(response.is_cached(), is_cached, "{keys:?}");
            }
        }
    }
    drop(std::fs::remove_dir_all(folder));
}

#[tokio::test]
async fn what_shows_a_secret_is_not_kept() {
    let folder = folder("shown");
    for shown in ["first-key", "second-key", "Zmlyc3Qta2V5OnNlY29uZC1rZXk="] {
        let server = RawServer::start([json(&format!("[\"{shown}\"]")), json("{}")]);
        let client =
            client(basic::Client::builder().keys(["first-key", "second-key"]), &server, &Cache::in_folder(&folder));
        for _ in 0..2 {
            assert!(!Call::new(client.as_ref(), &CACHED).raw().await.expect("a response").is_cached(), "{shown}");
        }
    }
    drop(std::fs::remove_dir_all(folder));
}

struct Order;

impl Endpoint for Order {
    type Output = ();

    const OPERATION: &'static Operation = &ORDER;
}

#[tokio::test]
async fn an_order_is_never_answered_by_the_cache() {
    let folder = folder("orders");
    let server = RawServer::start([json("{}"), json("{}")]);
    let cache = Cache::in_folder(&folder).time_to_live_of::<Order>(Duration::from_secs(60));
    let client = client(keyless::Client::builder(), &server, &cache);
    for _ in 0..2 {
        Call::new(client.as_ref(), &ORDER).with_field("note", "x").get::<Order>().await.expect("an order");
    }
    assert_eq!(server.lines().len(), 2);
    drop(std::fs::remove_dir_all(folder));
}

struct File;

impl Endpoint for File {
    type Output = Binary;

    const OPERATION: &'static Operation = &Operation { returns: Returned::Bytes, ..CACHED };
}

/// The cache keeps no headers, and the type of bytes is in one.
#[tokio::test]
async fn bytes_are_not_kept() {
    let folder = folder("bytes");
    let server = RawServer::start([json("{}"), json("{}")]);
    let cache = Cache::in_folder(&folder).time_to_live_of::<File>(Duration::from_secs(60));
    let client = client(keyless::Client::builder(), &server, &cache);
    for _ in 0..2 {
        let file = Call::new(client.as_ref(), File::OPERATION).get::<File>().await.expect("a file");
        assert_eq!(file.media_type(), Some("application/json"));
    }
    assert_eq!(server.lines().len(), 2);
    drop(std::fs::remove_dir_all(folder));
}

/// Here the path is that of an order, too.
#[tokio::test]
async fn the_time_of_an_endpoint_is_not_that_of_another_with_its_path() {
    let folder = folder("methods");
    let server = RawServer::start([json("{}"), json("{}")]);
    let cache = Cache::in_folder(&folder).time_to_live_of::<Order>(Duration::ZERO);
    let client = client(keyless::Client::builder(), &server, &cache);
    for is_cached in [false, true] {
        let response = Call::new(client.as_ref(), &CACHED).raw().await.expect("a response");
        assert_eq!(response.is_cached(), is_cached);
    }
    drop(std::fs::remove_dir_all(folder));
}
