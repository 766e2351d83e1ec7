//! Many lists concurrently: all share one rate limit and one budget, and a failure ends its own list alone.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use hikerapi::error::ErrorKind;
use hikerapi::pages::{ConcurrentPages, EndReason, Pages, PagesEvent};
use hikerapi::user::FollowersChunkRequest;
use hikerapi::{Budget, Client, ClientBuilder};
use hikerapi_tests::{KEY, Lists, Refusal};

fn builder(lists: &Lists) -> ClientBuilder {
    Client::builder().key(KEY).server(lists.url()).no_rate_limit()
}

/// The lists of these accounts. The key of each list is its account.
fn of(
    client: &Client,
    accounts: std::ops::Range<u64>,
) -> impl Iterator<Item = (u64, Pages<FollowersChunkRequest>)> + Send + 'static {
    let client = client.clone();
    accounts.map(move |account| (account, client.user().followers_chunk(account).pages()))
}

#[tokio::test]
async fn each_list_keeps_its_order_and_all_are_yielded() {
    let lists = Lists::start(5, 4, |_| None).await;
    let client = builder(&lists).build().expect("a client");
    let mut running = ConcurrentPages::new(of(&client, 0..30)).concurrency(7);
    let mut found: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut ended = 0;
    while let Some((account, event)) = running.next().await {
        match event {
            PagesEvent::Page { page, checkpoint } => {
                found.entry(account).or_default().extend(page.items.iter().map(|item| item.pk.get()));
                assert_eq!(checkpoint.pages(), page.number);
            }
            PagesEvent::Ended { summary, .. } => {
                assert_eq!((summary.pages, summary.items, summary.end), (5, 20, Some(EndReason::LastPage)));
                ended += 1;
            }
            PagesEvent::Failed { error, .. } => panic!("{error}"),
        }
    }
    assert_eq!((found.len(), ended), (30, 30));
    for (account, pks) in found {
        assert_eq!(pks, (0..20).map(|item| Lists::pk(account, item)).collect::<Vec<_>>());
    }
    assert_eq!(lists.max_concurrent(), 7);
}

#[tokio::test]
async fn a_failed_list_does_not_stop_the_others_and_can_be_pushed_again() {
    let requests = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&requests);
    let lists = Lists::start(3, 2, move |request| {
        let is_first = request.account == 2 && request.page == 1 && counted.fetch_add(1, Ordering::Relaxed) == 0;
        is_first.then_some(Refusal::Status(404))
    });
    let lists = lists.await;
    let client = builder(&lists).build().expect("a client");
    let mut running = ConcurrentPages::new(of(&client, 0..5)).concurrency(2);
    let (mut items, mut failures) = (0, Vec::new());
    while let Some((account, event)) = running.next().await {
        match event {
            PagesEvent::Page { page, .. } => items += page.items.len(),
            PagesEvent::Failed { error, checkpoint } => {
                failures.push((account, error.kind(), checkpoint.pages()));
                let resumed = client.user().followers_chunk(account).pages().resume(checkpoint).expect("the same list");
                running.push(account, resumed);
            }
            _ => {}
        }
    }
    assert_eq!(failures, [(2, ErrorKind::NotFound, 1)]);
    assert_eq!(items, 5 * 3 * 2);
}

#[tokio::test]
async fn no_list_starts_after_an_error_that_stops_all_lists() {
    for (status, kind) in [(401, ErrorKind::Unauthorized), (402, ErrorKind::OutOfCredit)] {
        let lists = Lists::start(2, 2, move |request| (request.account == 3).then_some(Refusal::Status(status))).await;
        let client = builder(&lists).build().expect("a client");
        let mut running = ConcurrentPages::new(of(&client, 0..100)).concurrency(1);
        let mut failed = Vec::new();
        let mut pages = 0;
        while let Some((_, event)) = running.next().await {
            match event {
                PagesEvent::Page { .. } => pages += 1,
                PagesEvent::Failed { error, .. } => failed.push(error.kind()),
                _ => {}
            }
        }
        assert_eq!((failed, pages, running.is_stopped()), (vec![kind], 6, true), "{status}");
        assert_eq!(lists.requests(), 7, "{status}");
        assert_eq!(
            running.into_remaining().map(|(account, _)| account).collect::<Vec<_>>(),
            (4..100).collect::<Vec<_>>()
        );
    }
}

