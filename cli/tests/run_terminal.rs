//! Runs on a terminal.
#![cfg(unix)]

mod run_support;

use std::fs::File;
use std::io::{Read, Write};
use std::time::Duration;

use hikerapi_testing::Server;
use nix::pty::openpty;
use run_support::Bench;

/// Runs the binary on a terminal, types a line, and returns what the terminal has shown.
fn on_terminal(bench: &Bench, arguments: &str, typed: &str) -> (Option<i32>, String) {
    let terminal = openpty(None, None).expect("a terminal");
    let side = || File::from(terminal.slave.try_clone().expect("a copy"));
    let mut command = bench.hiker(arguments);
    let mut child = command.env("TERM", "xterm").stdin(side()).stdout(side()).stderr(side()).spawn().expect("it runs");
    drop((command, terminal.slave));
    let mut user = File::from(terminal.master);
    user.write_all(typed.as_bytes()).expect("typed");
    let mut shown = Vec::new();
    // The terminal is closed with an error.
    let _ = user.read_to_end(&mut shown);
    (child.wait().expect("it ends").code(), String::from_utf8_lossy(&shown).into_owned())
}

#[test]
fn a_high_price_is_asked_for() {
    let bench = Bench::new();
    let arguments = "user followers-chunk 7 --max-items 1200 --format jsonl";
    for no in ["n\n", "\n", "perhaps\n"] {
        let (code, shown) = on_terminal(&bench, arguments, no);
        assert!(code == Some(3) && shown.contains("Spend up to 1,200 units? [y/N]"), "{shown}");
        assert!(shown.contains("the price was not confirmed; nothing was sent"), "{shown}");
    }
    assert_eq!(bench.server.requests().len(), 0);
    for yes in ["y\n", "YES\n"] {
        let (code, shown) = on_terminal(&bench, arguments, yes);
        assert!(code == Some(0) && shown.contains("3 rows, 3 requests, 3 units"), "{shown}");
    }
    let (code, shown) = on_terminal(&bench, "user followers-chunk 7 --all --format jsonl", "y\n");
    assert!(code == Some(0) && shown.contains("Spend any number of units? [y/N]"), "{shown}");
}

#[test]
fn progress_is_drawn_and_leaves_the_rows_whole() {
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(250)).start_blocking());
    let arguments = "user followers-chunk 7 --all --yes --format jsonl";
    let (code, shown) = on_terminal(&bench, arguments, "");
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("followers_chunk: 1 item, 1 unit, "), "{shown}");
    // What the terminal has left of each line: what came after the last return to its start, or after it was cleared.
    let left =
        |line: &str| line.rsplit(['\r', '\u{1b}']).next().unwrap_or_default().trim_start_matches("[2K").to_owned();
    let rows: Vec<_> = shown.split("\r\n").map(left).filter(|line| line.starts_with('{')).collect();
    assert_eq!(rows.len(), 3, "{shown}");
    assert!(rows.iter().all(|row| serde_json::from_str::<serde_json::Value>(row).is_ok()), "{rows:?}");

    let (code, shown) = on_terminal(&bench, &format!("{arguments} --quiet"), "");
    assert!(code == Some(0) && !shown.contains("item") && !shown.contains("unit, "), "{shown}");
}
