//! Endpoints of a crate of one's own, with types of the client.

use hikerapi::types::UserShort;
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Scripts};

hikerapi::endpoints!(mod extension, "tests/data/guests.yaml");

/// A server that knows the endpoints of the client and of the extension.
async fn server() -> Server {
    Server::builder().endpoints(extension::samples::RESPONSES).start().await
}

fn page(accounts: &[(u64, Option<u64>)], next: &str) -> Answer {
    let id = |id: &Option<u64>| id.map_or("null".to_owned(), |id| id.to_string());
    let account = |(pk, other): &(u64, Option<u64>)| {
        format!(r#"{{"pk":{pk},"id":{},"username":"sample_{pk}","full_name":"","is_private":false}}"#, id(other))
    };
    let accounts: Vec<_> = accounts.iter().map(account).collect();
    Answer::json(200, format!("[[{}],{next}]", accounts.join(",")))
}

fn pks(accounts: &[UserShort]) -> Vec<u64> {
    accounts.iter().map(|account| account.pk.get()).collect()
}

#[tokio::test]
async fn a_key_identifies_items_of_a_type_of_the_client() {
    let server = server().await;
    let client = server.client();
    server.script("/v1/guests/all", [page(&[(1, None), (2, None)], "\"x\""), page(&[(2, None), (3, None)], "null")]);
    let mut pages = client.guests().all().pages().unique();
    let first = pages.next().await.unwrap_or_else(|error| panic!("{error}")).expect("a page");
    let second = pages.next().await.unwrap_or_else(|error| panic!("{error}")).expect("a page");
    assert_eq!((pks(&first.items), pks(&second.items)), (vec![1, 2], vec![3]));
    // Items without the field are all different.
    let items = [page(&[(1, Some(7)), (2, None)], "\"x\""), page(&[(3, None), (4, Some(7))], "null")];
    server.script("/v1/guests/by/id", items);
    let mut items = client.guests().by_id().items().unique();
    let mut found = Vec::new();
    while let Some(item) = items.next().await.unwrap_or_else(|error| panic!("{error}")) {
        found.push(item.pk.get());
    }
    assert_eq!(found, [1, 2, 3]);
}

#[test]
fn the_blocking_client_has_the_new_endpoints_too() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(server());
    let client = hikerapi::blocking::Client::builder().key(KEY).server(server.url()).build().expect("a client");
    server.script("/v1/guests/all", [page(&[(1, None), (2, None)], "\"x\""), page(&[(2, None), (3, None)], "null")]);
    let guests = client.guests().all().items().unique().try_collect().unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(pks(&guests), [1, 2, 3]);
}
