//! The memory that a long list takes: that of a page, however many there are.

use std::process::Command;

use hikerapi::Client;
use hikerapi_tests::{KEY, Lists};

const PAGE: u64 = 200;

/// The most that this process has held at one time, in KB, as Linux keeps it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// What the processes do that are measured: it does nothing unless `LISTS_URL` names a server.
#[tokio::test]
async fn a_process_that_counts_a_list() {
    let Ok(url) = std::env::var("LISTS_URL") else { return };
    let hiker = Client::builder().key(KEY).server(url).unlimited_pace().build().expect("a client");
    let mut items = hiker.user().followers_chunk(7).items();
    let mut count = 0_u64;
    while let Some(item) = items.next().await.expect("an item") {
        count += u64::from(item.username.is_some());
    }
    println!("\nmeasured {count} {}", peak().unwrap_or_default());
}

/// The peak of a process that goes through a list of so many items.
async fn measured(items: u64) -> u64 {
    let lists = Lists::start(items / PAGE, PAGE, |_| None).await;
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["--exact", "a_process_that_counts_a_list", "--nocapture"]).env("LISTS_URL", lists.url());
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("a thread").expect("a process");
    let text = String::from_utf8_lossy(&output.stdout);
    let words: Vec<_> = text.lines().find_map(|line| line.strip_prefix("measured ")).expect(&text).split(' ').collect();
    assert_eq!(words[0], items.to_string());
    words[1].parse().expect("a number")
}

/// `ITEMS=1000000 cargo test --release -p hikerapi-tests --test memory -- --nocapture` for more.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_takes_no_more_than_a_short_one() {
    if peak().is_none() {
        return println!("not measured: this system keeps no peak");
    }
    let many: u64 = std::env::var("ITEMS").map_or(60_000, |items| items.parse().expect("a number of items"));
    let (short, long) = (measured(10_000).await, measured(many).await);
    println!("peak of 10000 items: {short} KB, of {many}: {long} KB");
    assert!(long < short + 10 * 1024, "{short} KB, then {long} KB");
}
