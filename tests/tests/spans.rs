//! Spans: one for each call, with OpenTelemetry's names, and nothing private in them.
//!
//! Every test here has a subscriber: a place that is met first without one would be turned off for the others.

use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hikerapi::client::{Attempt, Cache, RetryPolicy};
use hikerapi::{Budget, Client, ClientBuilder};
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Scripts, Span, Traces};
use tempfile::TempDir;

const PATH: &str = "/v1/user/by/id";
const BY_NAME: &str = "/v1/user/by/username";
const LIST: &str = "/v1/user/followers/chunk";

fn builder(server: &Server) -> ClientBuilder {
    let quick = RetryPolicy { initial_backoff: Duration::from_millis(1), ..RetryPolicy::default() };
    Client::builder().key(KEY).server(server.url()).retry(quick).no_rate_limit()
}

fn profile(pk: u64) -> Answer {
    Answer::json(200, format!(r#"{{"pk":{pk},"username":"name_{pk}"}}"#)).header("x-hiker-info", "reqs=1")
}

fn files(folder: &TempDir) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect()
}

/// Checks single fields of a span; an empty value means that there is none.
#[track_caller]
fn check(span: &Span, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(span.fields.get(*name).map_or("", String::as_str), *value, "{name} in {span:#?}");
    }
    assert!(span.is_closed, "{span:?}");
}

