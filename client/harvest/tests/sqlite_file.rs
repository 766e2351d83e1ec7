//! The file of a store: what is opened and what is refused, and what a damaged or locked one does.
#![cfg(feature = "sqlite")]
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hikerapi_harvest::job::{Commit, CommitPage, NewJob, Spent};
use hikerapi_harvest::pacing::Change;
use hikerapi_harvest::store::{self, Batch, JobFilter, Open};
use hikerapi_harvest::{Error, ErrorKind, Store};
use rusqlite::Connection;
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder is made");
    let path = folder.path().join("run.db");
    (folder, path)
}

async fn open(path: &Path, open: Open) -> Result<Arc<dyn Store>, Error> {
    store::open(&path.to_string_lossy(), open).await
}

/// Asserts that a location is refused both ways, with these words, and that nothing in its folder changes.
async fn assert_refused(path: &Path, words: &str) {
    let before = content(path.parent());
    for how in [Open::Create, Open::Existing] {
        let error = open(path, how).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused, "{error:?}");
        let message = error.to_string();
        assert!(message.contains(words) && message.starts_with(&*path.to_string_lossy()), "{message}");
    }
    assert!(content(path.parent()) == before, "nothing is changed");
}

fn content(folder: Option<&Path>) -> Vec<(PathBuf, Vec<u8>)> {
    let Some(Ok(entries)) = folder.map(fs::read_dir) else { return Vec::new() };
    let mut files: Vec<_> = entries.map(|entry| entry.expect("no failure").path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap_or_default())).collect()
}

/// Fills a store with jobs and items.
async fn fill(path: &Path, jobs: usize) {
    let store = open(path, Open::Create).await.expect("no failure");
    let process = store.register("test").await.expect("no failure");
    let job = |number: usize| NewJob::new(format!("/{number}"));
    store.add((0..jobs).map(job).collect()).await.expect("no failure");
    for job in store.claim(process, 100, 60_000_000).await.expect("no failure").jobs {
        let page = Some(CommitPage { after: 0, items: vec!["\"item\"".repeat(50); 4], checkpoint: None });
        let spent = Spent { units: 1, requests: 1 };
        store.commit(Commit { claim: job.claim, page, spent, ending: None }).await.expect("no failure");
    }
}

#[tokio::test]
async fn a_store_is_created_once_and_is_one_file_when_it_is_closed() {
    let (folder, path) = folder();
    let error = open(&path, Open::Existing).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Refused, "{error}");
    assert!(content(Some(folder.path())).is_empty());
    fill(&path, 3).await;
    assert_eq!(content(Some(folder.path())).len(), 1);
    let store = open(&path, Open::Existing).await.expect("no failure");
    assert_eq!(store.location(), path.to_string_lossy());
    assert_eq!(store.jobs(None, 10, &JobFilter::default()).await.expect("no failure").len(), 3);
}

#[tokio::test]
async fn an_empty_file_becomes_a_store_where_one_may_be_created() {
    let (_folder, path) = folder();
    fs::write(&path, "").expect("no failure");
    assert_eq!(open(&path, Open::Existing).await.unwrap_err().kind(), ErrorKind::Refused);
    open(&path, Open::Create).await.expect("no failure");
    open(&path, Open::Existing).await.expect("no failure");
}

#[tokio::test]
async fn what_is_not_a_store_is_refused_and_stays_as_it_is() {
    let (folder, path) = folder();
    for text in ["a", "id,name\n", &"SQLite format 2\0 ".repeat(90), "SQLite format 3\0"] {
        fs::write(&path, text).expect("no failure");
        assert_refused(&path, "is not a store").await;
    }
    assert_refused(folder.path(), "is a folder").await;
    assert_refused(&folder.path().join("none/run.db"), "").await;
    assert_refused(Path::new(":memory:"), "name one").await;
    assert_refused(Path::new(""), "name one").await;
    assert_refused(Path::new("a\0b.db"), "not the path of a file").await;
    for url in ["mysql://user:secret@host/db", "sqlite://user:secret@run.db", "https://user:secret@shop.example"] {
        let error = store::open(url, Open::Create).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
}

#[tokio::test]
async fn the_database_of_another_program_is_refused_and_stays_as_it_is() {
    for application in [0, 1, -1] {
        let (_folder, path) = folder();
        let other = Connection::open(&path).expect("no failure");
        other.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE job (id INTEGER)").expect("no failure");
        other.pragma_update(None, "application_id", application).expect("no failure");
        drop(other);
        assert_refused(&path, "another program").await;
    }
}

#[tokio::test]
async fn a_store_of_a_newer_version_is_refused() {
    let (_folder, path) = folder();
    fill(&path, 1).await;
    let newer = Connection::open(&path).expect("no failure");
    newer.pragma_update(None, "user_version", 1_000).expect("no failure");
    drop(newer);
    for how in [Open::Create, Open::Existing] {
        let error = open(&path, how).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Refused);
        assert!(error.to_string().contains("version 1000"), "{error}");
    }
    let file = Connection::open(&path).expect("no failure");
    let jobs: i64 = file.query_row("SELECT count(*) FROM job", [], |row| row.get(0)).expect("no failure");
    assert_eq!(jobs, 1);
}

