//! Endpoints called as a user would call them: the path, the exact query, the key and the result.

use hikerapi::Client;
use hikerapi::types::UserPk;
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Scripts, fixture, fixture_server};
use serde_json::Value;

/// Calls an endpoint and returns the result as JSON.
macro_rules! called {
    ($call:expr) => {
        serde_json::to_value($call.await.unwrap_or_else(|error| panic!("{error}"))).expect("JSON")
    };
}

fn expected(method: &str) -> Value {
    let group = if method == "balance" { "system" } else { "user" };
    serde_json::from_slice(&fixture(group, method)).expect("JSON")
}

#[tokio::test]
#[allow(deprecated, reason = "deprecated endpoints work as long as the service has them")]
async fn a_request_sends_the_exact_path_and_query_and_returns_the_response() {
    let server = fixture_server().await;
    let client = server.client();
    let user = client.user();
    let calls: Vec<(&str, &str, Value)> = vec![
        (
            "by_url",
            "/v1/user/by/url?url=https%3A%2F%2Fwww.instagram.com%2Fnatgeo%2F",
            called!(user.by_url("https://www.instagram.com/natgeo/")),
        ),
        ("by_username", "/v1/user/by/username?username=natgeo", called!(user.by_username("natgeo"))),
        (
            "clips_chunk",
            "/v1/user/clips/chunk?user_id=787132&end_cursor=QVFB%2Fw%3D%3D",
            called!(user.clips_chunk(787132).end_cursor("QVFB/w==")),
        ),
        ("following_chunk", "/v1/user/following/chunk?user_id=787132", called!(user.following_chunk(787132))),
        (
            "medias_pinned",
            "/v1/user/medias/pinned?user_id=787132&amount=0",
            called!(user.medias_pinned(787132).amount(0)),
        ),
        (
            "search_followers",
            "/v1/user/search/followers?user_id=787132&query=earth+%26+sky&force=true",
            called!(user.search_followers(787132, "earth & sky").force(true)),
        ),
        (
            "search_following",
            "/v1/user/search/following?user_id=787132&query=%C3%A9&force=false",
            called!(user.search_following(787132, "é").force(false)),
        ),
        ("medias", "/v1/user/medias?user_id=1&amount=2", called!(user.medias(1).amount(1).amount(2))),
        ("tag_medias", "/v1/user/tag/medias?user_id=1&amount=0", called!(user.tag_medias(1).amount(0))),
        ("videos", "/v1/user/videos?user_id=18446744073709551615", called!(user.videos(UserPk::new(u64::MAX)))),
        ("videos_chunk", "/v1/user/videos/chunk?user_id=1&end_cursor=", called!(user.videos_chunk(1).end_cursor(""))),
        (
            "web_profile_info",
            "/v1/user/web_profile_info?username=a%2Fb%3Fc%23d",
            called!(user.web_profile_info("a/b?c#d")),
        ),
    ];
    for (method, _, value) in &calls {
        assert_eq!(*value, expected(method), "{method}");
    }
    let targets: Vec<_> = calls.iter().map(|(_, target, _)| (*target).to_owned()).collect();
    assert_eq!(server.targets(), targets);
}

#[tokio::test]
async fn a_request_carries_the_key_once_and_a_user_agent() {
    let server = Server::start().await;
    server.client().user().by_id(1).await.expect("a profile");
    let request = server.requests().remove(0);
    let keys = request.headers.iter().filter(|(_, value)| value.contains(KEY)).collect::<Vec<_>>();
    assert_eq!(keys, [&("x-access-key".to_owned(), KEY.to_owned())]);
    assert!(!request.target().contains(KEY));
    assert_eq!(request.header("user-agent"), Some(concat!("hikerapi-rust/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(request.header("referer"), None);
    let named = Client::builder().key(KEY).server(server.url()).user_agent("my-program/2").build().expect("a client");
    named.user().by_id(1).await.expect("a profile");
    assert_eq!(server.requests()[1].header("user-agent"), Some("my-program/2"));
}

#[tokio::test]
async fn a_response_has_its_units_status_headers_and_time() {
    let server = fixture_server().await;
    let client = server.client();
    let search = client.user().search_followers(1, "x").send().await.expect("a response");
    assert_eq!((search.status(), search.units(), search.attempts()), (200, 2, 1));
    assert_eq!(search.headers().get("X-Hiker-Info"), Some("reqs=2"));
    assert_eq!(search.value().len(), 3);
    assert!(search.elapsed().as_nanos() > 0);
    let forced = client.user().search_followers(1, "x").force(true).send().await.expect("a response");
    assert_eq!(forced.units(), 1);
    let raw = client.user().by_id(1).raw().await.expect("a response");
    assert_eq!(raw.body(), fixture("user", "by_id"));
    assert_eq!(client.system().balance().send().await.expect("a response").units(), 0);
}

#[tokio::test]
async fn without_the_header_the_price_is_that_of_the_spec() {
    let server = Server::start().await;
    server.script(
        "/v1/user/search/followers",
        [
            Answer::json(200, "[]").without_header("x-hiker-info"),
            Answer::json(200, "[]").without_header("x-hiker-info"),
            Answer::json(200, "[]").header("x-hiker-info", r#"{"reqs": 7}"#),
        ],
    );
    let search = || server.client().user().search_followers(1, "x");
    assert_eq!(search().send().await.expect("a response").units(), 2);
    assert_eq!(search().force(true).send().await.expect("a response").units(), 1);
    assert_eq!(search().send().await.expect("a response").units(), 7);
}

/// References are arguments, too, and requests can be spawned as they are.
#[tokio::test]
async fn arguments_can_be_references() {
    let server = Server::start().await;
    let client = server.client();
    let pks = vec![hikerapi::types::UserPk::new(1), hikerapi::types::UserPk::new(2)];
    let names = vec!["a".to_owned(), "b".to_owned()];
    let texts = names.iter().map(hikerapi::values::Text::from).collect::<Vec<_>>();
    for pk in &pks {
        drop(client.user().by_id(pk));
    }
    for number in &[3, 4] {
        drop(client.user().by_id(number));
    }
    for name in &names {
        drop(client.user().by_username(name));
        drop(client.user().by_url(name));
    }
    for name in &["c", "d"] {
        drop(client.user().by_username(name));
    }
    for text in &texts {
        let sent = tokio::spawn(client.user().by_username(text).send());
        sent.await.expect("no panic").expect("a profile");
    }
    assert_eq!(server.targets(), ["/v1/user/by/username?username=a", "/v1/user/by/username?username=b"]);
}