#[tokio::test]
async fn a_call_is_a_span_with_its_attempts_as_events() {
    let traces = Traces::default();
    let _guard = tracing::subscriber::set_default(traces.clone());
    let server = Server::start().await;
    server.script(PATH, [Answer::bytes(503, ""), Answer::json(200, r#"{"pk":1}"#).header("x-hiker-info", "reqs=1")]);
    builder(&server).build().expect("a client").user().by_id(1).await.expect("a profile");
    let spans = traces.spans();
    assert_eq!(spans.len(), 1, "{spans:#?}");
    let port = server.url().rsplit(':').next().expect("a port");
    check(
        &spans[0],
        &[
            ("otel.name", "GET /v1/user/by/id"),
            ("otel.kind", "client"),
            ("otel.status_code", ""),
            ("http.request.method", "GET"),
            ("http.request.resend_count", "1"),
            ("http.response.status_code", "200"),
            ("server.address", "127.0.0.1"),
            ("server.port", port),
            ("url.template", PATH),
            ("error.type", ""),
            ("units", "1"),
            ("cached", "false"),
        ],
    );
    let attempts: Vec<_> = traces.events().into_iter().filter(|event| event.fields.contains_key("attempt")).collect();
    let inside = attempts.iter().map(|event| (event.fields["attempt"].as_str(), event.span)).collect::<Vec<_>>();
    assert_eq!(inside, [("1", Some(0)), ("2", Some(0))]);
}

#[tokio::test]
async fn an_error_is_recorded_with_its_type() {
    let traces = Traces::default();
    let _guard = tracing::subscriber::set_default(traces.clone());
    let server = Server::start().await;
    server.script(PATH, [Answer::json(404, "{}"), Answer::json(200, "[]"), Answer::json(200, r#"{"exc_type":"Odd"}"#)]);
    let client = builder(&server).build().expect("a client");
    for _ in 0..3 {
        client.user().by_id(1).await.expect_err("an error");
    }
    client.with_budget(Budget::units(0)).user().by_id(1).await.expect_err("no units");
    let dead = Client::builder().key(KEY).server("http://127.0.0.1:1").retry(RetryPolicy::never());
    dead.build().expect("a client").user().by_id(1).raw().await.expect_err("nothing listens");

    let spans = traces.spans();
    assert_eq!(spans.len(), 5, "{spans:#?}");
    let error = ("otel.status_code", "ERROR");
    check(&spans[0], &[error, ("http.response.status_code", "404"), ("error.type", "404"), ("units", "1")]);
    check(&spans[1], &[error, ("http.response.status_code", "200"), ("error.type", "Decode"), ("units", "1")]);
    check(&spans[2], &[error, ("http.response.status_code", "200"), ("error.type", "Unexpected")]);
    check(&spans[3], &[error, ("http.response.status_code", ""), ("error.type", "BudgetExhausted"), ("units", "0")]);
    check(&spans[4], &[error, ("http.response.status_code", ""), ("error.type", "Connect"), ("units", "0")]);
}

#[tokio::test]
async fn every_page_is_a_span_and_so_is_a_raw_response() {
    let traces = Traces::default();
    let _guard = tracing::subscriber::set_default(traces.clone());
    let server = Server::start().await;
    let page = |pk: u64, next: &str| Answer::json(200, format!(r#"[[{{"pk":"{pk}"}}],{next}]"#));
    server.script(LIST, [page(1, "\"c1\""), page(2, "\"c2\""), page(3, "null")]);
    let client = builder(&server).build().expect("a client");
    let around = tracing::info_span!(target: "a_program", "job");
    let _entered = around.enter();
    client.user().followers_chunk(7).items().collect().await.expect("items");
    client.user().by_id(1).raw().await.expect("a response");
    let spans = traces.spans();
    assert_eq!(spans.len(), 4, "{spans:#?}");
    for span in &spans[..3] {
        check(span, &[("url.template", LIST), ("http.response.status_code", "200")]);
        assert_eq!(span.parent, Some(0), "the program's span is around it");
    }
    check(&spans[3], &[("url.template", PATH), ("http.response.status_code", "200")]);
}

#[tokio::test]
async fn a_dropped_call_ends_its_span() {
    let traces = Traces::default();
    let _guard = tracing::subscriber::set_default(traces.clone());
    let server = Server::start().await;
    server.script(PATH, [Answer::json(200, r#"{"pk":1}"#).delay(Duration::from_secs(9))]);
    let client = builder(&server).build().expect("a client");
    tokio::time::timeout(Duration::from_millis(300), client.user().by_id(1).send()).await.expect_err("late");
    check(&traces.spans()[0], &[("http.response.status_code", ""), ("error.type", "")]);
    let cancelled =
        traces.events().into_iter().find(|event| event.fields.get("cancelled").is_some_and(|it| it == "true"));
    assert_eq!(cancelled.expect("an event").span, Some(0), "it is in the span of the call");
}

#[tokio::test]
async fn attempts_and_spans_say_that_a_response_was_cached() {
    let traces = Traces::default();
    let _guard = tracing::subscriber::set_default(traces.clone());
    let (server, folder) = (Server::start().await, tempfile::tempdir().expect("a folder"));
    let seen = Arc::<Mutex<Vec<Attempt>>>::default();
    let kept = Arc::clone(&seen);
    let observed = builder(&server).cache(Cache::in_folder(folder.path()));
    let client =
        observed.observe(move |attempt| kept.lock().expect("a list").push(*attempt)).build().expect("a client");
    for _ in 0..2 {
        client.user().by_id(1).await.expect("a profile");
    }
    let seen = seen.lock().expect("a list").clone();
    let facts = |attempt: &Attempt| (attempt.number, attempt.is_cached, attempt.status, attempt.units);
    assert_eq!(
        seen.iter().map(facts).collect::<Vec<_>>(),
        [(1, false, Some(200), Some(1)), (0, true, Some(200), Some(0))]
    );
    let cached: Vec<_> =
        traces.spans().iter().map(|span| (span.fields["cached"].clone(), span.fields["units"].clone())).collect();
    assert_eq!(cached, [("false".to_owned(), "1".to_owned()), ("true".to_owned(), "0".to_owned())]);
}

#[tokio::test]
async fn neither_key_nor_query_is_in_files_spans_events_or_debug() {
    let traces = Traces::default();
    let _guard = tracing::subscriber::set_default(traces.clone());
    let (server, folder) = (Server::start().await, tempfile::tempdir().expect("a folder"));
    let canary = "canary_query_5f1c";
    let echo = format!(r#"{{"pk":3,"biography":"{KEY}"}}"#);
    server.script(BY_NAME, [profile(1), Answer::json(404, "{}"), Answer::json(503, ""), Answer::json(200, echo)]);
    let client = builder(&server).cache(Cache::in_folder(folder.path())).build().expect("a client");
    let mut shown = format!("{client:?} {:?}", Cache::in_folder("a folder"));
    for number in 0..4 {
        let request = client.user().by_username(format!("{canary}_{number}"));
        shown.push_str(&format!("{request:?}"));
        for result in [request.clone().send().await, request.clone().send().await] {
            match result {
                Ok(response) => shown.push_str(&format!("{response:?} {:?}", response.raw())),
                Err(error) => shown.push_str(&format!("{error:?} {error} {:?}", error.response())),
            }
        }
    }
    shown.push_str(&format!("{:?}", client.usage()));
    assert!(client.usage().cached >= 2, "{:?}", client.usage());
    let mut texts = vec![("debug", shown), ("traces", traces.text())];
    for file in files(&folder) {
        texts.push(("name", file.display().to_string()));
        texts.push(("content", String::from_utf8_lossy(&fs::read(file).expect("a file")).into_owned()));
    }
    assert!(texts.len() > 5, "{texts:?}");
    for (place, text) in texts {
        assert!(!text.contains(canary) && !text.contains(KEY), "{place}: {text}");
    }
}

#[tokio::test]
async fn without_a_folder_to_write_to_there_is_one_warning() {
    let traces = Traces::default();
    let _guard = tracing::subscriber::set_default(traces.clone());
    let (server, folder) = (Server::start().await, tempfile::tempdir().expect("a folder"));
    let file = folder.path().join("file");
    fs::write(&file, "no folder").expect("written");
    let client = builder(&server).cache(Cache::in_folder(file.join("below"))).build().expect("a client");
    for _ in 0..3 {
        assert!(!client.user().by_id(1).send().await.expect("a profile").is_cached());
    }
    let warnings = traces.text().matches("cannot be cached").count();
    assert_eq!(warnings, 1);
    assert_eq!(server.requests().len(), 3);
}
