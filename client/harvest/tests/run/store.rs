//! A store that is away for a while, and leases that run out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hikerapi_harvest::job::{Commit, Ending, Spent, State};
use hikerapi_harvest::{End, Event, Stop};
use hikerapi_testing::Server;
use tokio::time::sleep;

use crate::double::Double;
use crate::world::World;

const MILLI: Duration = Duration::from_millis(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_sent_while_the_store_is_away_and_nothing_is_lost() {
    let world = World::with(Server::builder().latency(10 * MILLI)).await;
    world.add(100, 40).await;
    let double = Double::of(&world.store);
    let events = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
    let seen = Arc::clone(&events);
    let observer = move |event: &Event<'_>| match event {
        Event::StoreAway { .. } => _ = seen[0].fetch_add(1, Ordering::SeqCst),
        Event::StoreBack => _ = seen[1].fetch_add(1, Ordering::SeqCst),
        _ => {}
    };
    let run = tokio::spawn(world.harvest_on(double.clone()).observe(observer).run(Stop::new()));
    for _ in 0..2 {
        sleep(100 * MILLI).await;
        double.is_away.store(true, Ordering::SeqCst);
        // What was admitted before is sent.
        sleep(400 * MILLI).await;
        let before = world.requests();
        sleep(500 * MILLI).await;
        assert_eq!(world.requests(), before, "nothing is sent while it is away");
        double.is_away.store(false, Ordering::SeqCst);
    }
    let summary = run.await.expect("a task").expect("a run");
    assert_eq!((summary.end, summary.lost), (End::Done, 0));
    assert!(double.failed.load(Ordering::SeqCst) > 4);
    assert!(events.iter().all(|event| event.load(Ordering::SeqCst) > 0), "{events:?}");
    world.check_complete(100, 40).await;
    assert_eq!(world.set_aside().await, world.server.units());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_whose_lease_ran_out_is_left_to_others() {
    let world = World::with(Server::builder().latency(500 * MILLI)).await;
    world.add(1, 0).await;
    let double = Double::of(&world.store);
    double.forgets_leases.store(true, Ordering::SeqCst);
    let run = tokio::spawn(world.harvest_on(double.clone()).workers(1).lease(100 * MILLI).run(Stop::new()));
    let other = world.store.register("another").await.expect("a process");
    let claim = loop {
        let is_sent = world.requests() > 0;
        let claimed =
            if is_sent { world.store.claim(other, 1, 60_000_000).await.expect("a claim").jobs } else { vec![] };
        match claimed.first() {
            Some(job) => break job.claim,
            None => sleep(10 * MILLI).await,
        }
    };
    sleep(700 * MILLI).await;
    assert_eq!((world.items().await.len(), world.ledger().await), (0, 1), "the cost alone is noted");
    let release = Commit { claim, page: None, spent: Spent::default(), ending: Some(Ending::Release) };
    world.store.commit(release).await.expect("a release");
    double.forgets_leases.store(false, Ordering::SeqCst);
    let summary = run.await.expect("a task").expect("a run");
    assert!(summary.lost >= 1, "{summary:?}");
    assert_eq!((summary.jobs(State::Done), summary.end), (1, End::Done));
    world.check_complete(1, 0).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn leases_are_extended_while_requests_are_slow() {
    let world = World::with(Server::builder().latency(2500 * MILLI)).await;
    world.add(2, 0).await;
    let run = tokio::spawn(world.harvest().workers(2).lease(1000 * MILLI).run(Stop::new()));
    let other = world.store.register("another").await.expect("a process");
    while !run.is_finished() {
        let stolen = world.store.claim(other, 0, 60_000_000).await.expect("a claim").jobs;
        assert_eq!(stolen, []);
        sleep(20 * MILLI).await;
    }
    let summary = run.await.expect("a task").expect("a run");
    assert_eq!((summary.end, summary.lost), (End::Done, 0));
    world.check_complete(2, 0).await;
}

#[tokio::test]
async fn a_page_that_the_store_does_not_take_is_the_end_of_its_job_alone() {
    let world = World::new().await;
    world.add(3, 0).await;
    let store = Double::refusing(&world.store, Some("{"));
    let summary = world.harvest_on(Arc::new(store)).run(Stop::new()).await.expect("a run");
    assert_eq!((summary.end, summary.jobs[&State::Failed], summary.pages), (End::Done, 3, 0));
    for job in world.jobs().await {
        assert!(job.why.is_some_and(|why| why.contains("does not take a page of it: it is too large")));
    }
    assert_eq!(world.ledger().await, world.server.units());
}

#[tokio::test]
async fn a_run_that_waits_for_the_store_at_its_start_can_be_stopped() {
    let world = World::new().await;
    let double = Double::of(&world.store);
    let stop = Stop::new();
    double.never_paces.store(true, Ordering::SeqCst);
    let run = tokio::spawn(world.harvest_on(double.clone()).run(stop.clone()));
    while double.failed.load(Ordering::SeqCst) == 0 {
        sleep(MILLI).await;
    }
    stop.stop();
    let summary = tokio::time::timeout(Duration::from_secs(10), run).await.expect("it ends");
    assert_eq!(summary.expect("a task").expect("a run").end, End::Stopped);
}
