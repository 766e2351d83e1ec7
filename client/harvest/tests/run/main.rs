//! Runs on a store in a file, against a server on localhost.
#![cfg(feature = "sqlite")]

mod double;
mod ends;
mod example;
mod outcomes;
mod rate;
mod store;
mod world;

use hikerapi_harvest::job::{Limits, State};
use hikerapi_harvest::{End, Stop};

use self::world::{FOLLOWERS, World, job, limited};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_and_profiles_are_read_to_their_end() {
    let world = World::new().await;
    world.add(30, 12).await;
    let summary = world.harvest().run(Stop::new()).await.expect("a run");
    assert_eq!((summary.end, summary.jobs[&State::Done], summary.retries, summary.lost), (End::Done, 42, 0, 0));
    assert_eq!((summary.pages, summary.items), (30 + 36, 30 + 36));
    assert_eq!((summary.spent.units, summary.spent.requests), (66, 66));
    assert!(summary.balance.is_some(), "the service says what is left");
    world.check_complete(30, 12).await;
    assert_eq!(world.set_aside().await, 66);
    // There is nothing left to do.
    let again = world.harvest().run(Stop::new()).await.expect("a run");
    assert_eq!((again.end, again.pages, world.requests()), (End::Done, 0, 66));
}

#[tokio::test]
async fn limits_of_a_job_end_its_list() {
    let world = World::new().await;
    let list = |id: u64| job(FOLLOWERS, "user_id", id);
    let two_pages = limited(list(1), Limits { max_pages: Some(2), ..Limits::default() });
    let one_item = limited(list(2), Limits { max_items: Some(1), unique: true, ..Limits::default() });
    world.store.add(vec![two_pages, one_item]).await.expect("jobs");
    let summary = world.harvest().run(Stop::new()).await.expect("a run");
    assert_eq!((summary.end, summary.items, summary.pages), (End::Done, 3, 3));
    assert_eq!(world.count(State::Done).await, 2);
}

#[tokio::test]
async fn jobs_that_are_added_meanwhile_are_done_where_the_run_waits_for_them() {
    let world = World::new().await;
    let stop = Stop::new();
    let run = tokio::spawn(world.harvest().wait_for_jobs().run(stop.clone()));
    world.add(3, 0).await;
    while world.count(State::Done).await < 3 {
        tokio::task::yield_now().await;
    }
    stop.stop();
    let summary = run.await.expect("a task").expect("a run");
    assert_eq!((summary.end, summary.items), (End::Stopped, 3));
}
