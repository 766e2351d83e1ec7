//! Requests that a gate admits.

use std::sync::Arc;
use std::time::Duration;

use super::{LIST, counted};
use crate::client::{Budget, RuntimeClient};
use crate::error::ErrorKind;
use crate::raw_server::{Answer, RawServer, json, response};
use crate::request::Call;
use crate::sample::SampleGate;

fn gate(units: u64) -> SampleGate {
    let gate = SampleGate::default();
    *gate.left.lock().expect("no panic") = units;
    gate
}

fn notes(gate: &SampleGate) -> Vec<String> {
    std::mem::take(&mut gate.notes.lock().expect("no panic"))
}

async fn send(client: &RuntimeClient) -> Option<ErrorKind> {
    Call::new(client, &LIST).raw().await.err().map(|error| error.kind())
}

#[tokio::test]
async fn each_request_is_admitted_and_settled_once() {
    let redirect = response(307, &["location: /other"], "");
    let server = RawServer::start([json("{}"), redirect, json("{}"), Answer::Close, json("{}")]);
    let gate = gate(9);
    let client = counted::builder(&server).gate(gate.clone()).build().expect("a client");
    assert_eq!(send(client.as_ref()).await, None);
    assert_eq!(notes(&gate), ["1 -> 1"]);
    assert_eq!(send(client.as_ref()).await, None, "the target of a redirect is a request");
    assert_eq!(notes(&gate), ["1 -> 1", "1 -> 1"]);
    assert_eq!(send(client.as_ref()).await, None, "a retry, too");
    assert_eq!(notes(&gate), ["1 -> 1", "1 -> 1"]);
}

#[tokio::test]
async fn what_is_refused_is_not_sent() {
    let server = RawServer::start([json("{}")]);
    let gate = gate(1);
    let budget = Budget::units(9);
    let client = counted::builder(&server).gate(gate.clone()).budget(budget.clone()).build().expect("a client");
    assert_eq!(send(client.as_ref()).await, None);
    let error = Call::new(client.as_ref(), &LIST).raw().await.expect_err("nothing is left");
    assert_eq!(error.kind(), ErrorKind::BudgetExhausted);
    assert_eq!(error.message(), "the gate is empty; it was not sent");
    assert_eq!((server.lines().len(), budget.spent(), budget.remaining()), (1, 1, 8));
    assert_eq!(notes(&gate), ["1 -> 1"]);
}

#[tokio::test]
async fn a_budget_is_asked_before_the_gate() {
    let server = RawServer::start([json("{}")]);
    let gate = gate(9);
    let client = counted::builder(&server).budget(Budget::units(0)).build().expect("a client");
    let client = client.as_ref().with_gate(Arc::new(gate.clone()));
    assert_eq!(send(&client).await, Some(ErrorKind::BudgetExhausted));
    assert_eq!((*gate.left.lock().expect("no panic"), server.lines().len()), (9, 0));
}

#[tokio::test]
async fn what_cannot_be_sent_costs_nothing() {
    let server = RawServer::start([json("{}")]);
    let gate = gate(9);
    let closed = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
    let retry = crate::client::RetryPolicy::never();
    let builder = counted::builder(&server).server(format!("http://{closed}")).retry(retry);
    let client = builder.gate(gate.clone()).build().expect("a client");
    assert_eq!(send(client.as_ref()).await, Some(ErrorKind::Connect));
    assert_eq!(notes(&gate), ["1 -> 0"]);
}

#[tokio::test]
async fn a_request_that_is_dropped_on_the_wire_counts_with_its_price() {
    let server = RawServer::start([Answer::Bytes(Vec::new())]);
    let gate = gate(9);
    let client = counted::builder(&server).gate(gate.clone()).build().expect("a client");
    let sent = tokio::time::timeout(Duration::from_millis(300), send(client.as_ref())).await;
    assert!(sent.is_err() && server.lines().len() == 1);
    assert_eq!(notes(&gate), ["1 -> 1"]);
}

#[tokio::test]
async fn the_gate_hears_of_too_many_requests_and_of_none_left() {
    let refused = response(429, &["retry-after: 1"], "");
    let none_left = response(200, &["x-left: 0", "x-reset: 7", "content-type: application/json"], "{}");
    let server = RawServer::start([refused, none_left]);
    let gate = gate(9);
    let client = counted::builder(&server).gate(gate.clone()).build().expect("a client");
    assert_eq!(send(client.as_ref()).await, None);
    assert_eq!(notes(&gate), ["slow down 1s", "1 -> 1", "hold 7s", "1 -> 1"]);
}
