//! Redirects of requests with a body.

use super::{CANCEL, ORDER, REPLACE, counted};
use crate::client::Budget;
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
        // What is answered by another page was done, whether the page is requested or not.
        assert_eq!(error.may_have_been_processed(), status < 307, "{error}");
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
async fn an_order_that_is_answered_after_too_many_redirects_may_be_done() {
    let server = RawServer::start([to(307, "/a"), to(307, "/b"), to(307, "/c"), to(303, "/orders/7")]);
    let client = server.builder().build().expect("a client");
    let error = Call::new(client.as_ref(), &ORDER).with_field("note", "x").raw().await.expect_err("too many");
    assert_eq!((error.status(), server.lines().len()), (Some(303), 4), "{error}");
    assert!(error.may_have_been_processed(), "{error}");
}

/// Each request that is sent costs one unit, also where it is redirected.
#[tokio::test]
async fn redirects_never_exceed_a_budget() {
    let free = |status| response(status, &["location: /other", "x-sample-cost: reqs=1"], "");
    for (operation, status, is_in_doubt) in [(&ORDER, 307, false), (&ORDER, 303, true), (&REPLACE, 307, false)] {
        let server = RawServer::start([free(status), json("{}")]);
        let budget = Budget::units(1);
        let client = counted::builder(&server).budget(budget.clone()).build().expect("a client");
        let error = Call::new(client.as_ref(), operation).with_field("note", "x").raw().await.expect_err("no unit");
        assert_eq!((error.kind(), error.units()), (ErrorKind::BudgetExhausted, Some(1)), "{error}");
        assert_eq!((budget.spent(), budget.remaining(), server.lines().len()), (1, 0, 1), "{error}");
        assert_eq!(error.may_have_been_processed(), is_in_doubt, "{error}");
    }
    let server = RawServer::start([free(307), json("{}")]);
    let budget = Budget::units(2);
    let client = counted::builder(&server).budget(budget.clone()).build().expect("a client");
    assert_eq!(Call::new(client.as_ref(), &REPLACE).raw().await.expect("a response").units(), 2);
    assert_eq!((budget.spent(), budget.remaining()), (2, 0));
}

#[tokio::test]
async fn redirects_in_a_circle_end() {
    let server = RawServer::start((0..10).map(|_| to(307, "/orders")));
    let client = server.builder().build().expect("a client");
    let error = Call::new(client.as_ref(), &ORDER).with_field("note", "x").raw().await.expect_err("a circle");
    assert_eq!((error.kind(), server.lines().len()), (ErrorKind::Unexpected, 4), "{error}");
}

/// A proxy would see the key.
#[cfg(feature = "rustls")]
#[test]
fn through_a_proxy_no_redirect_leads_to_plain_http() {
    let builder = || crate::client::ClientBuilder::<counted::Free>::new().key("a-secret-key");
    let plain = reqwest::Url::parse("http://localhost:7/orders").expect("a URL");
    for (builder, is_followed) in [(builder(), true), (builder().proxy("http://localhost:9"), false)] {
        let client = builder.build().expect("a client");
        assert_eq!(client.as_ref().shared().servers.has(&plain), is_followed);
    }
}
