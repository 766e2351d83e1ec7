//! Many lists at once: one pace, one budget, and failures that stay where they happen.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use hikerapi::user::FollowersChunkRequest;
use hikerapi::{Budget, Chains, Client, ClientBuilder, EndReason, ErrorKind, Event, Pages};
use hikerapi_tests::{KEY, Lists, Refusal};

fn builder(lists: &Lists) -> ClientBuilder {
    Client::builder().key(KEY).server(lists.url()).unlimited_pace()
}

/// The lists of these accounts, by their number.
fn of(
    hiker: &Client,
    accounts: std::ops::Range<u64>,
) -> impl Iterator<Item = (u64, Pages<FollowersChunkRequest>)> + Send + 'static {
    let hiker = hiker.clone();
    accounts.map(move |account| (account, hiker.user().followers_chunk(account).pages()))
}

#[tokio::test]
async fn each_list_keeps_its_order_and_all_are_given() {
    let lists = Lists::start(5, 4, |_| None).await;
    let hiker = builder(&lists).build().expect("a client");
    let mut chains = Chains::new(of(&hiker, 0..30)).at_once(7);
    let mut found: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut ended = 0;
    while let Some(step) = chains.next().await {
        match step.event {
            Event::Page(page) => {
                found.entry(step.key).or_default().extend(page.items.iter().map(|item| item.pk.get()));
                assert_eq!(step.checkpoint.pages(), page.number);
            }
            Event::Ended(summary) => {
                assert_eq!((summary.pages, summary.items, summary.end), (5, 20, Some(EndReason::NoFurtherCursor)));
                ended += 1;
            }
            Event::Failed(error) => panic!("{error}"),
            _ => unreachable!("no other event"),
        }
    }
    assert_eq!((found.len(), ended), (30, 30));
    for (account, pks) in found {
        assert_eq!(pks, (0..20).map(|item| Lists::pk(account, item)).collect::<Vec<_>>());
    }
    assert_eq!(lists.most_at_once(), 7);
}

#[tokio::test]
async fn a_list_that_fails_stops_no_other_and_can_be_taken_in_again() {
    let tried = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&tried);
    let lists = Lists::start(3, 2, move |asked| {
        let is_first = asked.account == 2 && asked.page == 1 && counted.fetch_add(1, Ordering::Relaxed) == 0;
        is_first.then_some(Refusal::Status(404))
    });
    let lists = lists.await;
    let hiker = builder(&lists).build().expect("a client");
    let mut chains = Chains::new(of(&hiker, 0..5)).at_once(2);
    let (mut items, mut failures) = (0, Vec::new());
    while let Some(step) = chains.next().await {
        match step.event {
            Event::Page(page) => items += page.items.len(),
            Event::Failed(error) => {
                failures.push((step.key, error.kind(), step.checkpoint.pages()));
                let again = hiker.user().followers_chunk(step.key).pages().resume(step.checkpoint).expect("its own");
                chains.push(step.key, again);
            }
            _ => {}
        }
    }
    assert_eq!(failures, [(2, ErrorKind::NotFound, 1)]);
    assert_eq!(items, 5 * 3 * 2);
}

