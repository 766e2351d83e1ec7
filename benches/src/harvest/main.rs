//! Stores of jobs for many workers: jobs and commits per second, memory and size, and how close to its limit the shared rate is. A
//! program of its own, as memory is that of a process, and as several processes share a store.

mod bare;
mod jobs;
mod rates;
mod stores;

use stores::Kind;

/// How much is measured.
struct Size {
    jobs: u64,
    /// Where the memory is looked at first.
    fewer: u64,
    /// The rows of the bare inserts.
    bare: u64,
    /// How long requests are admitted at each rate.
    seconds: u64,
}

const WHOLE: Size = Size { jobs: 1_000_000, fewer: 100_000, bare: 20_000, seconds: 10 };
/// To see that it runs: its figures say nothing.
const QUICK: Size = Size { jobs: 2_000, fewer: 500, bare: 200, seconds: 2 };

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [] => all(&WHOLE),
        ["--quick"] => all(&QUICK),
        ["jobs", location, jobs, fewer] => jobs::child(location, number(jobs), number(fewer)),
        ["rate", location, deadline] => rates::child(location, number(deadline)),
        other => {
            eprintln!("hikerapi-harvest-bench takes `--quick` or nothing, not {other:?}");
            std::process::exit(2);
        }
    }
}

fn number(text: &str) -> u64 {
    text.parse().expect("a number")
}

fn all(size: &Size) {
    let stores: Vec<_> = Kind::ALL.iter().filter_map(|kind| kind.start()).collect();
    println!("### Many workers\n");
    rates::print(size, &stores);
    println!();
    jobs::print(size, &stores);
}