#[tokio::test]
async fn lists_that_ran_out_of_credit_keep_their_pages_and_resume_later() {
    let paid = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&paid);
    // The credit is used up after 50 pages.
    let lists =
        Lists::start(10, 4, move |_| (counted.fetch_add(1, Ordering::Relaxed) >= 50).then_some(Refusal::Status(402)));
    let lists = lists.await;
    let client = builder(&lists).build().expect("a client");
    let mut running = ConcurrentPages::new(of(&client, 0..12)).concurrency(8);
    let mut found: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut failed = Vec::new();
    while let Some((account, event)) = running.next().await {
        match event {
            PagesEvent::Page { page, .. } => {
                found.entry(account).or_default().extend(page.items.iter().map(|one| one.pk.get()));
            }
            PagesEvent::Failed { error, checkpoint } => {
                assert_eq!(error.kind(), ErrorKind::OutOfCredit);
                failed.push((account, serde_json::to_string(&checkpoint).expect("json")));
            }
            _ => {}
        }
    }
    assert_eq!(found.values().map(Vec::len).sum::<usize>(), 50 * 4, "all billed pages");
    let not_started: Vec<_> = running.into_remaining().collect();
    paid.store(0, Ordering::Relaxed);
    let resumed = failed.into_iter().map(|(account, stored)| {
        let checkpoint = serde_json::from_str(&stored).expect("a checkpoint");
        (account, client.user().followers_chunk(account).pages().resume(checkpoint).expect("the same list"))
    });
    let mut running = ConcurrentPages::new(resumed.chain(not_started).collect::<Vec<_>>());
    paid.store(0, Ordering::Relaxed);
    while let Some((account, event)) = running.next().await {
        match event {
            PagesEvent::Page { page, .. } => {
                found.entry(account).or_default().extend(page.items.iter().map(|one| one.pk.get()));
            }
            // There are 120 pages: the second 50 do not suffice either.
            PagesEvent::Failed { error, .. } => {
                paid.store(0, Ordering::Relaxed);
                let checkpoint = error.checkpoint().expect("a checkpoint").clone();
                let list = client.user().followers_chunk(account).pages().resume(checkpoint).expect("the same list");
                running.push(account, list);
            }
            _ => {}
        }
        if running.is_stopped() {
            let remaining: Vec<_> = running.into_remaining().collect();
            running = ConcurrentPages::new(remaining);
        }
    }
    for account in 0..12 {
        assert_eq!(found[&account], (0..40).map(|item| Lists::pk(account, item)).collect::<Vec<_>>(), "{account}");
    }
}

#[tokio::test]
async fn sixty_four_concurrent_lists_never_exceed_a_budget() {
    let lists = Lists::start(50, 1, |_| None).await;
    let budget = Budget::units(333);
    let client = builder(&lists).budget(budget.clone()).build().expect("a client");
    let mut running = ConcurrentPages::new(of(&client, 0..200)).concurrency(64);
    let (mut pages, mut refused) = (0, 0);
    while let Some((_, event)) = running.next().await {
        match event {
            PagesEvent::Page { .. } => pages += 1,
            PagesEvent::Failed { error, .. } => {
                assert_eq!(error.kind(), ErrorKind::BudgetExhausted);
                refused += 1;
            }
            _ => {}
        }
    }
    assert_eq!((pages, lists.requests(), budget.spent(), budget.remaining()), (333, 333, 333, 0));
    assert!(refused <= 64 && running.is_stopped(), "{refused} lists failed, the others remain");
}

#[tokio::test]
async fn the_stream_yields_the_same_events() {
    let lists = Lists::start(2, 3, |_| None).await;
    let client = builder(&lists).build().expect("a client");
    let events: Vec<_> = ConcurrentPages::new(of(&client, 0..4)).collect().await;
    assert_eq!(events.len(), 4 * 3);
}

/// Fetches 1,000 pages of 40 accounts from a server that refuses requests beyond the limit. By default the
/// rate is ten times the real one and the delays a tenth, so that the test takes seconds.
/// `RATE=15 cargo test --release -p hikerapi-tests --test concurrent rate -- --nocapture` runs at the real rate.
#[tokio::test(flavor = "multi_thread")]
async fn the_rate_limit_is_used_and_never_exceeded() {
    let rate_limit: u32 = std::env::var("RATE").map_or(150, |rate| rate.parse().expect("requests per second"));
    let speed = f64::from(rate_limit) / 15.0;
    let arrivals: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let recorded = Arc::clone(&arrivals);
    let random = Mutex::new(fastrand::Rng::with_seed(7));
    let lists = Lists::start(10, 40, move |_| {
        let mut arrivals = recorded.lock().expect("a lock");
        let now = Instant::now();
        arrivals.push(now);
        // The limit holds within any second. At ten times the rate, the delays of a busy machine weigh
        // ten times as much, so the second is a little shorter.
        let second = Duration::from_millis(if rate_limit == 15 { 1000 } else { 970 });
        let within = arrivals.iter().rev().take_while(|earlier| now - **earlier < second).count();
        if within > rate_limit as usize {
            return Some(Refusal::Status(429));
        }
        let seconds = random.lock().expect("a lock").f64() * 1.2 + 0.3;
        Some(Refusal::Late(Duration::from_secs_f64(seconds / speed)))
    });
    let lists = lists.await;
    let client =
        Client::builder().key(KEY).server(lists.url()).requests_per_second(rate_limit).build().expect("a client");
    let mut running = ConcurrentPages::new(of(&client, 0..100)).concurrency(40);
    let mut items = 0;
    while let Some((_, event)) = running.next().await {
        match event {
            PagesEvent::Page { page, .. } => items += page.items.len(),
            PagesEvent::Failed { error, .. } => panic!("{error}"),
            _ => {}
        }
    }
    let arrivals = arrivals.lock().expect("a lock").clone();
    // The last lists are too few to use the whole limit.
    let steady = &arrivals[rate_limit as usize..arrivals.len() * 9 / 10];
    let seconds = (steady[steady.len() - 1] - steady[0]).as_secs_f64();
    let rate = (steady.len() - 1) as f64 / seconds;
    println!("{rate:.2} requests per second of {rate_limit} allowed: {:.2} %", rate / f64::from(rate_limit) * 100.0);
    assert_eq!((items, lists.refused()), (40_000, 0));
    assert_eq!(arrivals.len(), 1000);
}
