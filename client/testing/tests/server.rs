//! The server, by its public API.

use std::time::Duration;

use hikerapi::client::RetryPolicy;
use hikerapi::error::ErrorKind;
use hikerapi_testing::{Answer, CursorForm, Ending, Fault, Faults, List, Server};

#[tokio::test]
async fn every_endpoint_has_its_sample_and_lists_have_pages() {
    let server = Server::start().await;
    let client = server.client();
    let user = client.user().by_id(787_132).await.expect("a profile");
    assert!(user.username.is_some());
    let mut pages = client.user().followers_chunk(787_132).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await.expect("a page") {
        sizes.push(page.items.len());
    }
    assert_eq!(sizes, [1, 1, 1]);
    assert_eq!(server.requests().len(), 4);
    assert_eq!((server.units(), client.usage().units), (4, 4));
}

#[tokio::test]
async fn answers_are_sent_in_order_and_the_last_one_repeats() {
    let server = Server::start().await;
    let client = server.client();
    let request = || client.user().by_id(1);
    server.on(request()).status(503, "").times(2).json(200, r#"{"pk":1,"username":"one"}"#);
    for _ in 0..2 {
        let response = request().send().await.expect("a profile");
        assert_eq!(response.value().username.as_deref(), Some("one"));
    }
    assert_eq!(server.requests().len(), 4);
    assert_ne!(client.user().by_id(2).await.expect("the sample").username.as_deref(), Some("one"));
    let mut user = request().await.expect("a profile");
    user.username = Some("two".into());
    server.on(request()).respond(&user).times(1);
    assert_eq!(request().await.expect("a profile").username.as_deref(), Some("two"));
    assert_eq!(request().await.expect("a profile").username.as_deref(), Some("one"), "the earlier script");
}

#[tokio::test]
async fn errors_have_the_form_of_the_service() {
    let server = Server::start().await;
    let client = server.client();
    server.on(client.user().by_id(1)).status(404, "UserNotFound");
    let error = client.user().by_id(1).await.expect_err("not found");
    assert_eq!((error.kind(), error.code(), error.units()), (ErrorKind::NotFound, Some("UserNotFound"), Some(1)));
    assert_eq!(server.units(), 1);
}

#[tokio::test]
async fn the_server_checks_requests_as_the_service_would() {
    let server = Server::start().await;
    let stranger = server.client_builder().key("another-key").build().expect("a client");
    let error = stranger.user().by_id(1).await.expect_err("another key");
    assert_eq!(error.kind(), ErrorKind::Unauthorized, "{error}");
    assert_eq!(server.units(), 0);
}

#[tokio::test]
async fn a_list_has_pages_cursors_and_an_end_as_scripted() {
    let server = Server::start().await;
    let client = server.client();
    let request = || client.user().followers_chunk(7);
    for form in [CursorForm::Text, CursorForm::Digits, CursorForm::Number] {
        for ending in [Ending::Null, Ending::False, Ending::text(""), Ending::Absent] {
            server.on(request()).sample_items(60).page_sizes([25, 0, 25]).cursors(form).ending(ending);
            let mut items = request().items().unique();
            assert_eq!(items.collect().await.expect("items").len(), 60);
            assert_eq!(items.summary().to_string(), "60 items in 4 pages, 4 units, ended: last page");
        }
    }
    server.on(request()).list([1, 2].map(|pk| std::collections::BTreeMap::from([("pk", pk)])));
    assert_eq!(request().items().collect().await.expect("items").len(), 2);
    server.on(request()).sample_items(100).page_size(10).ending(Ending::Cycle);
    let error = request().items().collect().await.expect_err("a cycle");
    assert_eq!(error.kind(), ErrorKind::CursorRepeated);
}

#[tokio::test]
async fn faults_of_all_kinds_are_made() {
    let server = Server::start().await;
    for fault in Fault::all(&hikerapi::service::SERVICE) {
        let expected = match &fault {
            Fault::Status(429) | Fault::RetryAfter(..) => Some(ErrorKind::RateLimited),
            Fault::Status(402) => Some(ErrorKind::OutOfCredit),
            Fault::Status(404) => Some(ErrorKind::NotFound),
            Fault::Status(_) | Fault::Html(502) => Some(ErrorKind::Unavailable),
            Fault::Redirect(_) => Some(ErrorKind::Redirected),
            Fault::Reset | Fault::Close | Fault::CutBody | Fault::Raw(_) => Some(ErrorKind::Transport),
            Fault::Stall => Some(ErrorKind::Timeout),
            Fault::Oversized | Fault::Endless => Some(ErrorKind::BodyTooLarge),
            Fault::Html(_) | Fault::TruncatedJson | Fault::WrongIds => Some(ErrorKind::Decode),
            _ => None,
        };
        // Only a stall needs the timeout.
        let timeout = if fault == Fault::Stall { Duration::from_millis(300) } else { Duration::from_secs(30) };
        let builder = server.client_builder().timeout(timeout).retry(RetryPolicy::never());
        let client = builder.build().expect("a client");
        server.on(client.user().by_id(1)).fault(fault.clone());
        let before = server.units();
        let result = client.user().by_id(1).send().await;
        assert_eq!(result.as_ref().err().map(hikerapi::Error::kind), expected, "{fault:?}: {result:?}");
        let Ok(response) = result else { continue };
        assert_eq!(response.units(), server.units() - before, "{fault:?}");
        let has_drift = matches!(fault, Fault::WrongTypes);
        assert_eq!(!response.drift().is_empty(), has_drift, "{fault:?}: {:?}", response.drift());
        assert_eq!(response.value().username.is_none(), matches!(fault, Fault::WrongTypes | Fault::Nulls), "{fault:?}");
    }
}

#[tokio::test]
async fn a_connection_is_closed_at_the_request_after_close_next() {
    let server = Server::start().await;
    let client = server.client_builder().retry(RetryPolicy::never()).build().expect("a client");
    server.on(client.user().by_id(1)).fault(Fault::CloseNext);
    client.user().by_id(1).await.expect("a profile");
    client.user().by_id(1).await.expect_err("the connection of the first request");
    assert_eq!((server.requests().len(), server.units()), (2, 1));
}

#[tokio::test]
async fn units_are_charged_as_scripted() {
    let server = Server::start().await;
    let client = server.client();
    for units in [0, 7] {
        server.on(client.user().by_id(1)).sample().units(units);
        assert_eq!(client.user().by_id(1).send().await.expect("a profile").units(), units);
    }
    assert_eq!((server.units(), client.usage().units), (7, 7));
}

#[tokio::test]
async fn faults_at_random_are_the_same_in_every_run() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let server = Server::start().await;
        server.faults(Faults::seeded(7).rate(0.5).kinds([Fault::Reset, Fault::Status(503), Fault::NewFields]));
        let client = server.client();
        let mut errors = Vec::new();
        for pk in 0..50 {
            errors.push(client.user().by_id(pk).await.err().map(|error| error.kind()));
        }
        runs.push((server.fault_counts(), server.targets(), errors));
    }
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0].0.len(), 3, "{runs:?}");
}

