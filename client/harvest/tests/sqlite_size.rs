//! Figures of a store in a file with a million jobs.
//!
//! ```console
//! cargo test --release -p hikerapi-harvest --test sqlite_size -- --ignored --nocapture
//! ```
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used, clippy::too_many_lines)]

use std::time::{Duration, Instant};

use hikerapi_harvest::Store;
use hikerapi_harvest::job::{Commit, CommitPage, Ending, NewJob, Spent, State};
use hikerapi_harvest::pacing::Change;
use hikerapi_harvest::store::{self, Batch, JobFilter, Open};

const LEASE: i64 = 600_000_000;

fn job(number: usize) -> NewJob {
    let arguments = vec![("id".to_owned(), vec![number.to_string()])];
    NewJob { arguments, ..NewJob::new(["/v1/user/by/id", "/v1/user/followers/chunk"][number % 2]) }
}

fn print(what: &str, begun: Instant, count: usize) {
    let time = begun.elapsed();
    println!("{what:<44} {time:>10.2?} {:>10.0} per second", count as f64 / time.as_secs_f64());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it takes a minute"]
#[allow(clippy::too_many_lines, reason = "one store is measured step by step")]
async fn a_million_jobs() {
    let folder =
        tempfile::tempdir_in(std::env::var_os("HARVEST_TEST_FOLDER").unwrap_or(".".into())).expect("no failure");
    let store = store::open(&folder.path().join("run.db").to_string_lossy(), Open::Create).await.expect("no failure");
    let begun = Instant::now();
    for first in (0..1_000_000).step_by(10_000) {
        store.add((first..first + 10_000).map(job).collect()).await.expect("no failure");
    }
    print("1,000,000 jobs added", begun, 1_000_000);
    let begun = Instant::now();
    for first in (0..100_000).step_by(10_000) {
        assert_eq!(store.add((first..first + 10_000).map(job).collect()).await.expect("no failure").known, 10_000);
    }
    print("100,000 known jobs added", begun, 100_000);
    let process = store.register("test").await.expect("no failure");
    let begun = Instant::now();
    for _ in 0..500 {
        assert_eq!(store.claim(process, 1, LEASE).await.expect("no failure").jobs.len(), 1);
    }
    print("claims of one job by one task", begun, 500);
    for tasks in [1, 16, 64] {
        let begun = Instant::now();
        let count = 3_000;
        let tasks_: Vec<_> = (0..tasks)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    for job in store.claim(process, count / tasks, LEASE).await.expect("no failure").jobs {
                        commit(&*store, job.claim).await;
                    }
                })
            })
            .collect();
        for task in tasks_ {
            task.await.expect("no failure");
        }
        print(&format!("commits of a page by {tasks} tasks"), begun, count as usize);
    }
    let begun = Instant::now();
    for number in 1..=1_000 {
        let changes = vec![Change::Admit { units: 1, lead: 0 }; 4];
        store.pace(Batch { process, number, changes }).await.expect("no failure");
    }
    print("batches of pacing", begun, 1_000);
    let mut slowest = Duration::ZERO;
    for _ in 0..5 {
        let begun = Instant::now();
        store.status().await.expect("no failure");
        slowest = slowest.max(begun.elapsed());
    }
    println!("status, the slowest of 5: {slowest:.2?}");
    let failed = JobFilter { states: vec![State::Failed], ..JobFilter::default() };
    let begun = Instant::now();
    assert!(store.jobs(None, 10, &failed).await.expect("no failure").is_empty());
    println!("no failed job of a million: {:.2?}", begun.elapsed());
    let megabytes = store.status().await.expect("no failure").bytes / 1_000_000;
    println!("{megabytes} MB");
    let other = store::open(&folder.path().join("other.db").to_string_lossy(), Open::Create).await.expect("no failure");
    let claimed = JobFilter { states: vec![State::Claimed], ..JobFilter::default() };
    for job in store.jobs(None, 10_000, &claimed).await.expect("no failure") {
        let claim = hikerapi_harvest::job::Claim { job: job.id, fence: job.fence };
        let ending = Some(Ending::Release);
        store.commit(Commit { claim, page: None, spent: Spent::default(), ending }).await.expect("no failure");
    }
    let begun = Instant::now();
    hikerapi_harvest::moving::copy(&*store, &*other, drop).await.expect("no failure");
    print("1,000,000 jobs moved", begun, 1_000_000);
}

async fn commit(store: &dyn Store, claim: hikerapi_harvest::job::Claim) {
    let items = vec![format!("{{\"pk\": \"{}\", \"text\": \"{}\"}}", claim.job.0, "x".repeat(1_500))];
    let page = Some(CommitPage { after: 0, items, checkpoint: None });
    let spent = Spent { units: 1, requests: 1 };
    let ending = Some(Ending::Final(State::Done, None));
    store.commit(Commit { claim, page, spent, ending }).await.expect("no failure");
}
