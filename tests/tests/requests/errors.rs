//! Errors: every status and body, and broken connections.

use std::time::Duration;

use hikerapi::client::RetryPolicy;
use hikerapi::error::ErrorKind;
use hikerapi::{Client, Error};
use hikerapi_testing::{Answer, Fault, Server};
use hikerapi_tests::{KEY, Scripts, always};

const PATH: &str = "/v1/user/by/username";

async fn error_of(server: &Server, response: Answer) -> Error {
    server.script(PATH, [response]);
    let builder = Client::builder().key(KEY).server(server.url()).retry(RetryPolicy::never()).strict();
    let client = builder.build().expect("a client");
    client.user().by_username("a-private-name").await.expect_err("an error")
}

async fn error_from(url: &str) -> Error {
    error_within(url, Duration::from_secs(20)).await
}

async fn error_within(url: &str, timeout: Duration) -> Error {
    let builder = Client::builder().key(KEY).server(url).timeout(timeout).retry(RetryPolicy::never());
    let client = builder.build().expect("a client");
    client.user().by_username("a-private-name").await.expect_err("an error")
}

/// A server that has this fault at every request.
async fn faulty(fault: Fault) -> Server {
    always(Answer::sample().fault(fault)).await
}

async fn error_of_fault(fault: Fault) -> Error {
    error_from(faulty(fault).await.url()).await
}

/// Checks that no output of an error contains the key or a parameter.
#[track_caller]
fn check_redacted(error: &Error) {
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    assert!(!shown.contains(KEY) && !shown.contains("a-private-name"), "{shown}");
}

