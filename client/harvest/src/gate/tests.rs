//! The gate on a store in memory, with a clock that the tests move.

mod closing;
mod memory;

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use hikerapi_runtime::client::Gate;
use tokio::time::{Instant, sleep, timeout};

use self::memory::Memory;
use super::*;
use crate::job::{JobId, Spent};
use crate::pacing::{Change, interval};

const MILLI: Duration = Duration::from_millis(1);

async fn gate(store: &Arc<Memory>) -> StoreGate {
    StoreGate::start(store.clone()).await.expect("a gate")
}

/// Sends as many requests as the time allows, by many tasks, and returns when.
async fn send(gate: &StoreGate, tasks: usize, time: Duration) -> Vec<Instant> {
    let end = Instant::now() + time;
    let tasks = (0..tasks).map(|_| {
        let gate = gate.clone();
        tokio::spawn(async move {
            let mut sent = Vec::new();
            while Instant::now() < end {
                let settle = gate.admit(1).await.expect("admitted");
                sent.push(Instant::now());
                sleep(20 * MILLI).await;
                settle(1);
            }
            sent
        })
    });
    let mut sent = Vec::new();
    for task in tasks.collect::<Vec<_>>() {
        sent.extend(task.await.expect("a task"));
    }
    sent.sort();
    sent
}

#[track_caller]
fn check_rate(sent: &[Instant], limit: usize) {
    let second = Duration::from_secs(1);
    let most =
        sent.iter().enumerate().map(|(at, first)| sent[at..].iter().take_while(|it| **it - *first < second).count());
    assert!(most.max().unwrap_or_default() <= limit, "no second has more than {limit}");
}

