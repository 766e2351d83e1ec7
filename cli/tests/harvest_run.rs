//! `hiker harvest run`: money, interrupts, kills, and several processes at once.
#![cfg(all(unix, feature = "harvest"))]

mod run_support;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use hikerapi_testing::Server;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use run_support::{Bench, ended};

/// A server that takes its time, and a store with so many profiles to fetch.
fn bench(jobs: u64, latency: u64) -> Bench {
    let server = Server::builder().follow_parameters().latency(Duration::from_millis(latency)).start_blocking();
    let bench = Bench::with(server);
    bench.piped("harvest add --store run.db user by-id -", jobs).says(0, &["jobs added"]);
    bench
}

fn spawn(bench: &Bench, arguments: &str) -> Child {
    let mut command = bench.hiker(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs")
}

fn signal(child: &Child, signal: Signal) {
    kill(Pid::from_raw(child.id().try_into().expect("an id")), signal).expect("sent");
}

/// Waits until so many units are billed.
fn wait_for(bench: &Bench, units: u64) {
    while bench.server.units() < units {
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Checks that the store has each of the profiles once.
#[track_caller]
fn has_each_once(bench: &Bench, jobs: u64) {
    let rows = bench.run("harvest export --store run.db user by-id --select pk").rows;
    let mut ids: Vec<u64> = rows.iter().map(|row| row["pk"].as_u64().expect("an id")).collect();
    ids.sort_unstable();
    assert_eq!(ids, (1..=jobs).collect::<Vec<_>>());
}

#[test]
fn a_price_that_is_high_or_not_known_is_confirmed() {
    let bench = bench(101, 0);
    let refused = ["the run can cost 101 units: 101 jobs of user/by-id × 1 unit, and", "pass `--yes` to confirm it"];
    bench.run("harvest run --store run.db").says(3, &refused);
    bench.run("harvest run --store run.db --watch --confirm-above 1000").says(3, &["and more for jobs that are added"]);
    let dry = bench.hiker("harvest run --store run.db --dry-run").output().expect("it runs");
    assert!(String::from_utf8_lossy(&dry.stdout).starts_with("101 units: 101 jobs of user/by-id × 1 unit\n"));
    assert_eq!(bench.server.units(), 0);
    bench.run("harvest run --store run.db --confirm-above 101 --rate 1000").says(0, &["101 jobs done"]);
}

#[test]
fn a_budget_is_for_all_runs_and_never_exceeded() {
    let bench = bench(50, 0);
    let run = bench.run("harvest run --store run.db --budget 20 --rate 1000");
    run.says(3, &["20 jobs done", "20 units", "a run with a higher `--budget` goes on"]);
    assert_eq!(bench.server.units(), 20);
    for budget in ["20", "5"] {
        let run = bench.run(&format!("harvest run --store run.db --budget {budget}"));
        run.says(3, &["is for all runs of the store, which has spent 20 of it: a higher `--budget` permits more"]);
    }
    bench.run("harvest run --store run.db").says(3, &["is for all runs of the store"]);
    assert_eq!(bench.server.units(), 20);
    bench
        .run("harvest run --store run.db --budget 50 --rate 1000")
        .says(0, &["30 left of the budget of 50", "30 jobs done"]);
    has_each_once(&bench, 50);
}

#[test]
fn the_budget_of_the_day_holds_too() {
    let bench = bench(30, 0);
    let mut command = bench.hiker("harvest run --store run.db --yes --rate 1000 --workers 4");
    let run = ended(&command.env("HIKER_BUDGET_PER_DAY", "12").output().expect("it runs"));
    run.says(3, &["the budget of the day is exhausted", "raise `budget_per_day`, or go on tomorrow"]);
    // What waited for its turn when another request was refused is not sent.
    assert!((1..=12).contains(&bench.server.units()), "{} units", bench.server.units());
}

#[test]
fn an_account_without_credit_stops_the_run_and_the_next_one_goes_on() {
    let server = Server::builder().follow_parameters().credit(10).start_blocking();
    let bench = Bench::with(server);
    bench.piped("harvest add --store run.db user by-id -", 40).says(0, &[]);
    bench
        .run("harvest run --store run.db --yes --rate 200 --workers 2")
        .says(4, &["10 jobs done", "the next run goes on"]);
    let status = bench.run("harvest status --store run.db --format json").rows;
    assert_eq!((&status[0]["open"], &status[0]["jobs"]["failed"]), (&30.into(), &0.into()));
    assert!(status[0]["stopped"].as_str().is_some_and(|why| !why.is_empty()), "{}", status[0]);
}

#[test]
fn a_wrong_key_is_an_error_and_no_job_has_failed() {
    let bench = bench(5, 0);
    let mut command = bench.hiker("harvest run --store run.db --yes");
    let run = ended(&command.env("HIKERAPI_TOKEN", "wrong").output().expect("it runs"));
    assert_eq!(run.code, Some(1), "{}", run.messages);
    assert!(!run.messages.contains("wrong\""), "{}", run.messages);
    bench.run("harvest run --store run.db --yes --rate 1000").says(0, &["5 jobs done"]);
}

#[test]
fn an_interrupt_finishes_what_is_on_the_wire_and_the_next_run_goes_on() {
    for of in [Signal::SIGINT, Signal::SIGTERM] {
        let bench = bench(60, 200);
        let child = spawn(&bench, "harvest run --store run.db --yes --rate 100 --workers 8");
        wait_for(&bench, 10);
        signal(&child, of);
        let run = ended(&child.wait_with_output().expect("it ends"));
        run.says(130, &["waiting for the requests in flight", "interrupted: the next run goes on"]);
        let status = bench.run("harvest status --store run.db --format json").rows;
        let units = bench.server.units();
        assert!(units < 60, "it was not interrupted");
        assert_eq!((&status[0]["jobs"]["claimed"], &status[0]["jobs"]["done"]), (&0.into(), &units.into()));
        assert_eq!(status[0]["units"], units);
        bench.run("harvest run --store run.db --yes --rate 1000").says(0, &[]);
        assert_eq!(bench.server.units(), 60, "nothing is paid twice");
        has_each_once(&bench, 60);
    }
}

#[test]
fn the_second_interrupt_ends_at_once() {
    let bench = bench(3, 600_000);
    let mut child = spawn(&bench, "harvest run --store run.db --yes");
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    while bench.server.requests().iter().filter(|request| request.path.contains("/user/")).count() == 0 {
        std::thread::sleep(Duration::from_millis(5));
    }
    signal(&child, Signal::SIGINT);
    let is_told = lines.by_ref().map_while(Result::ok).any(|line| line.starts_with("interrupted"));
    assert!(is_told);
    signal(&child, Signal::SIGINT);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
}

#[test]
fn a_run_that_was_killed_goes_on_and_pays_for_no_more_than_was_on_the_wire() {
    const WORKERS: u64 = 4;
    let bench = bench(60, 100);
    let arguments = "harvest run --store run.db --yes --rate 100 --workers 4 --lease 500ms";
    let mut kills = 0;
    loop {
        let before = bench.server.units();
        let mut child = spawn(&bench, arguments);
        if kills < 3 {
            wait_for(&bench, before + 8);
            child.kill().expect("killed");
            child.wait().expect("it ends");
            kills += 1;
            continue;
        }
        ended(&child.wait_with_output().expect("it ends")).says(0, &["done"]);
        break;
    }
    has_each_once(&bench, 60);
    assert!(bench.server.units() <= 60 + kills * WORKERS, "{} units", bench.server.units());
}

#[test]
fn two_processes_share_a_rate_and_a_budget() {
    let bench = bench(80, 20);
    let arguments = "harvest run --store run.db --budget 50 --rate 100 --workers 4";
    let children = [(); 2].map(|()| spawn(&bench, arguments));
    for child in children {
        ended(&child.wait_with_output().expect("it ends")).says(3, &["--budget"]);
    }
    assert_eq!(bench.server.units(), 50);
    let arguments = "harvest run --store run.db --budget 80 --rate 100 --workers 4";
    let children = [(); 2].map(|()| spawn(&bench, arguments));
    for child in children {
        ended(&child.wait_with_output().expect("it ends")).says(0, &["done"]);
    }
    has_each_once(&bench, 80);
    assert_eq!(bench.server.units(), 80);
}

#[test]
fn metrics_are_served_while_it_runs() {
    let bench = bench(400, 50);
    let mut child = spawn(&bench, "harvest run --store run.db --yes --rate 100 --metrics 0");
    let lines = BufReader::new(child.stderr.take().expect("a pipe")).lines().map_while(Result::ok);
    let address = lines.filter_map(|line| Some(line.strip_prefix("metrics at http://")?.split('/').next()?.to_owned()));
    let address = { address }.next().expect("an address");
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    let get = |request: &str| {
        let mut stream = TcpStream::connect(&address).expect("connected");
        stream.write_all(request.as_bytes()).expect("sent");
        let mut response = String::new();
        // What is not read of a long request resets the connection.
        let _ = stream.read_to_string(&mut response);
        response
    };
    let metrics = get("GET /metrics HTTP/1.1\r\nhost: it\r\n\r\n");
    assert!(metrics.starts_with("HTTP/1.1 200 OK\r\n") && metrics.contains("\nhiker_harvest_jobs{"), "{metrics}");
    assert!(get("GET / HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 404 "));
    assert!(get("POST /metrics HTTP/1.1\r\n\r\n").starts_with("HTTP/1.1 405 "));
    assert!(!get(&format!("GET /{} HTTP/1.1\r\n", "x".repeat(100_000))).contains("200 OK"));
    child.kill().expect("killed");
    child.wait().expect("it ends");
}

#[test]
fn watching_waits_for_more_jobs() {
    let bench = bench(3, 0);
    let child = spawn(&bench, "harvest run --store run.db --budget 100 --rate 1000 --watch");
    wait_for(&bench, 3);
    bench.run("harvest add --store run.db user by-id 4").says(0, &["1 job added"]);
    wait_for(&bench, 4);
    signal(&child, Signal::SIGINT);
    ended(&child.wait_with_output().expect("it ends")).says(130, &["4 jobs done"]);
}
