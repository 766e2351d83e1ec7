//! What is dropped from responses: reported, counted, and logged once for each place, without a value.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use hikerapi::client::Attempt;
use hikerapi::error::ErrorKind;
use hikerapi::response::Drift;
use hikerapi::{Client, ClientBuilder};
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Scripts};
use tracing::field::{Field, Visit};
use tracing::span;
use tracing::{Event, Level, Metadata, Subscriber};

const LIST: &str = "/v1/user/followers/chunk";
const PROFILE: &str = "/v1/user/by/id";

/// A page with a value that does not match, an item that cannot be decoded, and this cursor.
fn odd_page(pk: u64, next: &str) -> Answer {
    let items =
        format!(r#"[{{"pk":"{pk}","is_private":"a private value"}},{{"username":"no pk"}},{{"pk":"{}"}}]"#, pk + 1);
    Answer::json(200, format!("[{items},{next}]"))
}

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().key(KEY).server(server.url())
}

/// A builder whose attempts are recorded.
fn observed(server: &Server) -> (ClientBuilder, Arc<Mutex<Vec<Attempt>>>) {
    let attempts: Arc<Mutex<Vec<Attempt>>> = Arc::default();
    let recorded = Arc::clone(&attempts);
    (builder(server).observe(move |attempt| recorded.lock().expect("a lock").push(*attempt)), attempts)
}

#[tokio::test]
async fn dropped_values_are_counted_in_usage_attempts_and_summaries() {
    let server = Server::start().await;
    server.script(LIST, [odd_page(1, "\"a\""), odd_page(3, "null"), odd_page(5, "null")]);
    let (builder, attempts) = observed(&server);
    let client = builder.build().expect("a client");
    let mut items = client.user().followers_chunk(7).items();
    let found = items.collect().await.expect("items");
    assert_eq!(found.len(), 4);
    let summary = items.summary();
    assert_eq!((summary.mismatches, summary.skipped), (4, 2));
    assert_eq!(summary.to_string(), "4 items in 2 pages, 2 units, 4 mismatches, 2 items skipped, ended: last page");
    let (accounts, _) = client.user().followers_chunk(7).await.expect("a page");
    assert_eq!(accounts.len(), 2, "`.await` drops as much");
    let usage = client.usage();
    assert_eq!((usage.requests, usage.mismatches, usage.skipped), (3, 6, 3));
    let attempts = attempts.lock().expect("a lock");
    let counts: Vec<_> = attempts.iter().map(|attempt| (attempt.status, attempt.mismatches, attempt.skipped)).collect();
    assert_eq!(counts, [(Some(200), 2, 1); 3]);
}

