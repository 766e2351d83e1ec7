//! The server under what a test can do to it: many requests, large bodies, a server that is dropped, rules that go wrong.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use hikerapi::error::ErrorKind;
use hikerapi_testing::{Answer, List, Server, ServerOf};

#[tokio::test(flavor = "multi_thread")]
async fn hundreds_of_requests_at_once_are_answered() {
    // Each takes two of the 1024 files that a process may open on many systems. They are still open when the last one arrives.
    let server = Server::builder().latency(Duration::from_secs(1)).start().await;
    let client = server.client_builder().timeout(Duration::from_secs(60)).build().expect("a client");
    let mut tasks = tokio::task::JoinSet::new();
    for pk in 0..300 {
        let client = client.clone();
        tasks.spawn(async move { client.user().by_id(pk).await });
    }
    while let Some(result) = tasks.join_next().await {
        result.expect("a task").unwrap_or_else(|error| panic!("{error}"));
    }
    assert_eq!((server.requests().len(), server.units()), (300, 300));
    assert!(server.max_concurrent() > 100, "{}", server.max_concurrent());
}

#[tokio::test]
async fn a_large_body_and_a_long_list_are_sent() {
    let server = Server::start().await;
    let client =
        server.client_builder().max_body_bytes(1 << 30).timeout(Duration::from_secs(60)).build().expect("a client");
    let name = "x".repeat(50_000_000);
    server.on(client.user().by_id(1)).json(200, format!(r#"{{"pk":1,"full_name":"{name}"}}"#));
    assert_eq!(client.user().by_id(1).await.expect("50 MB").full_name.as_deref().map(str::len), Some(name.len()));
    server.on(client.user().followers_chunk(1)).sample_items(u64::MAX).page_size(100);
    let mut pages = client.user().followers_chunk(1).pages().max_pages(20);
    while pages.next().await.expect("a page").is_some() {}
    assert_eq!(pages.summary().items, 2000);
}

#[tokio::test]
async fn a_server_that_is_dropped_closes_its_connections_at_once() {
    let server = Server::start().await;
    let client = server.client();
    server.on(client.user().by_id(1)).delay(Duration::from_secs(60));
    let request = tokio::spawn(client.user().by_id(1).send());
    while server.requests().is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let start = Instant::now();
    drop(server);
    let error = request.await.expect("a task").expect_err("closed");
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert_eq!(client.user().by_id(2).await.expect_err("gone").kind(), ErrorKind::Connect);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[tokio::test]
async fn two_servers_of_two_services_share_nothing() {
    let (first, second) = (Server::start().await, Server::start().await);
    let shop = ServerOf::<shop::Client>::start().await;
    first.on(first.client().user().by_id(1)).status(404, "UserNotFound");
    first.client().user().by_id(1).await.expect_err("scripted");
    second.client().user().by_id(1).await.expect("the sample");
    shop.client().orders().by_id(7).await.expect("a sample");
    let items = shop.client().orders().list(7).items().collect().await.expect("orders");
    assert_eq!(items.len(), 3);
    assert_eq!((first.requests().len(), second.requests().len(), shop.requests().len()), (1, 1, 4));
}

#[tokio::test]
async fn a_rule_that_panics_closes_its_own_connection_alone() {
    let server = Server::start().await;
    server.respond_with(|request| if request.param("id") == Some("1") { panic!("a rule of the test") } else { None });
    let client = server.client();
    client.user().by_id(1).await.expect_err("closed");
    client.user().by_id(2).await.expect("a profile");
}

#[tokio::test]
async fn a_rule_may_use_its_server_and_scripts_may_change_while_requests_run() {
    let server = std::sync::Arc::new(Server::start().await);
    let (inner, client) = (std::sync::Arc::downgrade(&server), server.client());
    server.respond_with(move |_| {
        let units = inner.upgrade()?.units();
        Some(Answer::json(200, format!(r#"{{"pk":{units}}}"#)))
    });
    for units in 0..3 {
        assert_eq!(client.user().by_id(9).await.expect("a profile").pk.get(), units);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_said() {
    let server = Server::start().await;
    let get = |target: &str| get(server.url(), target);
    let missing = get("/v1/user/by/id");
    assert!(
        missing.starts_with("HTTP/1.1 422") && missing.contains(r#""loc":["query","id"],"msg":"field required""#),
        "{missing}"
    );
    assert!(get("/v1/user/by/id?id=x").contains("expected digits"));
    assert!(get("/v1/user/by/id?id=1&idd=2").contains("/v1/user/by/id has no such parameter"));
    assert!(get("/v1/user/by/id?id=1&id=1").contains("sent twice"));
    let unknown = get("/v1/user/by/idd?id=1");
    assert!(unknown.starts_with("HTTP/1.1 404") && unknown.contains("the nearest is /v1/user/by/id"), "{unknown}");
    let cursor = get("/v1/user/followers/chunk?user_id=1&max_id=p9%3D%3D");
    assert!(cursor.starts_with("HTTP/1.1 422") && cursor.contains("the test server's list has 3 pages"), "{cursor}");
    assert_eq!(server.units(), 0);
}

/// A request without a client, and its whole response.
fn get(url: &str, target: &str) -> String {
    // In two parts, as a slow network delivers it.
    let key = hikerapi_testing::KEY;
    let rest = format!("ent: x\r\nx-access-key: {key}\r\nconnection: close\r\n\r\n");
    exchange(url, [&format!("GET {target} HTTP/1.1\r\nhost: x\r\nuser-ag"), &rest])
}

/// What the server sends until it closes the connection.
fn exchange<const N: usize>(url: &str, parts: [&str; N]) -> String {
    let mut stream = TcpStream::connect(url.strip_prefix("http://").expect("http")).expect("a connection");
    for part in parts {
        stream.write_all(part.as_bytes()).expect("sent");
        std::thread::sleep(Duration::from_millis(20));
    }
    stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    let mut response = Vec::new();
    stream.read_to_end(&mut response).expect("the whole response, and the end of the connection");
    String::from_utf8_lossy(&response).into_owned()
}

#[test]
fn several_requests_of_one_connection_are_answered_in_order_until_the_client_ends_it() {
    let server = Server::start_blocking();
    let request = |id: u32, more: &str| {
        let key = hikerapi_testing::KEY;
        format!("GET /v1/user/by/id?id={id} HTTP/1.1\r\nuser-agent: x\r\nx-access-key: {key}\r\n{more}\r\n")
    };
    let both = request(1, "") + &request(2, "connection: close\r\n") + &request(3, "");
    assert_eq!(exchange(server.url(), [&both]).matches("HTTP/1.1 200 ").count(), 2);
    assert_eq!(server.targets(), ["/v1/user/by/id?id=1", "/v1/user/by/id?id=2"]);
    let old = request(4, "").replace("HTTP/1.1", "HTTP/1.0");
    assert!(exchange(server.url(), [&old]).starts_with("HTTP/1.1 200 "));
}

#[test]
fn other_methods_are_refused_and_their_body_is_no_request() {
    let server = Server::start_blocking();
    let get = "GET /v1/user/by/id?id=1 HTTP/1.1\r\n\r\n";
    let head = "POST /v1/user/by/id?id=1 HTTP/1.1\r\nconnection: close\r\n";
    let whole = format!("{head}content-length: {}\r\n\r\n{get}", get.len());
    let (first, second) = get.split_at(10);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n{}{}0\r\n\r\n", chunk(first), chunk(second));
    for post in [whole, chunked] {
        let (one, two) = post.split_at(post.len() - 20);
        let response = exchange(server.url(), [one, two]);
        assert!(response.starts_with("HTTP/1.1 405 ") && response.contains("not POST"), "{response}");
    }
    let requests = server.requests();
    assert_eq!((requests.len(), requests[1].method.as_str(), server.units()), (2, "POST", 0));
    assert!(requests.iter().all(|request| request.body == get), "{requests:?}");
}

#[test]
fn bytes_that_are_no_request_close_the_connection() {
    let server = Server::start_blocking();
    let address = server.url().strip_prefix("http://").expect("http");
    for bytes in [&b"\x16\x03\x01\x02\x00\x01\x00"[..], b"what is this\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"] {
        let mut stream = TcpStream::connect(address).expect("a connection");
        stream.write_all(bytes).expect("sent");
        stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a timeout");
        let mut response = Vec::new();
        // An end or a reset, but no timeout.
        let result = stream.read_to_end(&mut response);
        let is_closed =
            result.as_ref().map_or_else(|error| error.kind() == std::io::ErrorKind::ConnectionReset, |_| true);
        assert!(is_closed && response.is_empty(), "{result:?}: {}", String::from_utf8_lossy(&response));
    }
    assert!(server.requests().is_empty());
}

#[test]
#[should_panic(expected = "`Server::builder().endpoints(endpoints::samples::RESPONSES)`")]
fn a_request_of_another_service_cannot_be_scripted() {
    let shop = ServerOf::<shop::Client>::start_blocking();
    let server = Server::start_blocking();
    server.on(shop.client().orders().by_id(7)).status(404, "");
}

#[test]
#[should_panic(expected = "the fixture of /v1/user/by/id is not JSON")]
fn a_fixture_must_be_json() {
    drop(Server::builder().fixture("/v1/user/by/id", "{"));
}

#[tokio::test]
async fn an_endpoint_without_a_list_says_so() {
    let server = Server::start().await;
    let client = server.client();
    server.on(client.user().by_id(1)).answer(Answer::list(List::sample()));
    let error = client.user().by_id(1).await.expect_err("no list");
    assert!(error.to_string().contains("script a value with `respond`"), "{error}");
    let bare = ServerOf::<hikerapi::Client>::without_samples().start().await;
    let error = bare.client().user().by_id(1).await.expect_err("no sample");
    assert!(error.to_string().contains("no sample of this endpoint"), "{error}");
}
