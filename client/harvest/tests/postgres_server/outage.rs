//! Servers that stop in the middle of work.

use std::sync::Arc;
use std::time::Duration;

use hikerapi_harvest::job::{ClaimedJob, Commit, CommitPage, Ending, Spent, State};
use hikerapi_harvest::store::JobFilter;
use hikerapi_harvest::{Error, ErrorKind};

use super::sessions::stop_again_and_again;
use super::{LONG, job, open, own};

const JOBS: usize = 150;

/// A lease that runs out while the test waits: a claim is lost where the server stops before its answer has come.
const LEASE: i64 = 3_000_000;

fn work(job: &ClaimedJob) -> Commit {
    let items = (0..3).map(|item| format!("[{}, {item}]", job.claim.job.0)).collect();
    let page = CommitPage { after: job.pages, items, checkpoint: Some(format!("{}", job.pages + 1)) };
    let ending = if job.pages == 1 { Ending::Final(State::Done, None) } else { Ending::Release };
    Commit { claim: job.claim, page: Some(page), spent: Spent { units: 1, requests: 1 }, ending: Some(ending) }
}

async fn pause(error: &Error) {
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
    tokio::time::sleep(Duration::from_millis(20)).await;
}

/// Works on jobs until none is open, as a process does while the database is away. Returns the commits that were fenced.
async fn worker(url: String) -> i64 {
    let store = open(&url).await;
    let process = store.register("worker").await.unwrap();
    let mut fenced = 0;
    loop {
        let claimed = match store.claim(process, 3, LEASE).await {
            Ok(claimed) => claimed,
            Err(error) => {
                pause(&error).await;
                continue;
            }
        };
        if claimed.open == 0 {
            return fenced;
        }
        for job in &claimed.jobs {
            while let Err(error) = store.commit(work(job)).await {
                if error.kind() == ErrorKind::Fenced {
                    fenced += 1;
                    break;
                }
                pause(&error).await;
            }
        }
        tokio::time::sleep(Duration::from_millis(if claimed.jobs.is_empty() { 50 } else { 5 })).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_done_twice_while_the_server_stops_and_starts() {
    let Some(server) = own().await else { return };
    let url = server.url("postgres");
    let store = open(&url).await;
    store.add((0..JOBS).map(job).collect()).await.unwrap();
    let workers: Vec<_> = (0..4).map(|_| tokio::spawn(worker(url.clone()))).collect();
    let stopped = Arc::clone(&server);
    tokio::task::spawn_blocking(move || stop_again_and_again(&stopped, 3)).await.unwrap();
    let mut fenced = 0;
    for worker in workers {
        fenced += worker.await.unwrap();
    }
    let jobs = i64::try_from(JOBS).unwrap();
    let all = store.jobs(None, 10_000, &JobFilter::default()).await.unwrap();
    assert!(all.iter().all(|job| (job.state, job.pages, job.items) == (State::Done, 2, 6)), "{all:?}");
    let status = store.status().await.unwrap();
    assert_eq!(status.days.iter().map(|day| day.units).sum::<i64>(), 2 * jobs + fenced);
    assert_eq!(status.stored_items, 6 * jobs);
    let items = store.items(None, 10_000, &JobFilter::default()).await.unwrap();
    let numbers: Vec<_> = items.iter().map(|item| (item.id.job, item.id.number, item.json.clone())).collect();
    let expected = |job: &hikerapi_harvest::store::JobRecord| {
        let id = job.id;
        (0..6).map(move |number| (id, number, format!("[{}, {}]", id.0, number % 3)))
    };
    assert_eq!(numbers, all.iter().flat_map(expected).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn claims_are_not_taken_over_right_after_an_outage() {
    let Some(server) = own().await else { return };
    let url = server.url("postgres");
    let (holder, other) = (open(&url).await, open(&url).await);
    let (first, second) = (holder.register("first").await.unwrap(), other.register("second").await.unwrap());
    holder.add((0..2).map(job).collect()).await.unwrap();
    let held = holder.claim(first, 2, LONG).await.unwrap().jobs;
    // Their leases have run out when the server comes back.
    let _ = server.sql("postgres", "UPDATE hiker_harvest.job SET due = 1");
    server.stop();
    let error = holder.commit(work(&held[0])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
    server.start_again();

    assert!(other.claim(second, 2, LONG).await.unwrap().jobs.is_empty(), "the server is not up for a lease");
    holder.commit(work(&held[0])).await.unwrap();
    // It is up for as long as this lease.
    let taken = other.claim(second, 2, 1_000).await.unwrap().jobs;
    // The one that was committed was released by its holder; the other one was taken over.
    assert_eq!((taken[0].claim.job, taken[0].pages), (held[0].claim.job, 1));
    assert_eq!((taken[1].claim.job, taken[1].pages), (held[1].claim.job, 0));
    assert_eq!(holder.commit(work(&held[1])).await.unwrap_err().kind(), ErrorKind::Fenced);
    assert_eq!(holder.status().await.unwrap().days[0].units, 2, "its cost counts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operation_that_is_dropped_leaves_no_transaction() {
    let Some(server) = own().await else { return };
    let store = open(&server.url("postgres")).await;
    let process = store.register("one").await.unwrap();
    store.add((0..50).map(job).collect()).await.unwrap();
    for micros in 0..100 {
        let _ = tokio::time::timeout(Duration::from_micros(micros * 20), store.claim(process, 1, LONG)).await;
    }
    // What was dropped in the middle was taken back or is done; nothing holds a lock.
    let busy = "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'";
    while server.sql("postgres", busy) != "0" {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let rest = store.claim(process, 100, LONG).await.unwrap();
    let status = store.status().await.unwrap();
    let claimed: i64 = status.jobs.iter().map(|count| count.jobs).sum();
    assert_eq!((claimed, rest.open), (50, 50));
    assert!(status.jobs.iter().all(|count| count.state == State::Claimed), "{:?}", status.jobs);
}
