//! Jobs that are added, claimed and committed by one process, and what that takes.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use hikerapi_benches::targets::at_most;
use hikerapi_harvest::Store;
use hikerapi_harvest::job::{Commit, CommitPage, Ending, NewJob, Spent, State};
use hikerapi_harvest::store::ProcessId;

use super::stores::{Kind, Stores, open, runtime};
use super::{Size, bare};

/// The tasks that claim and commit at once.
pub(super) const TASKS: usize = 32;
/// The jobs that are added at once, and claimed at once.
const ADDED: u64 = 1_000;
const CLAIMED: u32 = 8;
const LEASE: i64 = 600_000_000;
/// The bytes of an item.
const ITEM: usize = 1_000;

/// What a process has measured, in the order in which it prints it.
struct Figures {
    added: f64,
    committed: f64,
    /// Bytes of memory after the first jobs, and after all.
    memory: [f64; 2],
    /// The seconds of a status, after all jobs were added and after all were done.
    status: [f64; 2],
    /// The bytes of the store for each job, before and after.
    size: [f64; 2],
}

pub(super) fn print(size: &Size, stores: &[Stores]) {
    let Size { jobs, fewer, .. } = size;
    println!(
        "{jobs} jobs, each one page with one item of {ITEM} bytes, in one process: added {ADDED} at a time, then claimed {CLAIMED} at \
         a time and committed one by one by {TASKS} tasks. A commit is the item, the end of the job and its cost, durable when it \
         returns. Beside it, bare inserts: the same items with the same durability, one in each transaction, on one connection of \
         SQLite and on 8 of PostgreSQL. Stores group what waits; bare inserts do not.\n"
    );
    println!(
        "| store | jobs added/s | claims and commits/s | bare inserts/s | ratio | memory after {fewer}, MB | after {jobs}, MB | status \
         of new jobs, ms | of done ones, ms | bytes a new job | bytes a done one |\n|---|---|---|---|---|---|---|---|---|---|---|"
    );
    let all: Vec<_> = stores.iter().map(|stores| (stores.kind(), row(size, stores))).collect();
    println!();
    for missing in Kind::ALL.iter().filter(|kind| all.iter().all(|(known, _)| known != *kind)) {
        println!("{} is not installed here.\n", missing.name());
    }
    let growth =
        all.iter().map(|(kind, figures)| (kind.name().to_owned(), (figures.memory[1] - figures.memory[0]) / 1e6));
    at_most("MB of memory that a process grows by from the first jobs to all", 20.0, &growth.collect::<Vec<_>>());
}

fn row(size: &Size, stores: &Stores) -> Figures {
    let location = stores.location("jobs");
    let program = std::env::current_exe().expect("this program");
    let child =
        Command::new(program).args(["jobs", &location, &size.jobs.to_string(), &size.fewer.to_string()]).output();
    let output = child.expect("a process");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("text");
    let numbers: Vec<f64> = printed.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    let figures = Figures {
        added: numbers[0],
        committed: numbers[1],
        memory: [numbers[2], numbers[3]],
        status: [numbers[4], numbers[5]],
        size: [numbers[6], numbers[7]],
    };
    let bare = bare::per_second(stores, size.bare);
    let Figures { added, committed, memory, status, size } = &figures;
    println!(
        "| {} | {added:.0} | {committed:.0} | {bare:.0} | {:.2} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} | {:.0} |",
        stores.kind().name(),
        committed / bare,
        memory[0] / 1e6,
        memory[1] / 1e6,
        status[0] * 1e3,
        status[1] * 1e3,
        size[0],
        size[1]
    );
    figures
}

/// Measures a store in this process, and prints the figures.
pub(super) fn child(location: &str, jobs: u64, fewer: u64) {
    let Figures { added, committed, memory, status, size } = runtime().block_on(measured(location, jobs, fewer));
    println!("{added} {committed} {} {} {} {} {} {}", memory[0], memory[1], status[0], status[1], size[0], size[1]);
}

async fn measured(location: &str, jobs: u64, fewer: u64) -> Figures {
    let store = open(location).await;
    let process = store.register("bench").await.expect("a process");
    let begin = Instant::now();
    for first in (0..jobs).step_by(usize::try_from(ADDED).expect("small")) {
        let new = (first..jobs.min(first + ADDED)).map(job).collect();
        store.add(new).await.expect("added");
    }
    let added = jobs as f64 / begin.elapsed().as_secs_f64();
    let (status_before, size_before) = status(&*store).await;
    let begin = Instant::now();
    let done = Arc::new(AtomicU64::new(0));
    let early = Arc::new(AtomicU64::new(0));
    let tasks: Vec<_> = (0..TASKS)
        .map(|_| {
            let (store, done, early) = (Arc::clone(&store), Arc::clone(&done), Arc::clone(&early));
            tokio::spawn(async move { work(&*store, process, &done, fewer, &early).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("a worker");
    }
    assert_eq!(done.load(Ordering::SeqCst), jobs);
    let committed = jobs as f64 / begin.elapsed().as_secs_f64();
    let memory = [early.load(Ordering::SeqCst) as f64, memory() as f64];
    let (status_after, size_after) = status(&*store).await;
    let of_each = |bytes: i64| bytes as f64 / jobs as f64;
    let size = [of_each(size_before), of_each(size_after)];
    Figures { added, committed, memory, status: [status_before, status_after], size }
}

/// The seconds of a status, and the bytes of the store.
async fn status(store: &dyn Store) -> (f64, i64) {
    let begin = Instant::now();
    let status = store.status().await.expect("a status");
    (begin.elapsed().as_secs_f64(), status.bytes)
}

fn job(number: u64) -> NewJob {
    let arguments = vec![("id".to_owned(), vec![number.to_string()])];
    NewJob { arguments, ..NewJob::new("/v1/user/by/id") }
}

/// Does jobs until none is ready.
async fn work(store: &dyn Store, process: ProcessId, done: &AtomicU64, fewer: u64, early: &AtomicU64) {
    loop {
        let claimed = store.claim(process, CLAIMED, LEASE).await.expect("claimed");
        if claimed.jobs.is_empty() {
            return;
        }
        for job in claimed.jobs {
            let page = CommitPage { after: job.pages, items: vec![item(job.claim.job.0)], checkpoint: None };
            let commit = Commit {
                claim: job.claim,
                page: Some(page),
                spent: Spent { units: 1, requests: 1 },
                ending: Some(Ending::Final(State::Done, None)),
            };
            store.commit(commit).await.expect("committed");
            if done.fetch_add(1, Ordering::SeqCst) + 1 == fewer {
                early.store(memory(), Ordering::SeqCst);
            }
        }
    }
}

/// A synthetic profile.
pub(super) fn item(number: i64) -> String {
    let mut item = format!(r#"{{"pk":"{number}","username":"user.{number}","is_private":false,"biography":""#);
    while item.len() < ITEM - 2 {
        item.push(char::from(b'a' + (item.len() as i64 * 7 + number).rem_euclid(26) as u8));
    }
    item.push_str("\"}");
    item
}

/// The bytes of memory that this process has now.
fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").expect("a system with /proc");
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}
