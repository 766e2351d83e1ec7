//! The blocking client: the same requests and lists without async, from any thread, and an error in async code.

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use hikerapi::Budget;
use hikerapi::blocking::{Client, ClientBuilder, ConcurrentPages};
use hikerapi::client::RetryPolicy;
use hikerapi::error::ErrorKind;
use hikerapi::pages::{EndReason, PagesEvent};
use hikerapi_testing::{Answer, BlockingServer, Fault, Server};
use hikerapi_tests::{KEY, ListRequest, Lists, Refusal, Scripts, fixture};
use tokio::runtime::Runtime;

const LIST: &str = "/v1/user/followers/chunk";

fn builder(url: &str) -> ClientBuilder {
    Client::builder().key(KEY).server(url).no_rate_limit()
}

/// A server, and a client of it.
fn served() -> (Client, BlockingServer) {
    let server = BlockingServer::start_blocking();
    (builder(server.url()).build().expect("a client"), server)
}

fn lists(
    pages: u64,
    rule: impl Fn(ListRequest) -> Option<Refusal> + Send + Sync + 'static,
) -> (Client, Lists, Runtime) {
    let runtime = Runtime::new().expect("a runtime");
    let lists = runtime.block_on(Lists::start(pages, 2, rule));
    (builder(lists.url()).build().expect("a client"), lists, runtime)
}

