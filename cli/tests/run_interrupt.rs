//! Ctrl-C.
#![cfg(unix)]

mod run_support;

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use hikerapi_testing::Server;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use run_support::{Bench, ended};

/// A server whose list has no end in the time of a test.
fn bench() -> Bench {
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(300)).start_blocking());
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(7)).sample_items(10_000).page_size(10);
    bench
}

fn interrupt(child: &Child, signal: Signal) {
    kill(Pid::from_raw(child.id().try_into().expect("an id")), signal).expect("sent");
}

/// Waits until so many requests have arrived.
fn wait_for(bench: &Bench, requests: usize) {
    while bench.server.requests().len() < requests {
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn the_first_interrupt_writes_what_is_paid_for() {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP] {
        let bench = bench();
        let mut command = bench.hiker("user followers-chunk 7 --all --yes");
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        wait_for(&bench, 3);
        interrupt(&child, signal);
        let run = ended(&child.wait_with_output().expect("it ends"));
        let units = bench.server.units();
        run.says(
            130,
            &[
                "waiting for the requests in flight",
                "interrupted: the run is not complete",
                "this run cannot go on later",
            ],
        );
        run.says(130, &[&format!("{} rows, {units} requests, {units} units", units * 10)]);
        assert_eq!(run.rows.len() as u64, units * 10, "each page that was paid for is written");
    }
}

#[test]
fn a_run_under_nohup_goes_on_when_its_terminal_is_closed() {
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(300)).start_blocking());
    let command = bench.hiker("user followers-chunk 7 --all --yes");
    // A signal that is ignored stays so in the program that replaces the shell.
    let mut shell = Command::new("sh");
    shell.arg("-c").arg("trap '' HUP; exec \"$0\" \"$@\"").arg(command.get_program()).args(command.get_args());
    shell.env_clear().env("HOME", bench.folder.path()).env("HIKERAPI_TOKEN", bench.server.key());
    shell.current_dir(bench.folder.path());
    shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = shell.spawn().expect("it runs");
    wait_for(&bench, 1);
    interrupt(&child, Signal::SIGHUP);
    ended(&child.wait_with_output().expect("it ends")).says(0, &["3 rows, 3 requests"]);
}

#[test]
fn what_waits_is_not_sent_after_an_interrupt() {
    // Requests have 15 permits a second: most of 64 wait for one.
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(300)).start_blocking());
    bench.file("ids", &(1..=400).map(|id| format!("{id}\n")).collect::<String>());
    let mut command = bench.hiker("user by-id @ids --yes --concurrency 64");
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    wait_for(&bench, 3);
    interrupt(&child, Signal::SIGINT);
    let run = ended(&child.wait_with_output().expect("it ends"));
    let units = bench.server.units();
    run.says(130, &["waiting for the requests in flight", &format!("{units} rows, {units} requests, {units} units")]);
    // Those on the wire when the signal arrived, and not the others.
    assert!(units < 40 && run.rows.len() as u64 == units, "{units} units");
}

#[test]
fn nothing_is_tried_again_after_an_interrupt() {
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(300)).start_blocking());
    let client = bench.server.client();
    bench.server.on(client.user().by_id(7)).status(503, "Unavailable");
    let mut command = bench.hiker("user by-id 7");
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    wait_for(&bench, 1);
    interrupt(&child, Signal::SIGINT);
    ended(&child.wait_with_output().expect("it ends")).says(130, &["interrupted"]);
    assert_eq!(bench.server.requests().len(), 1);
}

#[test]
fn the_second_interrupt_ends_at_once() {
    let server = Server::builder().latency(Duration::from_secs(600)).start_blocking();
    let bench = Bench::with(server);
    let mut command = bench.hiker("user by-id 7");
    let mut child = command.stderr(Stdio::piped()).spawn().expect("it runs");
    wait_for(&bench, 1);
    interrupt(&child, Signal::SIGINT);
    let mut message = [0; 11];
    std::io::Read::read_exact(child.stderr.as_mut().expect("a pipe"), &mut message).expect("a message");
    assert_eq!(&message, b"interrupted");
    interrupt(&child, Signal::SIGINT);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn a_run_that_was_interrupted_goes_on_and_pays_nothing_twice() {
    const PAGES: u64 = 6;
    let bench = Bench::with(Server::builder().latency(Duration::from_millis(300)).start_blocking());
    let client = bench.server.client();
    bench.server.on(client.user().followers_chunk(7)).sample_items(PAGES * 10).page_size(10);
    let arguments = "user followers-chunk 7 --all --yes --out rows.csv --resume journal";
    let child = bench.hiker(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    wait_for(&bench, 2);
    interrupt(&child, Signal::SIGINT);
    let run = ended(&child.wait_with_output().expect("it ends"));
    run.says(130, &["what was fetched is in journal: run the same command again to go on", "interrupted"]);
    assert!(!bench.path("rows.csv").exists() && bench.server.units() < PAGES);
    bench.run(arguments).says(0, &["60 rows"]);
    assert_eq!((bench.text("rows.csv".as_ref()).lines().count(), bench.server.units()), (61, PAGES));
}