#[tokio::test]
async fn every_status_and_body_has_its_kind() {
    let server = Server::start().await;
    let not_found = r#"{"detail":"User not found","exc_type":"UserNotFound"}"#;
    let error = error_of(&server, Answer::json(404, not_found)).await;
    assert_eq!(
        error.to_string(),
        "not found: User not found (404 UserNotFound, GET /v1/user/by/username, 1 unit billed)"
    );
    assert!(error.is_not_found() && error.is_billed() && !error.is_retryable());
    assert_eq!((error.status(), error.code(), error.units()), (Some(404), Some("UserNotFound"), Some(1)));
    assert_eq!(error.endpoint(), Some(PATH));
    assert_eq!(error.body(), Some(not_found.as_bytes()));
    check_redacted(&error);

    let rows: [(u16, &str, ErrorKind, bool, bool); 25] = [
        (400, r#"{"detail":"bad"}"#, ErrorKind::BadRequest, true, false),
        (401, "", ErrorKind::Unauthorized, false, false),
        (
            402,
            r#"{"state":false,"error":"Top up","exc_type":"InsufficientFunds"}"#,
            ErrorKind::OutOfCredit,
            false,
            false,
        ),
        (403, r#"{"detail":"hidden","exc_type":"PrivateAccount"}"#, ErrorKind::Private, true, false),
        (403, "error code: 1006", ErrorKind::Blocked, false, false),
        (403, "error code: 1009", ErrorKind::Blocked, false, false),
        (403, "error code: 1010", ErrorKind::Blocked, false, false),
        (403, "error code: 1012", ErrorKind::Blocked, false, false),
        (403, "error code: 1020\n", ErrorKind::Blocked, false, false),
        (403, BLOCK_PAGE, ErrorKind::Blocked, false, false),
        (403, CHALLENGE, ErrorKind::Blocked, false, false),
        (403, "<html><script src='/cdn-cgi/x.js'></script>", ErrorKind::Blocked, false, false),
        (403, "<html>Forbidden", ErrorKind::Forbidden, true, false),
        (404, r#"{"detail":"Entries not found","exc_type":"NotFoundError"}"#, ErrorKind::NotFound, true, false),
        (405, r#"{"detail":"Method Not Allowed"}"#, ErrorKind::BadRequest, false, false),
        (408, "", ErrorKind::Unavailable, false, true),
        (410, r#"{"exc_type":"EndpointDeprecated"}"#, ErrorKind::Gone, false, false),
        (429, "slow down", ErrorKind::RateLimited, false, true),
        (430, "", ErrorKind::BadRequest, false, false),
        (500, "<html>", ErrorKind::Unavailable, false, true),
        (502, "", ErrorKind::Unavailable, false, true),
        (503, r#"{"detail":"x","exc_type":"InstagramServerError"}"#, ErrorKind::Unavailable, false, true),
        (504, "null", ErrorKind::Unavailable, false, true),
        (418, "[]", ErrorKind::Unexpected, false, false),
        (302, "", ErrorKind::Redirected, false, false),
    ];
    for (status, body, kind, billed, retry) in rows {
        // The header can name a price on a response that is not billed.
        let error = error_of(&server, Answer::bytes(status, body).header("x-hiker-info", "reqs=1")).await;
        let found = (error.kind(), error.is_billed(), error.is_retryable(), error.status());
        assert_eq!(found, (kind, billed, retry, Some(status)), "{status} {body}: {error}");
        assert_eq!(error.response().map(hikerapi::response::RawResponse::nominal_units), Some(1));
        check_redacted(&error);
    }
}

const BLOCK_PAGE: &str = "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head>\
    <body><h1>Sorry, you have been blocked</h1></body></html>";
const CHALLENGE: &str = "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title></head>\
    <body><h2>Checking</h2></body></html>";

#[tokio::test]
async fn a_200_whose_body_is_an_error_is_that_error() {
    let server = Server::start().await;
    let rows: [(&str, ErrorKind, Option<&str>, &str); 5] = [
        (
            r#"{"detail":"Account not found","exc_type":"UserNotFound","state":false,"error":"Entries not found"}"#,
            ErrorKind::NotFound,
            Some("UserNotFound"),
            "Account not found",
        ),
        (
            r#"{"state":false,"error":"Top up","exc_type":"InsufficientFunds"}"#,
            ErrorKind::OutOfCredit,
            Some("InsufficientFunds"),
            "Top up",
        ),
        (
            r#"{"detail":"x","exc_type":"InstagramServerError"}"#,
            ErrorKind::Unavailable,
            Some("InstagramServerError"),
            "x",
        ),
        (r#"{"state":false,"error":"Entries not found"}"#, ErrorKind::Unexpected, None, "Entries not found"),
        (r#"{"detail":"Account not found"}"#, ErrorKind::Unexpected, None, "Account not found"),
    ];
    for (body, kind, code, message) in rows {
        let error = error_of(&server, Answer::json(200, body)).await;
        assert_eq!((error.kind(), error.code(), error.message()), (kind, code, message), "{error}");
        assert_eq!((error.status(), error.units(), error.is_retryable()), (Some(200), Some(1), false), "{error}");
        // Every field of this type may be missing.
        server.script("/v1/user/about", [Answer::json(200, body)]);
        let error = server.client().user().about(7).send().await.expect_err("not a result without a value");
        assert_eq!((error.kind(), error.message()), (kind, message), "{error}");
    }
    assert_eq!(server.requests().len(), rows.len() * 2, "what is billed is requested once");
}

#[tokio::test]
async fn an_object_that_is_no_result_is_reported_with_its_words() {
    let server = Server::start().await;
    let error = error_of(&server, Answer::json(200, r#"{"detail":"Account not found","id":7}"#)).await;
    assert!(error.is_decode() && error.is_billed());
    assert_eq!(error.message(), "at $: missing field `pk`; the response says: Account not found");
}

#[tokio::test]
async fn the_error_names_an_invalid_parameter() {
    let server = Server::start().await;
    let body = r#"{"detail":[{"loc":["query","user_id"],"msg":"field required","type":"missing"},{"loc":["query",0],"msg":"m","type":"t"}]}"#;
    let error = error_of(&server, Answer::json(422, body)).await;
    assert!(error.is_invalid_parameter());
    assert_eq!(error.violations()[0].path, "query.user_id");
    assert_eq!(error.violations()[1].path, "query.0");
    assert!(error.to_string().contains("query.user_id: field required"), "{error}");
}

#[tokio::test]
async fn a_200_that_cannot_be_decoded_is_an_error_with_the_body() {
    let server = Server::start().await;
    for (body, expected) in [
        ("<html><body>busy</body></html>", "the body is not JSON, it begins \"<html><body>busy</body></html>\""),
        ("", "the body is empty"),
        (r#"{"pk": 7"#, "the body is cut off after 8 bytes"),
        (r#"{"pk": "x"}"#, "at $.pk: invalid value: string \"x\", expected an id"),
        (r#"{"username": "x"}"#, "at $: missing field `pk`"),
        (r#"{"pk": 7, "media_count": {"n": 1}}"#, "at $.media_count: invalid type: map, expected i64"),
    ] {
        let error = error_of(&server, Answer::bytes(200, body)).await;
        assert!(error.is_decode() && error.is_billed() && !error.is_retryable(), "{error}");
        assert!(error.to_string().contains(expected), "{error}");
        assert_eq!(error.body(), Some(body.as_bytes()), "a billed body stays accessible");
    }
}

#[tokio::test]
async fn an_echoed_key_is_redacted() {
    let server = Server::start().await;
    let padded = format!("{}{KEY}", "x".repeat(50));
    for body in [format!(r#"{{"pk":"{KEY}"}}"#), padded.clone(), format!(r#"{{"{KEY}":1}}"#)] {
        let error = error_of(&server, Answer::bytes(200, body)).await;
        assert!(error.is_decode() && error.message().len() < 1000);
        check_redacted(&error);
    }
    check_redacted(&error_of(&server, Answer::bytes(500, padded)).await);
    let huge = error_of(&server, Answer::json(200, format!(r#"{{"pk":"{}"}}"#, "y".repeat(1_000_000)))).await;
    assert!(huge.to_string().len() < 1000);
}

#[tokio::test]
async fn a_truncated_body_is_classified_by_its_status() {
    let down = b"HTTP/1.1 503 Down\r\ncontent-length: 100\r\n\r\n<html>".to_vec();
    let error = error_of_fault(Fault::Raw(down)).await;
    assert_eq!((error.kind(), error.status(), error.units()), (ErrorKind::Unavailable, Some(503), Some(0)), "{error}");
    let half = b"HTTP/1.1 200 OK\r\nx-hiker-info: reqs=2\r\ncontent-length: 100\r\n\r\n{\"pk\":".to_vec();
    let error = error_of_fault(Fault::Raw(half)).await;
    assert_eq!((error.kind(), error.status(), error.units()), (ErrorKind::Transport, Some(200), Some(2)), "{error}");
    assert_eq!(error.body(), Some(b"{\"pk\":".as_slice()), "the received part is kept");
}

#[tokio::test]
async fn a_message_of_the_service_has_no_key_and_no_escape_codes() {
    let server = Server::start().await;
    let body = format!(r#"{{"detail":"no key {KEY} \u001b[31m\n","exc_type":"{KEY}"}}"#);
    let error = error_of(&server, Answer::json(401, body)).await;
    assert_eq!(error.message(), r"no key [key] \u{1b}[31m");
    check_redacted(&error);
}

/// The error of a client with this key, from a server that sends this body.
async fn error_with(key: &str, status: u16, body: &str) -> Error {
    let server = Server::builder().key(key).start().await;
    server.on_path(PATH).bytes(status, body.to_owned());
    let builder = Client::builder().key(key).server(server.url()).retry(RetryPolicy::never());
    builder.build().expect("a client").user().by_username("x").await.expect_err("an error")
}

#[tokio::test]
async fn an_echoed_key_is_redacted_in_every_escape() {
    for (key, written) in [
        ("ab/cd+efghijk/lmnop==", "ab%2Fcd%2Befghijk%2Flmnop%3D%3D"),
        ("ab\"c\\d<e>f&g/h'i", "ab&quot;c\\\\d&lt;e&gt;f&amp;g/h&#39;i"),
        ("ab\"c\\d<e>f&g/h'i", "ab\\\"c\\\\d\\u003ce\\u003ef\\u0026g\\/h'i"),
    ] {
        let bodies =
            [format!(r#"{{"detail":"bad key {written}"}}"#), format!("<p>{written}</p>"), format!("[7, {written}]")];
        for (body, status) in bodies.iter().flat_map(|body| [(body, 200), (body, 401)]) {
            let error = error_with(key, status, body).await;
            let shown = format!("{error} {error:?}");
            let is_quoted = !body.starts_with('[') || status == 401;
            assert!(!is_quoted || shown.contains("[key]"), "{body}: {shown}");
            assert!(!shown.contains("ab"), "{body}: {shown}");
        }
    }
}

#[tokio::test]
async fn a_short_key_leaves_messages_as_they_are() {
    let error = error_with("k", 401, r#"{"detail":"unknown key: ask for a key"}"#).await;
    assert_eq!(error.message(), "unknown key: ask for a key");
}

#[tokio::test]
async fn characters_that_cannot_be_seen_are_escaped_in_every_text_of_the_service() {
    let server = Server::start().await;
    let odd = r"\u202egnp.exe\u2066 \u200b\ufeff\u001b\u009bx";
    let detail = format!(r#"{{"detail":"{odd}","exc_type":"{odd}"}}"#);
    let violation = format!(r#"{{"detail":[{{"loc":["{odd}"],"msg":"{odd}"}}]}}"#);
    let mismatch = format!(r#"{{"pk":"{odd}"}}"#);
    let raw = "\u{202e}gnp.exe\u{2066} \u{200b}\u{feff}\u{1b}\u{9b}x".to_owned();
    for (status, body) in [(404, detail), (422, violation), (200, mismatch), (200, raw.clone()), (500, raw)] {
        let error = error_of(&server, Answer::bytes(status, body)).await;
        let code = error.code().unwrap_or_default();
        let violations: String = error.violations().iter().map(|violation| format!("{violation:?}")).collect();
        let shown = format!("{error} {error:?} {code} {violations} {}", error.message());
        let is_odd = |c: char| !matches!(c, ' '..='~' | '\n' | '…');
        assert!(!shown.contains(is_odd), "{}", shown.escape_unicode());
        assert!(shown.contains("202e}gnp.exe"), "{shown}");
    }
}

#[tokio::test]
async fn connection_failures_have_distinct_kinds() {
    let closed = error_from("http://127.0.0.1:1").await;
    assert!(closed.is_connect() && closed.is_retryable() && closed.units() == Some(0), "{closed}");
    let stalled = error_within(faulty(Fault::Stall).await.url(), Duration::from_millis(300)).await;
    assert!(stalled.is_timeout() && stalled.is_retryable() && stalled.units().is_none(), "{stalled}");
    assert!(stalled.to_string().contains("cost unknown"), "{stalled}");
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"pk\":".to_vec();
    for fault in [Fault::Close, Fault::Raw(half), Fault::Raw(b"what is this\r\n\r\n".to_vec())] {
        let error = error_of_fault(fault.clone()).await;
        assert_eq!(error.kind(), ErrorKind::Transport, "{fault:?}: {error}");
        check_redacted(&error);
    }
    for error in [&closed, &stalled] {
        check_redacted(error);
    }
}

#[tokio::test]
async fn a_body_is_read_up_to_the_limit() {
    let endless = faulty(Fault::Endless).await;
    let error = error_within(endless.url(), Duration::from_secs(30)).await;
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{error}");
    let announced = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n".to_vec();
    let error = error_of_fault(Fault::Raw(announced)).await;
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{error}");
    let server = Server::start().await;
    let small = Client::builder().key(KEY).server(server.url()).max_body_bytes(100).build().expect("a client");
    let error = small.user().by_id(1).await.expect_err("a profile has more");
    assert!(error.to_string().contains("larger than 100 bytes"), "{error}");
}

#[tokio::test]
async fn a_compressed_body_is_decompressed_up_to_the_limit() {
    // 100 MB of spaces, compressed by gzip to a thousandth.
    let bomb = include_bytes!("../data/spaces.json.gz");
    assert!(bomb.len() < 200_000);
    let server = Server::start().await;
    let compressed = Answer::bytes(200, bomb.as_slice()).header("content-encoding", "gzip");
    let error = error_of(&server, compressed).await;
    assert_eq!(error.kind(), ErrorKind::BodyTooLarge, "{error}");
    let broken = Answer::bytes(200, b"not gzip".as_slice()).header("content-encoding", "gzip");
    let error = error_of(&server, broken).await;
    assert!(error.to_string().contains("its compression is broken"), "{error}");
}

#[tokio::test]
async fn a_redirect_to_another_server_is_not_followed() {
    let elsewhere = Server::start().await;
    let server = Server::start().await;
    for status in [301, 302, 303, 307, 308] {
        let location = elsewhere.url().replace("127.0.0.1", "localhost");
        let error = error_of(&server, Answer::bytes(status, "").header("location", &location)).await;
        assert_eq!(error.kind(), ErrorKind::Redirected, "{error}");
    }
    assert_eq!(elsewhere.targets(), Vec::<String>::new(), "no other server received a request");
}
