//! A list needs the memory of one page, however many pages it has.

use std::process::Command;

use hikerapi::Client;
use hikerapi_tests::{KEY, Lists};

const PAGE: u64 = 200;

/// The peak memory of this process in KB, where the system reports it as Linux does.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Runs in the measured process. It does nothing unless `LISTS_URL` names a server.
#[tokio::test]
async fn a_process_counts_a_list() {
    let Ok(url) = std::env::var("LISTS_URL") else { return };
    let client = Client::builder().key(KEY).server(url).no_rate_limit().build().expect("a client");
    let mut items = client.user().followers_chunk(7).items();
    let mut count = 0_u64;
    while let Some(item) = items.next().await.expect("an item") {
        count += u64::from(item.username.is_some());
    }
    println!("\nmeasured {count} {}", peak().unwrap_or_default());
}

/// The peak memory of a process that reads a list of this many items, in KB.
async fn measured(items: u64) -> u64 {
    let lists = Lists::start(items / PAGE, PAGE, |_| None).await;
    let mut command = Command::new(std::env::current_exe().expect("this test"));
    command.args(["--exact", "a_process_counts_a_list", "--nocapture"]).env("LISTS_URL", lists.url());
    let output = tokio::task::spawn_blocking(move || command.output()).await.expect("a thread").expect("a process");
    let text = String::from_utf8_lossy(&output.stdout);
    let words: Vec<_> = text.lines().find_map(|line| line.strip_prefix("measured ")).expect(&text).split(' ').collect();
    assert_eq!(words[0], items.to_string());
    words[1].parse().expect("a number")
}

/// `ITEMS=1000000 cargo test --release -p hikerapi-tests --test memory -- --nocapture` reads more items.
#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_needs_no_more_memory_than_a_short_one() {
    if peak().is_none() {
        return println!("not measured: this system does not report the peak");
    }
    let many: u64 = std::env::var("ITEMS").map_or(60_000, |items| items.parse().expect("a number of items"));
    let (short, long) = (measured(10_000).await, measured(many).await);
    println!("peak of 10000 items: {short} KB, of {many}: {long} KB");
    assert!(long < short + 10 * 1024, "{short} KB, then {long} KB");
}
