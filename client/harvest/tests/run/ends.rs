//! Why runs end: no credit, the budget, an interrupt.

use std::time::Duration;

use hikerapi_harvest::job::State;
use hikerapi_harvest::{End, Stop};
use hikerapi_testing::Server;

use crate::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_without_credit_stops_all_processes_and_a_new_run_goes_on() {
    let world = World::with(Server::builder().credit(20).latency(Duration::from_millis(5))).await;
    world.add(30, 10).await;
    let other = world.harvest_on(world.open_again().await).workers(4);
    let (one, other) = tokio::join!(world.harvest().workers(4).run(Stop::new()), other.run(Stop::new()));
    for summary in [one.expect("a run"), other.expect("a run")] {
        assert!(matches!(&summary.end, End::AllStopped(why) if why.contains("out of credit")), "{:?}", summary.end);
    }
    assert!(world.requests() <= 20 + 8, "a request of each worker at most: {}", world.requests());
    assert_eq!((world.count(State::Claimed).await, world.server.units()), (0, 20));
    assert_eq!(world.count(State::Failed).await, 0);
    world.server.add_credit(100);
    let summary = world.harvest().run(Stop::new()).await.expect("a run");
    assert_eq!(summary.end, End::Done);
    world.check_complete(30, 10).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_budget_of_a_store_is_spent_to_its_end_and_not_exceeded() {
    let world = World::new().await;
    world.add(10, 10).await;
    world.server.on_path("/v1/user/by/id?id=3").status(503, "").times(2).sample();
    let other = world.harvest_on(world.open_again().await).budget(17);
    let (one, other) = tokio::join!(world.harvest().budget(17).run(Stop::new()), other.run(Stop::new()));
    for summary in [one.expect("a run"), other.expect("a run")] {
        assert!(matches!(&summary.end, End::Budget(why) if why.contains("0 left")), "{:?}", summary.end);
    }
    assert_eq!((world.server.units(), world.set_aside().await, world.ledger().await), (17, 17, 17));
    assert_eq!(world.count(State::Claimed).await, 0);
    let summary = world.harvest().budget(1_000).run(Stop::new()).await.expect("a run");
    assert_eq!(summary.end, End::Done);
    world.check_complete(10, 10).await;
}

#[tokio::test]
async fn a_budget_of_the_client_ends_the_run_too() {
    let world = World::new().await;
    world.add(10, 0).await;
    let client = world.server.client_builder().budget(hikerapi::client::Budget::units(4)).build().expect("a client");
    let run = crate::world::harvest(world.store.clone(), &client).no_rate_limit().workers(2).run(Stop::new());
    let summary = run.await.expect("a run");
    assert!(matches!(summary.end, End::Budget(_)), "{:?}", summary.end);
    // One that waits for its time is not sent any more.
    let units = world.server.units();
    assert!((3..=4).contains(&units), "{units}");
    assert_eq!((world.set_aside().await, world.ledger().await), (units, units));
    assert_eq!(world.count(State::Ready).await as u64, 10 - units);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_on_the_wire_at_an_interrupt_is_committed() {
    let world = World::with(Server::builder().latency(Duration::from_millis(60))).await;
    world.add(40, 40).await;
    for interrupt in [20, 95, 150] {
        let stop = Stop::new();
        let run = tokio::spawn(world.harvest().run(stop.clone()));
        tokio::time::sleep(Duration::from_millis(100 + interrupt)).await;
        stop.stop();
        let summary = run.await.expect("a task").expect("a run");
        assert_eq!(summary.end, End::Stopped);
        assert_eq!((world.ledger().await, world.set_aside().await), (world.server.units(), world.server.units()));
        assert_eq!(world.count(State::Claimed).await, 0);
        assert_eq!(world.items().await.len() as u64, world.server.units());
    }
    let summary = world.harvest().workers(40).run(Stop::new()).await.expect("a run");
    assert_eq!(summary.end, End::Done);
    world.check_complete(40, 40).await;
}

#[tokio::test]
async fn a_run_that_is_stopped_before_it_begins_sends_nothing() {
    let world = World::new().await;
    world.add(3, 0).await;
    let stop = Stop::new();
    stop.stop();
    let summary = world.harvest().run(stop).await.expect("a run");
    assert_eq!((summary.end, summary.items), (End::Stopped, 0));
    assert_eq!(world.count(State::Ready).await, 3);
}