/// A page of synthetic accounts, with the next cursor as JSON.
fn page(pks: std::ops::Range<u64>, next: &str) -> Answer {
    let accounts: Vec<_> = pks.map(|pk| format!(r#"{{"pk":"{pk}","username":"sample_{pk}"}}"#)).collect();
    Answer::json(200, format!("[[{}],{next}]", accounts.join(","))).header("x-hiker-info", "reqs=1")
}

#[test]
fn a_request_returns_its_result_its_response_or_its_bytes() {
    let (client, server) = served();
    let user = client.user();
    let natgeo = user.by_username("natgeo").get().unwrap_or_else(|error| panic!("{error}"));
    let response = user.by_id(natgeo.pk).send().expect("a response");
    assert_eq!((response.status(), response.units(), response.attempts()), (200, 1, 1));
    assert_eq!(response.value().pk, natgeo.pk);
    let json = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).expect("JSON");
    assert_eq!(json(user.by_id(natgeo.pk).raw().expect("a response").body()), json(&fixture("user", "by_id")));
    assert_eq!(user.search_followers(1, "x").estimated_units(), 2);
    assert_eq!(user.search_followers(1, "x").force(true).estimated_units(), 1);
    assert_eq!((client.usage().requests, client.usage().units), (3, 3));
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn an_error_is_that_of_the_async_client() {
    let (client, server) = served();
    server.script("/v1/user/by/id", [Answer::json(404, r#"{"detail":"x","exc_type":"UserNotFound"}"#)]);
    let error = client.user().by_id(1).get().expect_err("no such account");
    assert!(error.is_not_found() && error.is_billed(), "{error}");
    assert_eq!(error.code(), Some("UserNotFound"));
    let unreachable = builder("http://127.0.0.1:1").retry(RetryPolicy::never()).build().expect("a client");
    assert!(unreachable.user().by_id(1).send().expect_err("no server").is_connect());
    let late = builder(server.url()).retry(RetryPolicy::never()).timeout(Duration::from_millis(50)).build();
    server.script("/v1/user/by/id", [Answer::json(200, "{}").delay(Duration::from_secs(5))]);
    assert!(late.expect("a client").user().by_id(1).raw().expect_err("too late").is_timeout());
}

#[test]
fn pages_and_items_are_iterators() {
    let (client, lists, _runtime) = lists(4, |_| None);
    let mut pages = client.user().followers_chunk(7).pages();
    for (page, number) in pages.by_ref().zip(1..) {
        let page = page.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((page.number, page.items.len()), (number, 2));
    }
    assert_eq!(pages.summary().to_string(), "8 items in 4 pages, 4 units, ended: last page");
    assert!(pages.next().is_none() && pages.try_next().expect("the end").is_none());
    let items = client.user().followers_chunk(7).items().max_items(5);
    let pks: Vec<_> = items.map(|item| item.map(|item| item.pk.get())).collect::<hikerapi::Result<_>>().expect("items");
    assert_eq!(pks, (0..5).map(|item| Lists::pk(7, item)).collect::<Vec<_>>());
    let begun = client.user().followers_chunk(7).max_id("2").items();
    assert_eq!(begun.count(), 4);
    assert_eq!(lists.requests(), 4 + 3 + 2);
}

#[test]
fn a_list_has_the_settings_of_an_async_one() {
    let (client, server) = served();
    server.script(LIST, [page(1..3, "\"a\""), page(2..4, "\"b\"")]);
    let mut pages = client.user().followers_chunk(7).pages().unique().max_pages(2);
    let found: Vec<_> = pages.by_ref().map(|page| page.expect("a page").items.len()).collect();
    assert_eq!((found, pages.end_reason()), (vec![2, 1], Some(EndReason::MaxPages)));
    // In another list, at the same place.
    server.script(LIST, [page(9..10, "null")]);
    let resumed = client.user().followers_chunk(7).items().resume(pages.checkpoint()).expect("the same list");
    assert_eq!(resumed.map(|item| item.expect("an item").pk.get()).collect::<Vec<_>>(), [9]);
    assert_eq!(server.targets()[2], format!("{LIST}?user_id=7&max_id=b"));
    let other = client.user().followers_chunk(8).pages().resume(pages.checkpoint());
    assert_eq!(other.expect_err("another list").kind(), ErrorKind::Checkpoint);
    server.script(LIST, [page(1..3, "\"a\""), page(1..3, "\"b\"")]);
    let stale = client.user().followers_chunk(7).items().max_stale_pages(1);
    assert_eq!(stale.last().expect("an error").expect_err("nothing new").kind(), ErrorKind::NoNewItems);
}

#[test]
fn an_iterator_ends_after_its_first_error_and_try_next_retries() {
    let (client, server) = served();
    let out_of_credit = || Answer::json(402, r#"{"detail":"Top up","exc_type":"InsufficientFunds"}"#);
    server.script(LIST, [page(1..3, "\"a\""), out_of_credit(), out_of_credit(), page(3..4, "null")]);
    let mut pages = client.user().followers_chunk(7).pages();
    assert!(pages.next().is_some_and(|page| page.is_ok()));
    let error = pages.next().expect("an error").expect_err("no credit");
    assert!(error.is_out_of_credit(), "{error}");
    assert!(pages.next().is_none() && pages.next().is_none(), "it has ended");
    assert_eq!(server.requests().len(), 2, "nothing more is sent");
    let checkpoint = error.checkpoint().expect("a position").clone();
    assert!(pages.try_next().expect_err("no credit").is_out_of_credit());
    let last = pages.try_next().expect("a page").expect("not the end");
    assert_eq!((last.number, last.items.len()), (2, 1));
    server.script(LIST, [page(3..4, "null")]);
    let resumed = client.user().followers_chunk(7).items().resume(checkpoint).expect("the same list");
    assert_eq!(resumed.map(|item| item.expect("an item").pk.get()).collect::<Vec<_>>(), [3]);
}

#[test]
fn items_read_before_an_error_are_kept_by_try_collect() {
    let (client, server) = served();
    server.script(LIST, [page(1..3, "\"a\""), Answer::json(402, "{}"), page(3..4, "null")]);
    let mut items = client.user().followers_chunk(7).items();
    assert!(items.try_collect().expect_err("no credit").is_out_of_credit());
    let all = items.try_collect().expect("the rest");
    assert_eq!(all.iter().map(|item| item.pk.get()).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn a_dropped_iterator_requests_nothing_more() {
    let (client, lists, _runtime) = lists(9, |_| None);
    assert_eq!(client.user().followers_chunk(7).items().take(3).count(), 3);
    drop(client.user().followers_chunk(8).pages());
    thread::sleep(Duration::from_millis(50));
    assert_eq!(lists.requests(), 2);
}

#[test]
fn budgets_are_kept() {
    let (client, server) = served();
    let budget = Budget::units(3);
    let limited = client.with_budget(budget.clone());
    limited.user().search_followers(1, "x").get().expect("within the budget");
    let refused = limited.user().search_followers(1, "x").get().expect_err("beyond it");
    assert!(refused.is_budget_exhausted(), "{refused}");
    assert_eq!((budget.remaining(), server.requests().len()), (1, 1));
    assert_eq!(limited.budget().map(Budget::remaining), Some(1));
    server.script(LIST, [page(1..3, "\"a\""), page(3..4, "null")]);
    let mut items = client.user().followers_chunk(7).items().budget(Budget::units(1));
    assert_eq!(items.by_ref().filter_map(Result::ok).count(), 2);
    assert!(items.try_next().expect_err("beyond it").is_budget_exhausted());
    assert_eq!(client.usage().units, 3);
}

#[test]
fn many_lists_are_fetched_at_once() {
    let (client, lists, _runtime) =
        lists(3, |request| (request.account == 2 && request.page == 1).then_some(Refusal::Status(404)));
    let user = client.user();
    let mut running =
        ConcurrentPages::new((0..6).map(|account| (account, user.followers_chunk(account).pages()))).concurrency(4);
    let mut pages: BTreeMap<u64, u64> = BTreeMap::new();
    let mut failed = Vec::new();
    for (account, event) in running.by_ref() {
        match event {
            PagesEvent::Page { page, .. } => assert!(pages.insert(account, page.number) < Some(page.number)),
            PagesEvent::Ended { summary, .. } => assert_eq!((summary.pages, summary.items), (3, 6)),
            PagesEvent::Failed { error, checkpoint } => failed.push((account, error.kind(), checkpoint.pages())),
        }
    }
    assert_eq!(failed, [(2, ErrorKind::NotFound, 1)]);
    assert_eq!(pages.values().sum::<u64>(), 5 * 3 + 1);
    assert_eq!(lists.max_concurrent(), 4);
    assert_eq!(running.into_remaining().count(), 0);
}

#[test]
fn eight_threads_share_a_client() {
    let (client, lists, _runtime) = lists(5, |_| Some(Refusal::Late(Duration::from_millis(20))));
    client.set_requests_per_second(200).expect("a rate");
    let begun = Instant::now();
    let threads: Vec<_> = (0..8)
        .map(|account| {
            let client = client.clone();
            thread::spawn(move || client.user().followers_chunk(account).items().try_collect().map(|items| items.len()))
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().expect("no panic").expect("items"), 10);
    }
    assert_eq!((lists.requests(), client.usage().requests), (40, 40));
    assert!(lists.max_concurrent() > 4, "{}", lists.max_concurrent());
    assert!(begun.elapsed() >= Duration::from_millis(190), "200 requests per second: {:?}", begun.elapsed());
}

#[test]
fn a_request_outlives_the_client_that_made_it() {
    let (client, server) = served();
    let request = client.user().by_id(1);
    let mut pages = client.user().followers_chunk(7).pages();
    drop(client);
    request.clone().get().expect("a profile");
    thread::spawn(move || request.get()).join().expect("no panic").expect("a profile");
    assert!(pages.next().is_some_and(|page| page.is_ok()));
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_list_that_has_failed_goes_on_where_it_is_resumed() {
    let (client, server) = served();
    server.script(LIST, [page(1..3, "\"a\""), Answer::json(404, "{}"), page(3..5, "null")]);
    let mut pages = client.user().followers_chunk(1).pages();
    assert!(pages.next().is_some_and(|page| page.is_ok()));
    let error = pages.next().expect("an error").expect_err("not found");
    assert!(pages.next().is_none());
    let checkpoint = error.checkpoint().expect("a checkpoint").clone();
    let rest: Vec<_> = pages.resume(checkpoint).expect("the same list").collect();
    assert!(matches!(rest.as_slice(), [Ok(page)] if page.items.len() == 2), "{rest:?}");
}

/// Connections whose responses have arrived are kept for other requests, which takes a runtime.
#[test]
fn lists_are_dropped_with_requests_under_way() {
    let server = BlockingServer::start_blocking();
    let client = builder(server.url()).retry(RetryPolicy::never()).build().expect("a client");
    let late = |milliseconds, answer: Answer| answer.delay(Duration::from_millis(milliseconds));
    let missing = (0..7).map(|_| late(80, Answer::bytes(404, "")));
    server.script(LIST, [late(50, Answer::sample().fault(Fault::Reset))].into_iter().chain(missing));
    let user = client.user();
    let mut running = ConcurrentPages::new((0..8_u64).map(|list| (list, user.followers_chunk(list).pages())));
    running.next().expect("the connection that was reset");
    thread::sleep(Duration::from_millis(200));
    drop(running);
}

/// Every call is refused, and nothing is sent.
fn assert_refused(client: &Client) {
    #[track_caller]
    fn check(error: &hikerapi::Error) {
        assert_eq!((error.kind(), error.units()), (ErrorKind::Config, Some(0)));
        let text = error.to_string();
        assert!(text.contains("async client") && text.contains("spawn_blocking"), "{text}");
    }
    check(&client.user().by_id(1).get().expect_err("refused"));
    check(&client.user().by_id(1).send().expect_err("refused"));
    check(&client.user().by_id(1).raw().expect_err("refused"));
    let mut pages = client.user().followers_chunk(1).pages();
    check(&pages.next().expect("an error").expect_err("refused"));
    assert!(pages.next().is_none());
    check(&client.user().followers_chunk(1).items().try_collect().expect_err("refused"));
    let lists = (1..3).map(|account| (account, client.user().followers_chunk(account).pages()));
    let mut lists = ConcurrentPages::new(lists).concurrency(1);
    for (_, event) in lists.by_ref() {
        let PagesEvent::Failed { error, checkpoint } = event else { panic!("{event:?}") };
        check(&error);
        assert_eq!(error.checkpoint(), Some(&checkpoint));
    }
    assert_eq!(lists.into_remaining().count(), 1, "no list is lost");
    assert_eq!(client.usage().requests, 0);
}

#[test]
fn async_code_gets_an_error() {
    let (client, server) = served();
    let runtime = Runtime::new().expect("a runtime");
    // The root of a runtime, a task of it, and a runtime of one thread.
    runtime.block_on(async { assert_refused(&client) });
    let of_task = client.clone();
    runtime.block_on(runtime.spawn(async move { assert_refused(&of_task) })).expect("no panic");
    let single = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    single.block_on(async {
        assert_refused(&client);
        let local = tokio::task::LocalSet::new();
        local.run_until(async { assert_refused(&client) }).await;
        // What the check has used of the task's budget is given back.
        assert!(tokio::task::coop::has_budget_remaining());
    });
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn code_that_may_block_beside_async_code_gets_its_result() {
    let (client, server) = served();
    let runtime = Runtime::new().expect("a runtime");
    let clone = || client.clone();
    let by_id = |client: Client| move || client.user().by_id(1).get().map(|user| user.pk.get());
    runtime.block_on(async {
        let in_pool = tokio::task::spawn_blocking(by_id(clone())).await.expect("no panic");
        let in_place = tokio::spawn(async { 0 }).await.map(|_| tokio::task::block_in_place(by_id(clone())));
        let in_thread = thread::spawn(by_id(clone())).join().expect("no panic");
        for result in [in_pool, in_place.expect("no panic"), in_thread] {
            assert_eq!(result.unwrap_or_else(|error| panic!("{error}")), 787_132);
        }
    });
    let _entered = runtime.enter();
    by_id(clone())().expect("a profile");
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_client_is_made_and_dropped_anywhere() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let server = Server::start().await;
        let client = builder(server.url()).build().expect("a client");
        let of_thread = client.clone();
        let sent = tokio::task::spawn_blocking(move || of_thread.user().by_id(1).get());
        sent.await.expect("no panic").expect("a profile");
        let begun = Instant::now();
        drop(client);
        assert!(begun.elapsed() < Duration::from_millis(100));
        let error = Client::new(" ").expect_err("no key");
        assert_eq!(error.kind(), ErrorKind::Config);
    });
}

#[test]
fn debug_shows_no_values() {
    let client = builder("http://localhost:1").build().expect("a client");
    let request = client.user().by_username("private");
    let shown = format!("{client:?} {:?} {request:?} {:?}", client.user(), client.user().followers_chunk(7).items());
    assert!(!shown.contains("private") && !shown.contains(KEY), "{shown}");
}