#[tokio::test]
async fn no_list_is_begun_after_an_error_that_concerns_them_all() {
    for (status, kind) in [(401, ErrorKind::Unauthorized), (402, ErrorKind::OutOfCredit)] {
        let lists = Lists::start(2, 2, move |asked| (asked.account == 3).then_some(Refusal::Status(status))).await;
        let hiker = builder(&lists).build().expect("a client");
        let mut chains = Chains::new(of(&hiker, 0..100)).at_once(1);
        let mut failed = Vec::new();
        let mut pages = 0;
        while let Some(step) = chains.next().await {
            match step.event {
                Event::Page(_) => pages += 1,
                Event::Failed(error) => failed.push(error.kind()),
                _ => {}
            }
        }
        assert_eq!((failed, pages, chains.is_stopped()), (vec![kind], 6, true), "{status}");
        assert_eq!(lists.requests(), 7, "{status}");
        assert_eq!(chains.rest().map(|(account, _)| account).collect::<Vec<_>>(), (4..100).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn out_of_credit_in_the_middle_keeps_what_came_before_and_goes_on_later() {
    let paid = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&paid);
    // After 50 pages the credit is used up; topped up, it lasts.
    let lists =
        Lists::start(10, 4, move |_| (counted.fetch_add(1, Ordering::Relaxed) >= 50).then_some(Refusal::Status(402)));
    let lists = lists.await;
    let hiker = builder(&lists).build().expect("a client");
    let mut chains = Chains::new(of(&hiker, 0..12)).at_once(8);
    let mut found: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
    let mut failed = Vec::new();
    while let Some(step) = chains.next().await {
        match step.event {
            Event::Page(page) => found.entry(step.key).or_default().extend(page.items.iter().map(|one| one.pk.get())),
            Event::Failed(error) => {
                assert_eq!(error.kind(), ErrorKind::OutOfCredit);
                failed.push((step.key, serde_json::to_string(&step.checkpoint).expect("json")));
            }
            _ => {}
        }
    }
    assert_eq!(found.values().map(Vec::len).sum::<usize>(), 50 * 4, "all that was paid for");
    let unbegun: Vec<_> = chains.rest().collect();
    paid.store(0, Ordering::Relaxed);
    let resumed = failed.into_iter().map(|(account, kept)| {
        let checkpoint = serde_json::from_str(&kept).expect("a checkpoint");
        (account, hiker.user().followers_chunk(account).pages().resume(checkpoint).expect("its own"))
    });
    let mut chains = Chains::new(resumed.chain(unbegun).collect::<Vec<_>>());
    paid.store(0, Ordering::Relaxed);
    while let Some(step) = chains.next().await {
        match step.event {
            Event::Page(page) => found.entry(step.key).or_default().extend(page.items.iter().map(|one| one.pk.get())),
            // 120 pages in all: the second 50 do not suffice either.
            Event::Failed(error) => {
                paid.store(0, Ordering::Relaxed);
                let checkpoint = error.checkpoint().expect("a checkpoint").clone();
                let list = hiker.user().followers_chunk(step.key).pages().resume(checkpoint).expect("its own");
                chains.push(step.key, list);
            }
            _ => {}
        }
        if chains.is_stopped() {
            let rest: Vec<_> = chains.rest().collect();
            chains = Chains::new(rest);
        }
    }
    for account in 0..12 {
        assert_eq!(found[&account], (0..40).map(|item| Lists::pk(account, item)).collect::<Vec<_>>(), "{account}");
    }
}

#[tokio::test]
async fn a_budget_is_not_passed_by_one_unit_by_sixty_four_lists() {
    let lists = Lists::start(50, 1, |_| None).await;
    let budget = Budget::units(333);
    let hiker = builder(&lists).budget(budget.clone()).build().expect("a client");
    let mut chains = Chains::new(of(&hiker, 0..200)).at_once(64);
    let (mut pages, mut refused) = (0, 0);
    while let Some(step) = chains.next().await {
        match step.event {
            Event::Page(_) => pages += 1,
            Event::Failed(error) => {
                assert_eq!(error.kind(), ErrorKind::BudgetExhausted);
                refused += 1;
            }
            _ => {}
        }
    }
    assert_eq!((pages, lists.requests(), budget.spent(), budget.left()), (333, 333, 333, 0));
    assert!(refused <= 64 && chains.is_stopped(), "{refused} lists were told, the others are in `rest`");
}

#[tokio::test]
async fn as_a_stream_it_gives_the_same() {
    let lists = Lists::start(2, 3, |_| None).await;
    let hiker = builder(&lists).build().expect("a client");
    let steps: Vec<_> = Chains::new(of(&hiker, 0..4)).collect().await;
    assert_eq!(steps.len(), 4 * 3);
}

/// 1,000 pages of 40 accounts for many lists at once, from a server that refuses what is too fast.
/// As it is, at ten times the pace and a tenth of the waiting, to be done in seconds;
/// `PACE=15 cargo test --release -p hikerapi-tests --test chains pace -- --nocapture` takes the time.
#[tokio::test(flavor = "multi_thread")]
async fn the_pace_is_used_and_never_passed() {
    let pace: u32 = std::env::var("PACE").map_or(150, |pace| pace.parse().expect("requests per second"));
    let speed = f64::from(pace) / 15.0;
    let arrivals: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let kept = Arc::clone(&arrivals);
    let random = Mutex::new(fastrand::Rng::with_seed(7));
    let lists = Lists::start(10, 40, move |_| {
        let mut arrivals = kept.lock().expect("a lock");
        let now = Instant::now();
        arrivals.push(now);
        // So many within any second. Ten times as fast, what a busy machine does to the moments on
        // their way weighs ten times as much: some of it is let pass.
        let second = Duration::from_millis(if pace == 15 { 1000 } else { 970 });
        let within = arrivals.iter().rev().take_while(|earlier| now - **earlier < second).count();
        if within > pace as usize {
            return Some(Refusal::Status(429));
        }
        let seconds = random.lock().expect("a lock").f64() * 1.2 + 0.3;
        Some(Refusal::Late(Duration::from_secs_f64(seconds / speed)))
    });
    let lists = lists.await;
    let hiker = Client::builder().key(KEY).server(lists.url()).requests_per_second(pace).build().expect("a client");
    let mut chains = Chains::new(of(&hiker, 0..100)).at_once(40);
    let mut items = 0;
    while let Some(step) = chains.next().await {
        match step.event {
            Event::Page(page) => items += page.items.len(),
            Event::Failed(error) => panic!("{error}"),
            _ => {}
        }
    }
    let arrivals = arrivals.lock().expect("a lock").clone();
    // The last lists are too few to fill the pace.
    let steady = &arrivals[pace as usize..arrivals.len() * 9 / 10];
    let seconds = (steady[steady.len() - 1] - steady[0]).as_secs_f64();
    let rate = (steady.len() - 1) as f64 / seconds;
    println!("{rate:.2} requests a second of {pace} allowed: {:.2} %", rate / f64::from(pace) * 100.0);
    assert_eq!((items, lists.refused()), (40_000, 0));
    assert_eq!(arrivals.len(), 1000);
}