#[tokio::test]
async fn each_attempt_is_reported_once_with_the_outcome_of_its_decoding() {
    let server = Server::start().await;
    server.script(PROFILE, ["{}", "{}", r#"{"pk":1}"#, r#"{"pk":1}"#].map(|body| Answer::json(200, body)));
    server.script(LIST, [Answer::json(200, "{}"), Answer::json(200, "[[],null]")]);
    let (builder, attempts) = observed(&server);
    let client = builder.build().expect("a client");
    client.user().by_id(1).await.expect_err("no id");
    client.user().by_id(1).raw().await.expect("not decoded");
    client.user().by_id(1).await.expect("a profile");
    client.user().by_id(1).send().await.expect("a profile");
    let mut pages = client.user().followers_chunk(1).pages();
    pages.next().await.expect_err("no page");
    pages.next().await.expect("a page");
    let errors: Vec<_> = attempts.lock().expect("a lock").iter().map(|attempt| attempt.error).collect();
    let decode = Some(ErrorKind::Decode);
    assert_eq!(errors, [decode, None, None, None, decode, None]);
    assert_eq!(client.usage().requests, 6);
}

#[tokio::test]
async fn items_return_what_did_not_match_on_their_pages() {
    let server = Server::start().await;
    let skipped = |n: u64, next: &str| Answer::json(200, format!(r#"[[{{"username":"no pk {n}"}}],{next}]"#));
    let empty = (0..40).map(|n| skipped(n, &format!("\"{n}\"")));
    server.script(LIST, [odd_page(1, "\"x\"")].into_iter().chain(empty).chain([odd_page(3, "null")]));
    let mut items = builder(&server).no_rate_limit().build().expect("a client").user().followers_chunk(7).items();
    assert!(items.drift().is_empty() && items.skipped().is_empty());
    items.next().await.expect("an item");
    let paths = |drift: &[Drift]| drift.iter().map(|drift| drift.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(items.drift()), ["$[0][0].is_private", "$[0][1]"]);
    assert_eq!(items.skipped()[0].as_json(), r#"{"username":"no pk"}"#);
    items.next().await.expect("an item");
    assert_eq!(items.skipped().len(), 1);
    items.next().await.expect("an item");
    assert_eq!(items.skipped().len(), 16, "what is kept of pages without items has a bound");
    assert_eq!((items.summary().skipped, items.summary().mismatches), (42, 44));
}

#[tokio::test]
async fn collecting_goes_on_after_an_error() {
    let server = Server::start().await;
    let page = |pk: u64, next: &str| Answer::json(200, format!(r#"[[{{"pk":"{pk}"}}],{next}]"#));
    server.script(LIST, [page(1, "\"a\""), Answer::json(404, "{}"), page(2, "null")]);
    let mut items = server.client().user().followers_chunk(7).items();
    let error = items.collect().await.expect_err("not found");
    assert_eq!(error.checkpoint().expect("a checkpoint").items(), 1);
    let found = items.collect().await.expect("the rest");
    assert_eq!(found.iter().map(|item| item.pk.get()).collect::<Vec<_>>(), [1, 2]);
    assert!(items.collect().await.expect("nothing").is_empty());
}

#[tokio::test]
async fn drift_is_shown_and_serialized() {
    let server = Server::start().await;
    server.script(LIST, [odd_page(1, "null")]);
    let response = server.client().user().followers_chunk(7).send().await.expect("a page");
    let shown: Vec<_> = response.drift().iter().map(Drift::to_string).collect();
    assert_eq!(
        shown,
        [
            r#"at $[0][0].is_private: invalid type: string "a private value", expected a boolean"#,
            "at $[0][1]: missing field `pk`",
        ]
    );
    let json = serde_json::to_string(&response.drift()[1]).expect("JSON");
    assert_eq!(json, r#"{"path":"$[0][1]","message":"missing field `pk`","dropped":"$[0][1]"}"#);
}

#[tokio::test]
async fn debug_of_responses_and_pages_shows_no_cursor_and_no_person() {
    let server = Server::start().await;
    server
        .script(LIST, [odd_page(77_777, "\"CURSOR\""), odd_page(77_777, "\"CURSOR\""), odd_page(77_777, "\"CURSOR\"")]);
    let client = server.client();
    let response = client.user().followers_chunk(7).send().await.expect("a page");
    let page = client.user().followers_chunk(7).pages().next().await.expect("a page").expect("not the end");
    let items = {
        let mut items = client.user().followers_chunk(7).items();
        items.next().await.expect("an item");
        format!("{items:?}")
    };
    let cursor = response.value().1.clone();
    let shown = format!("{response:?} {page:?} {items} {cursor:?}");
    for private in ["CURSOR", "7777", "private", "no pk"] {
        assert!(!shown.contains(private), "{shown}");
    }
    assert!(shown.contains("items: 2, next: Some(Cursor(6 bytes)), number: 1"), "{shown}");
}

#[tokio::test]
async fn the_pause_that_the_service_names_is_returned() {
    let server = Server::start().await;
    let named = |status| Answer::json(status, r#"{"pk":1}"#).header("retry-after", "7");
    server.script(PROFILE, [named(404), named(200), Answer::json(404, "{}")]);
    let client = server.client();
    let seven = Some(std::time::Duration::from_secs(7));
    assert_eq!(client.user().by_id(1).await.expect_err("not found").retry_after(), seven);
    assert_eq!(client.user().by_id(1).send().await.expect("a profile").retry_after(), seven);
    assert_eq!(client.user().by_id(1).await.expect_err("not found").retry_after(), None);
}

/// Records the fields of warnings.
#[derive(Clone, Default)]
struct Warnings(Arc<Mutex<Vec<String>>>);

impl Subscriber for Warnings {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::WARN && metadata.target().starts_with("hikerapi")
    }

    fn event(&self, event: &Event<'_>) {
        struct Text(String);
        impl Visit for Text {
            fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
                self.0.push_str(&format!("{}={value:?} ", field.name()));
            }
        }
        let mut text = Text(String::new());
        event.record(&mut text);
        self.0.lock().expect("a lock").push(text.0);
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

#[tokio::test]
async fn each_place_is_logged_once_without_its_value() {
    let warnings = Warnings::default();
    let _guard = tracing::subscriber::set_default(warnings.clone());
    let server = Server::start().await;
    server.script(LIST, (0..5).map(|n| odd_page(n * 2, &format!("\"{n}\""))).chain([odd_page(10, "null")]));
    let client = server.client();
    client.user().followers_chunk(7).items().collect().await.expect("items");
    let logged = warnings.0.lock().expect("a lock").clone();
    assert_eq!(logged.len(), 2, "{logged:#?}");
    assert!(logged[0].contains("/v1/user/followers/chunk"), "{logged:#?}");
    assert!(
        logged[0].contains(r#"place="$[*][*].is_private" kind="invalid type: string, expected a boolean""#),
        "{logged:#?}"
    );
    assert!(logged[1].contains(r#"place="$[*][*]" kind="missing field `pk`""#), "{logged:#?}");
    assert!(!logged.concat().contains("private value"), "{logged:#?}");
}
