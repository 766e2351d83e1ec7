//! Lists on a server with faults of every kind: each item is yielded exactly once.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use hikerapi::Client;
use hikerapi::client::RetryPolicy;
use hikerapi::error::ErrorKind;
use hikerapi::pages::{Checkpoint, EndReason, Page, Pages};
use hikerapi::types::{UserPk, UserShort};
use hikerapi::user::FollowersChunkRequest;
use hikerapi_testing::Ending;
use hikerapi_tests::KEY;
use hikerapi_tests::storm::{Account, Storm};
use serde::{Deserialize, Serialize};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// More errors than the faults of any list here: with so many, the list makes no progress.
const MOST_ERRORS: u32 = 400;

fn client(url: &str) -> Client {
    let retry = RetryPolicy { initial_backoff: Duration::from_millis(1), ..RetryPolicy::default() };
    let builder = Client::builder().key(KEY).server(url).retry(retry).no_rate_limit();
    // Long enough for a busy machine: a request that is merely slow must not look like a stalled one.
    builder.timeout(Duration::from_secs(2)).max_body_bytes(100_000).build().expect("a client")
}

fn pages(url: &str, account: u64) -> Pages<FollowersChunkRequest> {
    client(url).user().followers_chunk(account).pages()
}

/// The ids on a page, including those of skipped items.
fn pks(page: &Page<UserShort>) -> Vec<u64> {
    let raw = page.skipped.iter().filter_map(|item| Some(item.pointer("/pk/was")?.read::<UserPk>().ok()?.get()));
    page.items.iter().map(|item| item.pk.get()).chain(raw).collect()
}

/// Reads the whole list of an account. After each error it continues with the same pages, or with a new
/// client from the error's checkpoint. Returns the number of errors.
async fn walk(url: &str, account: u64) -> u32 {
    let mut random = fastrand::Rng::with_seed(!account);
    let list = Account::new(account);
    let mut run = pages(url, account);
    let (mut found, mut errors) = (Vec::new(), 0);
    loop {
        match run.next().await {
            Ok(Some(page)) => found.extend(pks(&page)),
            Ok(None) => break,
            Err(error) if error.kind() == ErrorKind::CursorRepeated => {
                assert_eq!(list.ending, Ending::Cycle, "account {account}: {error}");
                break;
            }
            Err(error) => {
                errors += 1;
                assert!(errors < MOST_ERRORS, "account {account} makes no progress: {error}");
                // A list of empty pages goes on from the checkpoint alone.
                if random.bool() || error.kind() == ErrorKind::NoNewItems {
                    let stored = serde_json::to_string(error.checkpoint().expect("a checkpoint")).expect("json");
                    let checkpoint: Checkpoint = serde_json::from_str(&stored).expect("a checkpoint");
                    run = pages(url, account).resume(checkpoint).expect("the same request");
                }
            }
        }
    }
    assert_eq!(found, list.pks(), "account {account}");
    if list.ending == Ending::Cycle {
        assert_eq!(run.end_reason(), Some(EndReason::CursorRepeated), "account {account}");
    }
    errors
}

/// `RUNS=10000 cargo test --release -p hikerapi-tests --test storm -- --nocapture` runs more lists.
#[tokio::test(flavor = "multi_thread")]
async fn every_item_is_yielded_exactly_once_through_all_faults() {
    let runs: u64 = std::env::var("RUNS").map_or(300, |runs| runs.parse().expect("a number of runs"));
    let storm = Arc::new(Storm::start(0.4, Duration::ZERO).await);
    let permits = Arc::new(Semaphore::new(64));
    let mut walks = JoinSet::new();
    for account in 1..=runs {
        let (storm, permits) = (Arc::clone(&storm), Arc::clone(&permits));
        walks.spawn(async move {
            let _permit = permits.acquire().await.expect("never closed");
            walk(storm.url(), account).await
        });
    }
    let mut errors = 0;
    while let Some(walked) = walks.join_next().await {
        errors += walked.expect("a walk");
    }
    println!("{runs} runs, {} requests, {errors} errors returned, each item once", storm.requests());
    for (fault, times) in storm.faults() {
        println!("{times:>8}  {fault}");
    }
    assert!(!storm.has_strayed(), "nothing is sent to other servers");
    // A small number of runs may miss some faults.
    assert!(runs < 300 || storm.missing_faults().is_empty(), "{:?} did not occur", storm.missing_faults());
}

/// What a careful program stores: items and checkpoint together, in one atomic write.
#[derive(Default, Serialize, Deserialize)]
struct Stored {
    found: Vec<u64>,
    checkpoint: Option<Checkpoint>,
}

impl Stored {
    fn read(path: &Path) -> Self {
        std::fs::read(path)
            .map_or_else(|_| Self::default(), |json| serde_json::from_slice(&json).expect("a complete file"))
    }

    fn write(&self, path: &Path) {
        let beside = path.with_extension("new");
        std::fs::write(&beside, serde_json::to_vec(self).expect("json")).expect("written");
        std::fs::rename(beside, path).expect("renamed");
    }
}

/// Runs in the process that is killed. It does nothing unless `STORM_URL` names a server.
#[tokio::test]
async fn a_process_stores_its_progress() {
    let Ok(url) = std::env::var("STORM_URL") else { return };
    let variable = |name: &str| std::env::var(name).expect("set by the test that kills");
    let (path, account) = (variable("STORM_FILE"), variable("STORM_ACCOUNT").parse().expect("a number"));
    let mut stored = Stored::read(Path::new(&path));
    let mut run = pages(&url, account);
    if let Some(checkpoint) = stored.checkpoint.clone() {
        run = run.resume(checkpoint).expect("the same request");
    }
    loop {
        match run.next().await {
            Ok(Some(page)) => {
                stored.found.extend(pks(&page));
                stored.checkpoint = Some(run.checkpoint());
                stored.write(Path::new(&path));
            }
            Ok(None) => break,
            Err(error) if error.kind() == ErrorKind::CursorRepeated => break,
            Err(_) => {}
        }
    }
}

fn start(url: &str, path: &Path, account: u64) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["--exact", "a_process_stores_its_progress", "--nocapture"]);
    command.env("STORM_URL", url).env("STORM_FILE", path).env("STORM_ACCOUNT", account.to_string());
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a process")
}

/// Starts the process and kills it after a while, until it reaches the end of the list. Returns the number
/// of kills.
async fn killed(url: &str, path: &Path, account: u64) -> u32 {
    let mut random = fastrand::Rng::with_seed(account);
    for kills in 0.. {
        let mut child = start(url, path, account);
        // Longer each time, so that the test ends on a slow machine as well.
        let lifetime = Duration::from_millis(random.u64(5..60) + u64::from(kills) * 5);
        let end = tokio::time::Instant::now() + lifetime;
        while tokio::time::Instant::now() < end {
            if let Some(status) = child.try_wait().expect("a process") {
                assert!(status.success(), "account {account}");
                return kills;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        child.kill().expect("killed");
        child.wait().expect("an exit status");
    }
    unreachable!("a loop without end")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_killed_at_any_time_resumes_from_its_last_checkpoint() {
    let storm = Storm::start(0.15, Duration::from_millis(4)).await;
    let folder = tempfile::tempdir().expect("a folder");
    let mut kills = 0;
    for account in 1..=6 {
        let path = folder.path().join(account.to_string());
        kills += killed(storm.url(), &path, account).await;
        assert_eq!(Stored::read(&path).found, Account::new(account).pks(), "account {account}");
    }
    println!("6 lists, {kills} processes killed, each item once");
    assert!(kills > 0, "no process was killed");
}
