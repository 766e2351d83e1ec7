//! A process that ends at any moment, and a disk that is full: what was committed is there, and nothing else.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use hikerapi_harvest::job::{Claim, Commit, CommitPage, Ending, NewJob, Spent, State};
use hikerapi_harvest::pacing::Change;
use hikerapi_harvest::store::{self, Batch, ItemRecord, JobFilter, Open, ProcessId};
use hikerapi_harvest::{ErrorKind, Store};

/// The file of the store, for the processes that this program starts.
const STORE: &str = "HARVEST_TEST_STORE";

const PAGES: i64 = 5;

/// A short lease, so that the jobs of a killed process are done by others.
const LEASE: i64 = 300_000;

/// Does jobs until there is none, and prints each page after it is committed. It is no test by itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn worker() {
    let Ok(location) = std::env::var(STORE) else { return };
    let store = store::open(&location, Open::Existing).await.expect("no failure");
    let process = store.register("worker").await.expect("no failure");
    let workers: Vec<_> = (0..6).map(|_| tokio::spawn(work(store.clone(), process))).collect();
    for number in 1.. {
        let changes = vec![Change::Admit { units: 1, lead: 0 }];
        store.pace(Batch { process, number, changes }).await.expect("no failure");
        println!("\nadmitted {number} 1");
        if workers.iter().all(tokio::task::JoinHandle::is_finished) {
            break;
        }
    }
}

async fn work(store: Arc<dyn Store>, process: ProcessId) {
    loop {
        let claimed = store.claim(process, 1, LEASE).await.expect("no failure");
        let Some(job) = claimed.jobs.first() else {
            if claimed.open == 0 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            continue;
        };
        for after in job.pages..PAGES {
            let ending = (after + 1 == PAGES).then_some(Ending::Final(State::Done, None));
            match store.commit(Commit { ending, ..page(job.claim, after) }).await {
                Ok(()) => println!("\npage {} {}", job.claim.job.0, after + 1),
                Err(error) if error.kind() == ErrorKind::Fenced => break,
                Err(error) => panic!("{error}"),
            }
        }
    }
}

fn page(claim: Claim, after: i64) -> Commit {
    let items = (0..3).map(|item| format!("[{}, {after}, {item}]", claim.job.0)).collect();
    let page = Some(CommitPage { after, items, checkpoint: Some(format!("{}", after + 1)) });
    Commit { claim, page, spent: Spent { units: 1, requests: 1 }, ending: None }
}

fn start(path: &Path) -> Child {
    let program = std::env::current_exe().expect("no failure");
    let arguments = ["--exact", "worker", "--nocapture", "--test-threads", "1"];
    let mut command = Command::new(program);
    command.args(arguments).env(STORE, path).stdout(Stdio::piped()).spawn().expect("no failure")
}

