//! What may have been done is not done again.

use super::{CANCEL, LIST, ORDER, ORDER_ONCE, REPLACE, SEARCH};
use crate::client::{Budget, RetryPolicy};
use crate::error::{Error, ErrorKind};
use crate::raw::RawResponse;
use crate::raw_server::{Answer, RawServer, json, response};
use crate::request::Call;
use crate::service::Operation;

/// The result of a call on a server with these answers, and the number of requests that arrived.
async fn send(operation: &'static Operation, answers: &[Answer]) -> (Result<RawResponse, Error>, RawServer) {
    let server = RawServer::start(answers.iter().cloned());
    let client = server.builder().build().expect("a client");
    let call = Call::new(client.as_ref(), operation).with_field("note", "a gift");
    (call.raw().await, server)
}

fn broken() -> Answer {
    Answer::Cut(b"HTTP/1.1 200 X\r\nx-sample-cost: reqs=0\r\ncontent-length: 100\r\n\r\n{".to_vec())
}

/// A free response that the table of the sample service marks as retryable.
fn unavailable() -> Answer {
    response(503, &[], "")
}

fn refused() -> Answer {
    response(429, &[], "")
}

#[track_caller]
fn check(error: &Error, kind: ErrorKind, is_in_doubt: bool) {
    let says = error.to_string().contains("may have processed");
    let found = (error.kind(), error.may_have_been_processed(), says, error.is_retryable());
    assert_eq!(found, (kind, is_in_doubt, is_in_doubt, !is_in_doubt), "{error}");
}

#[tokio::test]
async fn a_post_that_may_have_been_processed_is_sent_once_and_says_so() {
    for (answer, kind) in [
        (Answer::Close, ErrorKind::Transport),
        (broken(), ErrorKind::Transport),
        (unavailable(), ErrorKind::Unavailable),
    ] {
        let (result, server) = send(&ORDER, &[answer, json("{}")]).await;
        check(&result.expect_err("an error"), kind, true);
        assert_eq!(server.lines(), ["POST /orders"], "{kind:?}");
    }
}

#[tokio::test]
async fn a_post_that_was_not_processed_is_sent_again() {
    let (result, server) = send(&ORDER, &[refused(), json("{}")]).await;
    assert_eq!(result.expect("an order").attempts(), 2);
    let bodies: Vec<_> = server.requests().into_iter().map(|request| request.body).collect();
    assert_eq!(bodies, [br#"{"note":"a gift"}"#, br#"{"note":"a gift"}"#]);
    let (result, server) = send(&ORDER, &[response(422, &[], "")]).await;
    let error = result.expect_err("refused");
    assert!(!error.may_have_been_processed() && !error.is_retryable() && server.lines().len() == 1, "{error}");
}

#[tokio::test]
async fn without_a_connection_a_post_can_be_retried() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", closed.local_addr().expect("an address"));
    drop(closed);
    let client = RawServer::start([]).builder().server(url).build().expect("a client");
    let error = Call::new(client.as_ref(), &ORDER).raw().await.expect_err("nothing listens");
    check(&error, ErrorKind::Connect, false);
    assert_eq!(client.as_ref().usage().requests, 0);
}

#[tokio::test]
async fn an_idle_connection_that_closes_may_have_taken_a_post() {
    for operation in [&LIST, &ORDER] {
        // The first request opens the connection that the next one finds closed.
        let server = RawServer::start([json("{}"), Answer::Close, json("{}")]);
        let client = server.builder().build().expect("a client");
        Call::new(client.as_ref(), &LIST).raw().await.expect("a response");
        let result = Call::new(client.as_ref(), operation).raw().await;
        assert_eq!(result.is_ok(), operation.path == LIST.path && operation.method == LIST.method);
        assert_eq!(server.lines().len(), if result.is_ok() { 3 } else { 2 });
    }
}

#[tokio::test]
async fn what_can_be_done_twice_is_retried() {
    for operation in [&SEARCH, &REPLACE, &CANCEL, &LIST] {
        let (result, server) = send(operation, &[unavailable(), json("{}")]).await;
        assert_eq!((result.expect("a response").attempts(), server.lines().len()), (2, 2), "{operation:?}");
    }
}

#[tokio::test]
async fn an_idempotency_key_is_the_same_in_all_attempts_and_another_for_each_call() {
    let key = |server: &RawServer| {
        let mut keys: Vec<_> =
            server.requests().iter().map(|request| request.header("idempotency-key").expect("a key")).collect();
        assert_eq!(keys.len(), 2);
        keys.dedup();
        <[String; 1]>::try_from(keys).expect("one key")
    };
    let (result, server) = send(&ORDER_ONCE, &[unavailable(), json("{}")]).await;
    result.expect("an order");
    let (result, other) = send(&ORDER_ONCE, &[unavailable(), json("{}")]).await;
    result.expect("an order");
    assert_ne!(key(&server), key(&other));
    assert_eq!(key(&server)[0].len(), 32);
}

/// Another call would have another key, and the service would not recognize it.
#[tokio::test]
async fn only_the_programs_own_key_makes_an_error_retryable() {
    let server = RawServer::start([]);
    let client = server.builder().retry(RetryPolicy::never()).build().expect("a client");
    let call = Call::new(client.as_ref(), &ORDER_ONCE).with_field("note", "x");
    check(&call.clone().raw().await.expect_err("closed"), ErrorKind::Transport, true);
    check(&call.idempotency_key("order 7".to_owned()).raw().await.expect_err("closed"), ErrorKind::Transport, false);
    assert_eq!(server.requests()[1].header("idempotency-key").as_deref(), Some("order 7"));
    // Without a header for it, it is not sent.
    let call = Call::new(client.as_ref(), &ORDER).idempotency_key("order 7".to_owned());
    check(&call.raw().await.expect_err("closed"), ErrorKind::Transport, true);
}

/// The first attempt may have placed the order, whatever becomes of the others.
#[tokio::test]
async fn a_doubt_stays_through_all_attempts() {
    let refused_at_last = response(401, &[], "");
    let (result, server) = send(&ORDER_ONCE, &[unavailable(), refused(), refused_at_last]).await;
    let error = result.expect_err("unauthorized");
    check(&error, ErrorKind::Unauthorized, true);
    assert_eq!((error.to_string().matches("may have processed").count(), server.lines().len()), (1, 3), "{error}");
}

#[tokio::test]
async fn a_budget_that_ends_leaves_the_doubt() {
    // An idle connection that closes is replaced, and what was sent on it counts with its price.
    let server = RawServer::start([json("{}"), Answer::Close]);
    let client = server.builder().budget(Budget::units(2)).build().expect("a client");
    Call::new(client.as_ref(), &LIST).raw().await.expect("a response");
    let error = Call::new(client.as_ref(), &ORDER_ONCE).raw().await.expect_err("no unit is left");
    assert_eq!(error.kind(), ErrorKind::BudgetExhausted, "{error}");
    assert!(error.may_have_been_processed(), "{error}");
}

#[tokio::test]
async fn a_key_that_no_header_can_have_is_refused() {
    let server = RawServer::start([]);
    let client = server.builder().build().expect("a client");
    for key in ["", "a\nb", "é", " a"] {
        let call = Call::new(client.as_ref(), &ORDER_ONCE).idempotency_key(key.to_owned());
        let error = call.raw().await.expect_err("no key");
        assert_eq!((error.kind(), error.units()), (ErrorKind::InvalidParameter, Some(0)), "{error}");
        assert!(!error.may_have_been_processed() && error.to_string().contains("POST /orders"), "{error}");
    }
    assert!(server.lines().is_empty());
}
