//! How close to its limit the rate is that processes share, and whether it is ever above.

use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hikerapi_benches::targets::{Seen, at_least, at_most};
use hikerapi_harvest::StoreGate;
use hikerapi_harvest::pacing::{Change, interval};
use hikerapi_runtime::client::Gate;

use super::Size;
use super::stores::{Stores, open, runtime};

const RATES: [u64; 2] = [15, 200];
const PROCESSES: [usize; 2] = [1, 4];
/// The requests of a process that wait at once.
const TASKS: usize = 32;
const SECOND: u64 = 1_000_000;

pub(super) fn print(size: &Size, stores: &[Stores]) {
    println!(
        "Permits of the shared rate limit (`StoreGate`) for {} s, with {TASKS} requests in each process that wait for one, and more than \
         the limit allows. The requests are not sent. A permit comes with half a percent more time than the limit requires, so that no \
         second of the service has one too many.\n",
        size.seconds
    );
    println!(
        "| store | processes | limit/s | permits/s | of the limit | most in any second |\n|---|---|---|---|---|---|"
    );
    let (mut shares, mut peaks): (Vec<Seen>, Vec<Seen>) = Default::default();
    for stores in stores {
        for rate in RATES {
            for processes in PROCESSES {
                let permits = permits(stores, rate, processes, size.seconds);
                let (per_second, most) = (permits.per_second(), permits.most_in_a_second());
                let name = stores.kind().name();
                let share = per_second / rate as f64;
                println!("| {name} | {processes} | {rate} | {per_second:.2} | {share:.3} | {most} |");
                let of = format!("{name}, {processes} at {rate}/s");
                shares.push((of.clone(), share * 100.0));
                peaks.push((of, most as f64 / rate as f64));
            }
        }
    }
    println!();
    at_least("percent of the limit that processes use", 99.0, &shares);
    at_most("permits in any second, times the limit", 1.0, &peaks);
}

/// When requests could be sent, in microseconds, sorted.
struct Permits {
    times: Vec<u64>,
    /// While all processes ran.
    from: u64,
    to: u64,
}

impl Permits {
    fn per_second(&self) -> f64 {
        let inside = self.times.iter().filter(|time| (self.from..self.to).contains(*time)).count();
        inside as f64 / ((self.to - self.from) as f64 / SECOND as f64)
    }

    fn most_in_a_second(&self) -> usize {
        let times = &self.times;
        let in_second = |first: usize| times[first..].iter().take_while(|time| **time < times[first] + SECOND).count();
        (0..times.len()).map(in_second).max().unwrap_or(0)
    }
}

fn permits(stores: &Stores, rate: u64, processes: usize, seconds: u64) -> Permits {
    let location = stores.location(&format!("rate_{rate}_{processes}"));
    runtime().block_on(async {
        let gate = StoreGate::start(open(&location).await).await.expect("a gate");
        gate.change(Change::Interval(interval(rate as f64))).await.expect("a rate");
        gate.close().await.expect("closed");
    });
    let deadline = now() + (seconds + 1) * SECOND;
    let program = std::env::current_exe().expect("this program");
    let start = |_| {
        let mut child = Command::new(&program);
        child.args(["rate", &location, &deadline.to_string()]).stdout(Stdio::piped());
        child.spawn().expect("a process")
    };
    let children: Vec<_> = (0..processes).map(start).collect();
    let of_each: Vec<Vec<u64>> = children
        .into_iter()
        .map(|child| {
            let output = child.wait_with_output().expect("its end");
            assert!(output.status.success(), "a process failed");
            let text = String::from_utf8(output.stdout).expect("text");
            text.split_whitespace().map(|time| time.parse().expect("a number")).collect()
        })
        .collect();
    let from = of_each.iter().filter_map(|times| times.iter().min()).max().copied().unwrap_or_default();
    let mut times = of_each.concat();
    times.sort_unstable();
    Permits { times, from, to: deadline }
}

/// Takes permits until the deadline, and prints their times.
pub(super) fn child(location: &str, deadline: u64) {
    runtime().block_on(async {
        let gate = StoreGate::start(open(location).await).await.expect("a gate");
        let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(take(gate.clone(), deadline))).collect();
        tokio::time::sleep(Duration::from_micros(deadline.saturating_sub(now()))).await;
        gate.halt();
        for task in tasks {
            for time in task.await.expect("a task") {
                println!("{time}");
            }
        }
        gate.close().await.expect("closed");
    });
}

async fn take(gate: StoreGate, deadline: u64) -> Vec<u64> {
    let mut times = Vec::new();
    while now() < deadline {
        let Ok(settle) = gate.admit(1).await else { break };
        times.push(now());
        settle(1);
    }
    times
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    u64::try_from(since.as_micros()).expect("a time of this century")
}