#[tokio::test]
async fn a_rule_answers_first() {
    let server = Server::start().await;
    server.respond_with(|request| (request.param("id") == Some("3")).then(|| Answer::json(200, r#"{"pk":33}"#)));
    let client = server.client();
    assert_eq!(client.user().by_id(3).await.expect("a profile").pk.get(), 33);
    assert_ne!(client.user().by_id(4).await.expect("a profile").pk.get(), 33);
}

#[tokio::test]
async fn limits_are_those_of_the_builder() {
    let server = Server::builder().rate_limit(3).credit(2).start().await;
    let client = server.client_builder().retry(RetryPolicy::never()).build().expect("a client");
    let mut kinds = Vec::new();
    for _ in 0..4 {
        kinds.push(client.user().by_id(1).await.err().map(|error| error.kind()));
    }
    assert_eq!(kinds, [None, None, Some(ErrorKind::OutOfCredit), Some(ErrorKind::RateLimited)]);
}

#[test]
fn a_test_without_async_can_use_it() {
    let server = Server::start_blocking();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(server.client().user().by_id(1).send()).expect("a profile");
    assert_eq!(server.units(), 1);
    let list = List::sample();
    server.on(server.client().user().followers_chunk(1)).answer(Answer::list(list));
}

#[test]
fn requests_of_a_blocking_client_are_scripted_too() {
    let server = Server::start_blocking();
    let builder = hikerapi::blocking::Client::builder().key(server.key()).server(server.url());
    let client = builder.no_rate_limit().build().expect("a client");
    server.on(client.user().by_id(1)).status(404, "UserNotFound");
    assert!(client.user().by_id(1).get().expect_err("no such account").is_not_found());
    assert_eq!(client.user().followers_chunk(1).items().try_collect().expect("a list").len(), 3);
    assert_eq!((server.units(), client.usage().units), (4, 4));
}

#[test]
#[should_panic(expected = "the nearest is /v1/user/by/id")]
fn a_script_for_an_unknown_path_names_the_nearest() {
    Server::start_blocking().on_path("/v1/user/by/ib").status(404, "");
}

#[tokio::test]
async fn a_server_for_other_programs_takes_any_key_and_keeps_nothing() {
    let (tell, told) = std::sync::mpsc::channel();
    let see = move |served: &hikerapi_testing::Served<'_>| {
        tell.send((served.request.path.clone(), served.status, served.units)).expect("the test waits");
    };
    let server = Server::builder().any_key().forget_requests().observe(see).start().await;
    let client = server.client_builder().key("a-key-of-its-own").build().expect("a client");
    client.user().by_id(1).await.expect("the sample");
    client.user().search_followers(1, "a").await.expect("the sample");
    server.on(client.user().by_id(2)).status(402, "");
    client.user().by_id(2).await.expect_err("scripted");
    let seen: Vec<_> = told.try_iter().collect();
    let expected = [("/v1/user/by/id", 200, 1), ("/v1/user/search/followers", 200, 2), ("/v1/user/by/id", 402, 0)];
    assert_eq!(seen, expected.map(|(path, status, units)| (path.to_owned(), status, units)));
    assert!(server.requests().is_empty());
    assert_eq!(server.units(), 3);
}

#[test]
fn an_address_is_taken_once() {
    let server = Server::start_blocking();
    let address: std::net::SocketAddr = server.url()["http://".len()..].parse().expect("an address");
    let error = Server::builder().address(address).try_start().expect_err("the address is taken");
    assert_eq!(error.kind(), std::io::ErrorKind::AddrInUse);
    drop(server);
    let again = Server::builder().address(address).try_start().expect("the address is free again");
    assert_eq!(again.url(), format!("http://{address}"));
}
