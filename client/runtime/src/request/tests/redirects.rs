//! Redirects of requests with a body.

use super::{CANCEL, ORDER, REPLACE};
use crate::error::ErrorKind;
use crate::raw_server::{Answer, RawServer, json, response};
use crate::request::Call;
use crate::service::Operation;

fn to(status: u16, location: &str) -> Answer {
    response(status, &[&format!("location: {location}")], "")
}

/// The requests that arrive where the first one is redirected with this status.
async fn redirected(operation: &'static Operation, status: u16) -> RawServer {
    let server = RawServer::start([to(status, "/other?x=1"), json("{}")]);
    let client = server.builder().build().expect("a client");
    let call = Call::new(client.as_ref(), operation);
    let call = if operation.body.is_some() { call.with_field("note", "a gift") } else { call };
    call.raw().await.expect("a response");
    server
}

#[tokio::test]
async fn method_and_body_stay_unless_the_target_is_another_page() {
    for (operation, status, line) in [
        (&ORDER, 307, "POST /other?x=1"),
        (&ORDER, 308, "POST /other?x=1"),
        (&ORDER, 301, "GET /other?x=1"),
        (&ORDER, 302, "GET /other?x=1"),
        (&ORDER, 303, "GET /other?x=1"),
        (&REPLACE, 301, "PUT /other?x=1"),
        (&REPLACE, 307, "PUT /other?x=1"),
        (&REPLACE, 303, "GET /other?x=1"),
        (&CANCEL, 302, "DELETE /other?x=1"),
        (&CANCEL, 303, "GET /other?x=1"),
    ] {
        let server = redirected(operation, status).await;
        let [first, second] = <[_; 2]>::try_from(server.requests()).ok().expect("two requests");
        assert_eq!(second.line, line, "{status}");
        let stays = !line.starts_with("GET");
        assert_eq!(second.body, if stays { first.body.clone() } else { Vec::new() }, "{line} {status}");
        let content_type = |request: &crate::raw_server::Received| request.header("content-type");
        assert_eq!(content_type(&second), content_type(&first).filter(|_| stays), "{line} {status}");
        assert_eq!(second.header("x-sample-key").as_deref(), Some("a-secret-key"));
    }
}

#[tokio::test]
async fn a_body_is_not_sent_to_another_host() {
    let other = RawServer::start([json("{}")]);
    for status in [301, 302, 303, 307, 308] {
        let server = RawServer::start([to(status, &format!("{}/other", other.url()))]);
        let client = server.builder().build().expect("a client");
        let error = Call::new(client.as_ref(), &ORDER).with_field("note", "x").raw().await.expect_err("not followed");
        assert_eq!((error.status(), server.lines().len()), (Some(status), 1), "{error}");
    }
    assert!(other.lines().is_empty());
}

/// The order was taken: only the page about it is missing.
#[tokio::test]
async fn a_post_is_not_sent_again_where_the_page_about_it_is_missing() {
    for failure in [response(503, &[], ""), Answer::Close, response(429, &[], "")] {
        let server = RawServer::start([to(303, "/orders/7"), failure, json("{}")]);
        let client = server.builder().build().expect("a client");
        let error = Call::new(client.as_ref(), &ORDER).with_field("note", "x").raw().await.expect_err("no page");
        assert!(error.may_have_been_processed() && !error.is_retryable(), "{error}");
        assert_eq!(server.lines(), ["POST /orders", "GET /orders/7"]);
    }
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let server = RawServer::start((0..10).map(|_| to(307, "/orders")));
    let client = server.builder().build().expect("a client");
    let error = Call::new(client.as_ref(), &ORDER).with_field("note", "x").raw().await.expect_err("a circle");
    assert_eq!((error.kind(), server.lines().len()), (ErrorKind::Unexpected, 4), "{error}");
}