/// What a process has reported as committed: the most pages of jobs, and the requests that were admitted.
fn reported(line: &str) -> Option<(&str, i64, i64)> {
    let mut words = line.split(' ');
    Some((words.next()?, words.next()?.parse().ok()?, words.next()?.parse().ok()?))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_committed_survives_the_end_of_its_process() {
    let folder = tempfile::tempdir().expect("no failure");
    let path = folder.path().join("run.db");
    let store = store::open(&path.to_string_lossy(), Open::Create).await.expect("no failure");
    store.add((0..400).map(|number| NewJob::new(format!("/{number}"))).collect()).await.expect("no failure");
    let (mut pages, mut admitted, mut kills) = (BTreeMap::new(), 0, 0);
    loop {
        let mut child = start(&path);
        let other = start(&path);
        let mut left = fastrand::usize(50..250);
        for line in BufReader::new(child.stdout.take().expect("no failure")).lines().map_while(Result::ok) {
            match reported(&line) {
                Some(("page", job, page)) => {
                    let most = pages.entry(job).or_insert(0);
                    *most = page.max(*most);
                }
                Some(("admitted", ..)) => admitted += 1,
                _ => continue,
            }
            left = left.saturating_sub(1);
            if left == 0 {
                // The rest of its lines is read, too: they were written after their commits.
                child.kill().expect("no failure");
            }
        }
        kill(other);
        let is_killed = !child.wait().expect("no failure").success();
        kills += usize::from(is_killed);
        check(&*store, &pages, admitted).await;
        if !is_killed {
            break;
        }
    }
    println!("{kills} pairs of processes were killed");
    assert!(kills > 3);
    let status = store.status().await.expect("no failure");
    assert_eq!(status.jobs.iter().map(|count| (count.state, count.items)).max(), Some((State::Done, 15)));
    assert_eq!(status.jobs.len(), 400);
}

fn kill(mut child: Child) {
    // It may have ended by itself.
    let _ = child.kill();
    child.wait().expect("no failure");
}

async fn check(store: &dyn Store, pages: &BTreeMap<i64, i64>, admitted: i64) {
    let items = store.items(None, 100_000, &JobFilter::default()).await.expect("no failure");
    let mut of_jobs = BTreeMap::<i64, Vec<ItemRecord>>::new();
    for item in items {
        of_jobs.entry(item.id.job.0).or_default().push(item);
    }
    let (mut units, mut all) = (0, 0);
    for job in store.jobs(None, 10_000, &JobFilter::default()).await.expect("no failure") {
        let id = job.id.0;
        assert!(job.pages >= pages.get(&id).copied().unwrap_or_default(), "a page of job {id} is missing");
        let items = of_jobs.remove(&id).unwrap_or_default();
        let expected = (0..job.pages).flat_map(|page| (0..3).map(move |item| format!("[{id}, {page}, {item}]")));
        assert!(items.iter().map(|item| &item.json).eq(&expected.collect::<Vec<_>>()), "{items:?}");
        assert_eq!((job.items, job.checkpoint.is_some()), (job.pages * 3, job.pages > 0));
        units += job.units;
        all += job.items;
    }
    let status = store.status().await.expect("no failure");
    assert_eq!(status.days.iter().map(|day| day.units).sum::<i64>(), units);
    assert_eq!((status.stored_items, status.jobs.iter().map(|count| count.units).sum::<i64>()), (all, units));
    assert!(status.pacing.set_aside >= admitted, "what was admitted stays set aside");
}

/// Commits until the file must not become larger. It is no test by itself.
#[tokio::test]
async fn filler() {
    let Ok(location) = std::env::var(STORE) else { return };
    let store = store::open(&location, Open::Existing).await.expect("no failure");
    let process = store.register("filler").await.expect("no failure");
    let claim = store.claim(process, 1, LEASE).await.expect("no failure").jobs.remove(0).claim;
    for after in 0.. {
        let page = Some(CommitPage { after, items: vec!["9".repeat(20_000)], checkpoint: None });
        let spent = Spent { units: 1, requests: 1 };
        let commit = Commit { claim, page, spent, ending: None };
        if let Err(error) = store.commit(commit.clone()).await {
            let again = store.commit(commit).await.unwrap_err();
            println!("\nfull {after} 0\n{error} {again:?}");
            assert_eq!((error.kind(), again.kind()), (ErrorKind::Unavailable, ErrorKind::Unavailable), "{error:?}");
            assert_eq!(store.status().await.expect("no failure").stored_items, after, "what is there can be read");
            return;
        }
    }
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_unavailable_and_loses_nothing() {
    let folder = tempfile::tempdir().expect("no failure");
    let path = folder.path().join("run.db");
    let store = store::open(&path.to_string_lossy(), Open::Create).await.expect("no failure");
    store.add(vec![NewJob::new("/one")]).await.expect("no failure");
    let program = std::env::current_exe().expect("no failure");
    let script = "trap '' XFSZ; ulimit -f 4000; exec \"$0\" --exact filler --nocapture";
    let child = Command::new("sh").args(["-c", script]).arg(program).env(STORE, &path).output().expect("no failure");
    let output = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(child.status.success(), "{output}\n{}", String::from_utf8_lossy(&child.stderr));
    let full = output.lines().filter_map(reported).find(|(word, ..)| *word == "full");
    let (_, pages, _) = full.expect("the file is full");
    println!("{output}");
    let job = store.jobs(None, 1, &JobFilter::default()).await.expect("no failure").remove(0);
    assert!(pages > 10 && job.pages == pages && job.units == pages, "{pages} {job:?}");
    let process = store.register("after").await.expect("no failure");
    let claim = loop {
        if let Some(job) = store.claim(process, 1, LEASE).await.expect("no failure").jobs.pop() {
            break job.claim;
        }
    };
    store.commit(page(claim, pages)).await.expect("no failure");
}
