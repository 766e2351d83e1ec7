//! Responses on disk: what they save, and what becomes of files that are not as they were written.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use hikerapi::client::{Cache, RetryPolicy};
use hikerapi::user::{ByIdRequest, FollowersChunkRequest};
use hikerapi::{Budget, Client, ClientBuilder};
use hikerapi_testing::{Answer, Server};
use hikerapi_tests::{KEY, Scripts};
use tempfile::TempDir;

const BY_ID: &str = "/v1/user/by/id";
const BY_NAME: &str = "/v1/user/by/username";
const LIST: &str = "/v1/user/followers/chunk";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn settings(url: &str, cache: Cache) -> ClientBuilder {
    Client::builder().key(KEY).server(url).no_rate_limit().retry(RetryPolicy::never()).cache(cache)
}

fn client(url: &str, folder: impl AsRef<Path>) -> Client {
    settings(url, Cache::in_folder(folder.as_ref())).build().expect("a client")
}

fn profile(pk: u64) -> Answer {
    Answer::json(200, format!(r#"{{"pk":{pk},"username":"name_{pk}"}}"#)).header("x-hiker-info", "reqs=1")
}

fn files(folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.collect::<BTreeSet<_>>().into_iter().collect()
}

#[tokio::test]
async fn a_second_run_of_100_profiles_costs_nothing() {
    let (server, folder) = (Server::start().await, folder());
    server.script(BY_ID, (1..=100).map(profile));
    let first = client(server.url(), &folder);
    for pk in 1..=100_u64 {
        assert_eq!(first.user().by_id(pk).await.expect("a profile").pk, pk.into());
    }
    let usage = first.usage();
    assert_eq!((usage.requests, usage.units, usage.cached, usage.saved), (100, 100, 0, 0));

    // Neither the budget nor the rate limit allows a single request, and no server listens.
    let url = server.url().to_owned();
    drop(server);
    let second = settings(&url, Cache::in_folder(folder.path())).requests_per_second(0.001).budget(Budget::units(0));
    let second = second.build().expect("a client");
    for pk in 1..=100_u64 {
        let response = second.user().by_id(pk).send().await.expect("a profile");
        assert_eq!((response.value().pk, response.units(), response.attempts()), (pk.into(), 0, 0));
        assert!(response.is_cached() && response.status() == 200 && response.headers().iter().next().is_none());
    }
    let usage = second.usage();
    assert_eq!((usage.requests, usage.units, usage.cached, usage.saved), (0, 0, 100, 100));
    assert_eq!(second.budget().expect("a budget").remaining(), 0);
}

#[tokio::test]
async fn a_profile_by_name_answers_the_request_by_id() {
    let (server, folder) = (Server::start().await, folder());
    server.script(BY_NAME, [profile(7), Answer::json(200, r#"{"pk":"8"}"#)]);
    let client = client(server.url(), &folder);
    client.user().by_username("name_7").await.expect("a profile");
    client.user().by_username("name_8").await.expect("a profile");
    for pk in [7_u64, 8] {
        assert!(client.user().by_id(pk).send().await.expect("a profile").is_cached(), "{pk}");
    }
    assert!(client.user().by_username("name_7").send().await.expect("a profile").is_cached());
    assert!(!client.user().by_id(9).send().await.expect("a profile").is_cached());
    assert!(!client.user().by_username("NAME_7").send().await.expect("a profile").is_cached(), "it may be another one");
}

#[tokio::test]
async fn that_nothing_was_found_is_remembered() {
    let (server, folder) = (Server::start().await, folder());
    let missing = r#"{"detail":"User not found","exc_type":"UserNotFound"}"#;
    server.script(BY_ID, [Answer::json(404, missing), Answer::json(403, "{}"), Answer::json(503, "")]);
    let first = client(server.url(), &folder);
    first.user().by_id(1).await.expect_err("not found");
    let error = first.user().by_id(1).await.expect_err("not found");
    assert!(error.is_not_found() && error.code() == Some("UserNotFound") && error.units() == Some(0), "{error}");
    assert!(error.response().expect("a response").is_cached());
    assert_eq!((server.requests().len(), first.usage().saved), (1, 1));
    for _ in 0..2 {
        first.user().by_id(2).await.expect_err("no other error is cached");
    }
    assert_eq!(server.requests().len(), 3);

    let other =
        settings(server.url(), Cache::in_folder(folder.path()).not_found(Duration::ZERO)).build().expect("a client");
    other.user().by_id(1).await.expect("a profile");
}

#[tokio::test]
async fn a_response_is_used_for_its_time() {
    let (server, folder) = (Server::start().await, folder());
    let cache = || Cache::in_folder(folder.path());
    client(server.url(), &folder).user().by_id(1).await.expect("a profile");
    tokio::time::sleep(Duration::from_millis(60)).await;
    let old = settings(server.url(), cache().time_to_live(Duration::from_millis(50))).build().expect("a client");
    assert!(!old.user().by_id(1).send().await.expect("a profile").is_cached());
    let off = settings(server.url(), cache().time_to_live_of::<ByIdRequest>(Duration::ZERO)).build().expect("a client");
    assert!(!off.user().by_id(1).send().await.expect("a profile").is_cached());
    let usual = settings(server.url(), cache().time_to_live(Duration::from_secs(60))).build().expect("a client");
    assert!(usual.user().by_id(1).send().await.expect("a profile").is_cached());
    assert!(!usual.user().by_id(1).skip_cache().send().await.expect("a profile").is_cached());
    assert!(usual.user().by_id(1).send().await.expect("a profile").is_cached());
}

#[tokio::test]
async fn lists_and_the_balance_are_cached_on_request_alone() {
    let (server, folder) = (Server::start().await, folder());
    let page = |pk: u64, next: &str| Answer::json(200, format!(r#"[[{{"pk":"{pk}"}}],{next}]"#));
    server.script("/sys/balance", (0..2).map(|left| Answer::json(200, format!(r#"{{"requests":{left}}}"#))));
    server.script(LIST, [page(1, "\"c\""), page(2, "null"), page(3, "\"c\""), page(4, "null")]);
    let usual = client(server.url(), &folder);
    for _ in 0..2 {
        usual.user().followers_chunk(7).items().collect().await.expect("items");
        usual.system().balance().await.expect("a balance");
    }
    assert_eq!((usual.usage().cached, server.requests().len()), (0, 6));

    server.script(LIST, [page(1, "\"c\""), page(2, "null")]);
    let minute = Cache::in_folder(folder.path()).time_to_live_of::<FollowersChunkRequest>(Duration::from_secs(60));
    let lists = settings(server.url(), minute).build().expect("a client");
    for _ in 0..2 {
        let items = lists.user().followers_chunk(7).items().collect().await.expect("items");
        assert_eq!(items.iter().map(|item| item.pk.to_string()).collect::<Vec<_>>(), ["1", "2"]);
    }
    assert_eq!((lists.usage().cached, lists.usage().units, server.requests().len()), (2, 2, 8));
}

#[tokio::test]
async fn a_file_that_is_not_as_it_was_written_is_a_miss() {
    type Damage = fn(&Path, &Path);
    let damages: &[Damage] = &[
        |file, _| fs::write(file, b"").expect("written"),
        |file, _| fs::write(file, b"{\"pk\":1}").expect("written"),
        |file, _| fs::write(file, vec![b'x'; 10_000]).expect("written"),
        |file, _| cut(file, |length| length - 1),
        |file, _| cut(file, |length| length / 2),
        |file, _| cut(file, |_| 9),
        |file, _| flip(file, 0),
        |file, _| flip(file, 9),
        |file, _| flip(file, 41),
        |file, _| flip(file, 60),
        |file, other| assert!(fs::copy(other, file).expect("copied") > 0),
        |file, _| fs::remove_file(file).and_then(|()| fs::create_dir(file)).expect("a folder"),
        #[cfg(unix)]
        |file, other| fs::remove_file(file).and_then(|()| std::os::unix::fs::symlink(other, file)).expect("a link"),
        #[cfg(unix)]
        |file, _| {
            fs::remove_file(file).expect("removed");
            assert!(Command::new("mkfifo").arg(file).status().expect("mkfifo").success());
        },
    ];
    for (number, damage) in damages.iter().enumerate() {
        let (server, folder) = (Server::start().await, folder());
        let client = client(server.url(), &folder);
        server.script(BY_ID, (0..4).map(|_| profile(1)));
        client.user().by_id(1).await.expect("a profile");
        let first = files(&folder).remove(0);
        client.user().by_id(2).await.expect("a profile");
        let second = files(&folder).into_iter().find(|file| *file != first).expect("another file");
        damage(&first, &second);
        let again = client.user().by_id(1).send().await.unwrap_or_else(|error| panic!("damage {number}: {error}"));
        assert!(!again.is_cached(), "damage {number}");
        assert!(client.user().by_id(2).send().await.expect("a profile").is_cached(), "damage {number}");
        // All but a folder in its place is replaced.
        let is_repaired = client.user().by_id(1).send().await.expect("a profile").is_cached();
        assert_eq!(is_repaired, !first.is_dir(), "damage {number}");
    }
}

fn cut(file: &Path, length: fn(usize) -> usize) {
    let bytes = fs::read(file).expect("a file");
    fs::write(file, &bytes[..length(bytes.len())]).expect("written");
}

fn flip(file: &Path, at: usize) {
    let mut bytes = fs::read(file).expect("a file");
    bytes[at] ^= 1;
    fs::write(file, bytes).expect("written");
}

#[tokio::test]
async fn a_response_that_does_not_decode_is_not_used_again() {
    let (server, folder) = (Server::start().await, folder());
    let html = Answer::bytes(200, "<html>busy</html>");
    server.script(BY_ID, [html.clone(), html, Answer::json(200, "[1]"), profile(1)]);
    let first = client(server.url(), &folder);
    first.user().by_id(1).await.expect_err("no JSON");
    first.user().by_id(1).raw().await.expect("bytes");
    first.user().by_id(1).await.expect_err("no profile");
    assert!(files(&folder).is_empty(), "{:?}", files(&folder));
    assert!(!first.user().by_id(1).send().await.expect("a profile").is_cached());

    // What was stored as bytes is removed where it turns out not to be a profile.
    server.script(BY_ID, [Answer::json(200, "[2]"), profile(2)]);
    first.user().by_id(2).raw().await.expect("bytes");
    let error = first.user().by_id(2).await.expect_err("no profile");
    assert!(error.is_decode() && error.units() == Some(0), "{error}");
    first.user().by_id(2).await.expect("a profile");
}

#[tokio::test]
async fn a_page_of_no_use_is_removed_and_no_other_page() {
    let (server, folder) = (Server::start().await, folder());
    let page = |pk: u64, next: &str| Answer::json(200, format!(r#"[[{{"pk":"{pk}"}}],{next}]"#));
    let cache = Cache::in_folder(folder.path()).time_to_live_of::<FollowersChunkRequest>(Duration::from_secs(60));
    let client = settings(server.url(), cache).build().expect("a client");
    server.script(LIST, [page(1, "\"c\""), Answer::json(200, "7"), page(2, "{}"), page(2, "null")]);
    let mut pages = client.user().followers_chunk(7).pages();
    pages.next().await.expect("a page");
    assert!(pages.next().await.expect_err("no page").is_decode());
    pages.next().await.expect("a page");
    let error = pages.next().await.expect_err("no cursor");
    let checkpoint = error.checkpoint().expect("a checkpoint").clone();
    let mut pages = client.user().followers_chunk(7).pages().resume(checkpoint).expect("the same list");
    while pages.next().await.expect("a page").is_some() {}
    assert_eq!(server.requests().len(), 4);

    let items = client.user().followers_chunk(7).items().collect().await.expect("items");
    assert_eq!((items.len(), server.requests().len()), (2, 4), "the first page and the good second one are cached");
}

#[tokio::test]
async fn a_response_can_be_used_for_ever() {
    let (server, folder) = (Server::start().await, folder());
    let cache = Cache::in_folder(folder.path()).time_to_live(Duration::MAX).max_bytes(8 * 4096);
    let client = settings(server.url(), cache).build().expect("a client");
    for pk in 1..=4_u64 {
        client.user().by_id(pk).await.expect("a profile");
        // The folder is swept by then.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(client.user().by_id(1).send().await.expect("a profile").is_cached());
}

#[tokio::test]
async fn what_is_not_true_any_more_is_removed() {
    let (server, folder) = (Server::start().await, folder());
    let missing = Answer::json(404, r#"{"detail":"User not found","exc_type":"UserNotFound"}"#);
    server.script(BY_ID, [profile(1), missing, profile(1), Answer::bytes(404, "<html>gone</html>"), profile(1)]);
    let cache = Cache::in_folder(folder.path()).not_found(Duration::ZERO);
    let client = settings(server.url(), cache).build().expect("a client");
    client.user().by_id(1).await.expect("a profile");
    client.user().by_id(1).skip_cache().await.expect_err("not found");
    assert!(!client.user().by_id(1).send().await.expect("a profile").is_cached());

    // The page of a gateway says nothing about the profile.
    let usual = self::client(server.url(), &folder);
    usual.user().by_id(1).skip_cache().await.expect_err("not found");
    assert!(!usual.user().by_id(1).send().await.expect("a profile").is_cached());
}

#[tokio::test]
async fn every_server_and_key_has_its_own_responses() {
    let (one, other, folder) = (Server::start().await, Server::start().await, folder());
    client(one.url(), &folder).user().by_id(1).await.expect("a profile");
    assert!(!client(other.url(), &folder).user().by_id(1).send().await.expect("a profile").is_cached());
    let another_key = settings(one.url(), Cache::in_folder(folder.path())).key("another-key-0123456789");
    let error = another_key.build().expect("a client").user().by_id(1).await.expect_err("the server refuses it");
    assert!(error.is_unauthorized(), "{error}");
    assert!(client(one.url(), &folder).user().by_id(1).send().await.expect("a profile").is_cached());
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (server, folder) = (Server::start().await, folder());
    let path = folder.path().join("made/below");
    client(server.url(), &path).user().by_id(1).await.expect("a profile");
    let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(&files(&path)[0])), (0o700, 0o600));
}

#[tokio::test]
async fn the_folder_stays_below_its_limit_and_keeps_other_files() {
    let (server, folder) = (Server::start().await, folder());
    let other = folder.path().join("notes.txt");
    fs::write(&other, "mine").expect("written");
    let cache = Cache::in_folder(folder.path()).max_bytes(20 * 4096);
    let client = settings(server.url(), cache.clone()).build().expect("a client");
    for pk in 1..=60_u64 {
        client.user().by_id(pk).await.expect("a profile");
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let count = files(&folder).len();
    assert!((10..=24).contains(&count), "{count} files");
    assert!(client.user().by_id(60).send().await.expect("a profile").is_cached(), "the newest stay");
    cache.clear().expect("cleared");
    assert_eq!(files(&folder), [other]);
    Cache::in_folder(folder.path().join("nowhere")).clear().expect("it is empty");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_and_readers_share_a_folder() {
    let (server, folder) = (Server::start().await, folder());
    let clients: Vec<_> = (0..3).map(|_| client(server.url(), &folder)).collect();
    for _ in 0..10 {
        let request = |number: u64| {
            let request = clients[number as usize % 3].user().by_id(number % 10);
            tokio::spawn(
                async move { if number.is_multiple_of(4) { request.skip_cache().await } else { request.await } },
            )
        };
        for task in (0..30).map(request).collect::<Vec<_>>() {
            task.await.expect("a task").expect("a profile");
        }
    }
    let (cached, units): (u64, u64) = clients
        .iter()
        .map(Client::usage)
        .fold((0, 0), |(cached, units), usage| (cached + usage.cached, units + usage.units));
    assert_eq!((cached + units, files(&folder).len()), (300, 10));
    assert!(cached > 0, "{cached} cached");
}

#[test]
fn blocking_requests_use_it_too() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (server, folder) = (runtime.block_on(Server::start()), folder());
    let settings = || hikerapi::blocking::Client::builder().key(KEY).server(server.url()).no_rate_limit();
    for is_cached in [false, true] {
        let client = settings().cache(Cache::in_folder(folder.path())).build().expect("a client");
        assert_eq!(client.user().by_id(1).send().expect("a profile").is_cached(), is_cached);
        assert!(!client.user().by_id(2).skip_cache().send().expect("a profile").is_cached());
    }
}

/// The program of another process: it requests profiles, and prints what they cost.
#[test]
#[ignore = "started by `two_processes_share_a_folder`"]
fn other_process() {
    let variable = |name: &str| std::env::var(name).expect("a variable");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let client = client(&variable("CACHE_SERVER"), variable("CACHE_FOLDER"));
    runtime.block_on(async {
        for pk in 1..=50_u64 {
            client.user().by_id(pk).await.expect("a profile");
        }
    });
    let usage = client.usage();
    println!("units: {}, saved: {}.", usage.units, usage.saved);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_share_a_folder() {
    let (server, folder) = (Server::start().await, folder());
    let start = || {
        let mut command = Command::new(std::env::current_exe().expect("a program"));
        command.args(["cache::other_process", "--exact", "--ignored", "--nocapture"]);
        command.env("CACHE_SERVER", server.url()).env("CACHE_FOLDER", folder.path());
        tokio::task::spawn_blocking(move || command.output().expect("a process"))
    };
    // Two at once write the same files.
    let (one, two) = (start(), start());
    for output in [one.await.expect("a task"), two.await.expect("a task")] {
        assert!(output.status.success(), "{}", text(&output));
    }
    assert_eq!(files(&folder).len(), 50);
    let third = text(&start().await.expect("a task"));
    assert!(third.contains("units: 0, saved: 50."), "{third}");
    let here = client(server.url(), &folder);
    assert!(here.user().by_id(50).send().await.expect("a profile").is_cached());
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