#[tokio::test(start_paused = true)]
async fn requests_of_many_tasks_are_sent_at_the_rate() {
    for (rate, latency) in [(15, 1), (15, 30), (200, 1), (200, 12)] {
        let store = Memory::with(interval(rate.into()), None);
        store.edit(|memory| memory.latency = latency * MILLI);
        let sent = send(&gate(&store).await, 30, Duration::from_secs(20)).await;
        check_rate(&sent, rate as usize);
        let first = Duration::from_secs(2);
        let later =
            sent.iter().filter(|at| **at - sent[0] >= first && **at - sent[0] < first + Duration::from_secs(10));
        let achieved = later.count();
        assert!(achieved * 100 >= rate as usize * 10 * 99, "{achieved} in ten seconds at {rate}, {latency} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn requests_are_sent_on_a_store_that_is_slow() {
    for (interval, latency, least) in [(None, 3_000, 9), (interval(10.0), 700, 20)] {
        let store = Memory::with(interval, None);
        store.edit(|memory| memory.latency = latency * MILLI);
        let sent = send(&gate(&store).await, 5, Duration::from_secs(30)).await;
        assert!(sent.len() >= least, "{} at {latency} ms", sent.len());
    }
}

#[tokio::test(start_paused = true)]
async fn two_processes_share_the_rate() {
    let store = Memory::with(interval(50.0), None);
    let (one, other) = (gate(&store).await, gate(&store).await);
    let (mut sent, others) =
        tokio::join!(send(&one, 9, Duration::from_secs(6)), send(&other, 9, Duration::from_secs(6)));
    assert!(sent.len() > 60 && others.len() > 60, "{} and {}", sent.len(), others.len());
    sent.extend(others);
    sent.sort();
    check_rate(&sent, 50);
    assert!(sent.len() >= 290, "{}", sent.len());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_while_the_store_is_away_and_nothing_is_counted_twice() {
    let store = Memory::with(interval(10.0), None);
    let gate = gate(&store).await;
    let sending = tokio::spawn({
        let gate = gate.clone();
        async move { send(&gate, 5, Duration::from_secs(20)).await }
    });
    sleep(Duration::from_secs(5)).await;
    let left = Instant::now();
    store.edit(|memory| memory.is_away = true);
    sleep(Duration::from_secs(8)).await;
    assert!(gate.is_away());
    // What was done before it went away is not done again.
    store.edit(|memory| memory.is_away = false);
    let back = Instant::now();
    let sent = sending.await.expect("sent");
    let while_away = sent.iter().filter(|at| **at > left + 300 * MILLI && **at < back).count();
    assert_eq!(while_away, 0);
    assert!(sent.iter().any(|at| *at > back));
    check_rate(&sent, 10);
    gate.flush().await.expect("a store");
    let pacing = store.pacing();
    assert_eq!((pacing.set_aside, pacing.requests), (sent.len() as i64, sent.len() as i64));
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_dropped_takes_back_its_units() {
    let store = Memory::with(interval(10.0), Some(5));
    let gate = gate(&store).await;
    store.edit(|memory| memory.latency = 50 * MILLI);
    // Before its batch is sent; while that is under way; and while it waits for its time.
    for wait in [0, 20, 60] {
        let admission = gate.admit(5);
        assert!(timeout(wait * MILLI, admission).await.is_err(), "it waits");
        sleep(200 * MILLI).await;
        gate.flush().await.expect("a store");
        assert_eq!((store.pacing().set_aside, store.pacing().requests), (0, 0), "{wait}");
    }
    drop(gate.admit(5));
    gate.admit(5).await.expect("all of the budget")(5);
}

#[tokio::test(start_paused = true)]
async fn the_budget_is_used_to_the_last_unit_and_never_exceeded() {
    let store = Memory::with(None, Some(3));
    let gate = gate(&store).await;
    let first = gate.admit(3).await.expect("left");
    let mut second = pin!(gate.admit(2));
    assert!(timeout(Duration::from_secs(1), &mut second).await.is_err(), "the first one can cost less");
    first(1);
    second.await.expect("two are left")(2);
    let refused = gate.admit(1).await.err().expect("nothing is left");
    assert!(refused.contains("it costs 1") && refused.contains("0 left"), "{refused}");
    gate.admit(0).await.expect("free")(0);
}

#[tokio::test(start_paused = true)]
async fn a_stop_refuses_all_that_wait_until_it_is_resumed() {
    let store = Memory::with(interval(0.5), None);
    let (one, other) = (gate(&store).await, gate(&store).await);
    one.admit(1).await.expect("the first")(1);
    let wait = |gate: &StoreGate| {
        let gate = gate.clone();
        tokio::spawn(async move { gate.admit(1).await.err() })
    };
    let waiting = [wait(&one), wait(&one), wait(&other), wait(&other)];
    sleep(300 * MILLI).await;
    one.change(Change::Stop("no credit".to_owned())).await.expect("a store");
    for waiting in waiting {
        let why = waiting.await.expect("a task").expect("refused");
        assert!(why.contains("no credit"), "{why}");
    }
    assert!(other.admit(1).await.is_err_and(|why| why.contains("no credit")));
    other.change(Change::Resume).await.expect("a store");
    one.admit(1).await.expect("resumed")(1);
    one.flush().await.expect("a store");
    other.flush().await.expect("a store");
    assert_eq!(store.pacing().set_aside, 2, "those that waited are taken back");
}

#[tokio::test(start_paused = true)]
async fn a_pause_is_for_all_that_wait() {
    let store = Memory::with(interval(20.0), None);
    let gate = gate(&store).await;
    let sending = tokio::spawn({
        let gate = gate.clone();
        async move { send(&gate, 9, Duration::from_secs(9)).await }
    });
    sleep(Duration::from_secs(3)).await;
    let start = Instant::now();
    gate.slow_down(Duration::from_secs(2), 100 * MILLI);
    let sent = sending.await.expect("sent");
    let during = sent.iter().filter(|at| **at > start && **at < start + Duration::from_secs(2)).count();
    let after = Duration::from_secs(2)..Duration::from_secs(6);
    let after = sent.iter().filter(|at| **at > start && after.contains(&(**at - start))).count();
    assert_eq!(during, 0);
    assert!((36..=41).contains(&after), "half the rate for four seconds: {after}");
}

#[tokio::test(start_paused = true)]
async fn a_store_that_fails_lets_nothing_be_sent() {
    let store = Memory::with(None, None);
    let gate = gate(&store).await;
    store.edit(|memory| memory.is_broken = true);
    for _ in 0..2 {
        assert!(gate.admit(1).await.is_err_and(|why| why.contains("broken")));
    }
    assert!(gate.change(Change::Resume).await.is_err_and(|error| error.to_string().contains("broken")));
}

#[tokio::test(start_paused = true)]
async fn what_requests_of_a_job_cost_is_added_up() {
    let store = Memory::with(None, Some(10));
    let gate = gate(&store).await;
    let (one, other) = (gate.for_job(JobId(1)), gate.for_job(JobId(2)));
    one.admit(1).await.expect("admitted")(4);
    other.admit(1).await.expect("admitted")(1);
    assert_eq!(one.take_spent().await.expect("a store"), Spent { units: 4, requests: 1 });
    assert_eq!(store.pacing().set_aside, 5, "the store knows what was more, at once");
    assert_eq!(one.take_spent().await.expect("a store"), Spent::default());
    assert_eq!(other.take_spent().await.expect("a store"), Spent { units: 1, requests: 1 });
    assert!(one.admit(6).await.is_err());
    assert_eq!(one.refused(), Some(Refused::Budget { units: 6, left: 5 }));
}

#[tokio::test(start_paused = true)]
async fn a_job_that_is_lost_while_it_waits_is_not_sent() {
    let store = Memory::with(interval(1.0), None);
    let gate = gate(&store).await;
    gate.admit(1).await.expect("the first")(1);
    let job = gate.for_job(JobId(1));
    let mut waiting = pin!(job.admit(1));
    assert!(timeout(500 * MILLI, &mut waiting).await.is_err(), "it waits");
    job.lose();
    assert!(waiting.await.is_err() && job.admit(1).await.is_err());
    assert_eq!(job.refused(), Some(Refused::Lost));
    gate.flush().await.expect("a store");
    assert_eq!(store.pacing().requests, 1);
}

#[test]
fn a_gate_needs_a_runtime() {
    let mut starting = pin!(StoreGate::start(Memory::with(None, None)));
    let Poll::Ready(started) = starting.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing to wait for")
    };
    assert!(started.expect_err("no runtime").to_string().contains("tokio"));
}