#[tokio::test]
async fn a_file_that_must_not_be_written_is_refused() {
    let (_folder, path) = folder();
    fill(&path, 1).await;
    let mut permissions = fs::metadata(&path).expect("no failure").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("no failure");
    if fs::OpenOptions::new().write(true).open(&path).is_ok() {
        println!("skipped: this user may write to every file");
        return;
    }
    assert_refused(&path, "permissions").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_another_process_locks_is_unavailable_until_it_is_free() {
    let (_folder, path) = folder();
    fill(&path, 2).await;
    let store = open(&path, Open::Existing).await.expect("no failure");
    let process = store.register("test").await.expect("no failure");
    let other = Connection::open(&path).expect("no failure");
    other.execute_batch("BEGIN IMMEDIATE").expect("no failure");
    let batch = Batch { process, number: 1, changes: vec![Change::Admit { units: 1, lead: 0 }] };
    let begun = Instant::now();
    let (paced, added) = tokio::join!(store.pace(batch.clone()), store.add(vec![NewJob::new("/new")]));
    assert_eq!(
        (paced.unwrap_err().kind(), added.unwrap_err().kind()),
        (ErrorKind::Unavailable, ErrorKind::Unavailable)
    );
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
    assert_eq!(store.status().await.expect("no failure").jobs.len(), 2, "what is there can be read meanwhile");
    other.execute_batch("COMMIT").expect("no failure");
    store.pace(batch).await.expect("no failure");
    assert_eq!(store.status().await.expect("no failure").pacing.requests, 1);
}

#[tokio::test]
async fn a_damaged_file_makes_errors_and_nothing_else() {
    let (_folder, path) = folder();
    fill(&path, 600).await;
    let whole = fs::read(&path).expect("no failure");
    let mut kinds = std::collections::BTreeMap::new();
    fastrand::seed(7);
    for round in 0..60 {
        let mut damaged = whole.clone();
        match round % 3 {
            0 => damaged.truncate(fastrand::usize(1..whole.len())),
            1 => {
                let at = fastrand::usize(100..whole.len() - 4_096);
                damaged[at..at + 4_096].fill(0xA5);
            }
            _ => (0..200).for_each(|_| damaged[fastrand::usize(100..whole.len())] = fastrand::u8(..)),
        }
        fs::write(&path, &damaged).expect("no failure");
        for result in use_all(&path).await {
            let kind = result.map_or_else(|error| format!("{:?}", error.kind()), |()| "Ok".to_owned());
            *kinds.entry(kind).or_insert(0) += 1;
        }
        for beside in ["run.db-wal", "run.db-shm", "run.db-journal"] {
            // Not all of them are there.
            let _ = fs::remove_file(path.with_file_name(beside));
        }
    }
    println!("{kinds:?}");
    assert!(kinds["Corrupt"] > 20, "{kinds:?}");
    assert!(!kinds.contains_key("Unavailable"), "it does not become better by waiting: {kinds:?}");
}

/// Opens the store and uses what there is.
async fn use_all(path: &Path) -> Vec<Result<(), Error>> {
    let store = match open(path, Open::Existing).await {
        Ok(store) => store,
        Err(error) => return vec![Err(error)],
    };
    let all = JobFilter::default();
    let process = hikerapi_harvest::store::ProcessId(1);
    let changes = vec![Change::Admit { units: 1, lead: 0 }];
    vec![
        store.status().await.map(drop),
        store.jobs(None, 10_000, &all).await.map(drop),
        store.items(None, 10_000, &all).await.map(drop),
        store.ledger(None, 10_000).await.map(drop),
        store.add((0..50).map(|number| NewJob::new(format!("/more/{number}"))).collect()).await.map(drop),
        store.claim(process, 50, 1_000).await.map(drop),
        store.pace(Batch { process, number: 1, changes }).await.map(drop),
        store.retry(&all).await.map(drop),
    ]
}
