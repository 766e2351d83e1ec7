//! The generator as a whole process, on specs of several sizes.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hikerapi_benches::specs::{SIZES, folder, write};
use hikerapi_benches::targets::at_most;

use crate::used::{Used, used};

pub(crate) fn run() {
    // In a process of its own: the system's figures for children would include the compilers that this one has run.
    let here = std::env::current_exe().expect("this program has a path");
    let status = Command::new(here).arg("processes").status().expect("this program");
    assert!(status.success(), "the generator could not be measured");
}

/// Measures the CPU and wall time of one run, each the median of several, and the peak memory of all children so far.
/// Sizes go up, so that the peak is this one's.
fn measured(times: usize, mut command: impl FnMut() -> Command) -> (Used, Duration) {
    let (mut cpu, mut time) = (Vec::new(), Vec::new());
    for _ in 0..times {
        let mut command = command();
        let (before, start) = (used(), Instant::now());
        let status = command.stdout(Stdio::null()).status().expect("the generator");
        assert!(status.success(), "the generator failed");
        time.push(start.elapsed());
        cpu.push(used().since(before).cpu);
    }
    cpu.sort_unstable();
    time.sort_unstable();
    (Used { cpu: cpu[times / 2], ..used() }, time[times / 2])
}

pub(crate) fn processes() {
    let xtask = binary();
    let root = hikerapi_tests::project::root();
    println!(
        "\nWhole processes of `xtask codegen`, the release binary without cargo: CPU (user and system together) and wall time,"
    );
    println!(
        "each the median of several runs, and peak memory. Files are in memory if the system has a folder for that.\n"
    );
    println!("| spec | CPU, ms | CPU per endpoint, ms | time, ms | memory, MB |\n|---|---|---|---|---|");
    let row = |what: &str, endpoints: Option<u32>, (used, time): (Used, Duration)| {
        let cpu = used.cpu.as_secs_f64() * 1e3;
        let each = endpoints.map(|endpoints| cpu / f64::from(endpoints));
        let shown = each.map(|each| format!("{each:.3}")).unwrap_or_default();
        println!("| {what} | {cpu:.1} | {shown} | {:.1} | {} |", time.as_secs_f64() * 1e3, used.memory / 1_000_000);
        each
    };
    row("none: `--help`", None, measured(101, || command(&xtask, &["--help"])));
    let own = || {
        let mut command = command(&xtask, &["codegen", "--check"]);
        command.current_dir(&root);
        command
    };
    let this_spec = measured(201, own);
    row("this spec, nothing changed", None, this_spec);
    let (mut per_endpoint, mut largest) = (Vec::new(), this_spec);
    for (&endpoints, times) in SIZES.iter().zip([25, 7, 3]) {
        let folder = folder();
        let spec = write(folder.path(), endpoints);
        let mut run = 0;
        let measured = measured(times, || {
            run += 1;
            let mut command = command(&xtask, &["codegen"]);
            command.arg("--spec").arg(&spec).arg("--out").arg(folder.path().join(format!("out{run}")));
            command
        });
        let count = u32::try_from(endpoints).expect("a small number");
        per_endpoint.extend(row(&format!("{endpoints} endpoints, all files written"), Some(count), measured));
        largest = measured;
    }
    println!();
    let target = |what: &str, bound: f64, seen: f64| at_most(what, bound, &[(String::new(), seen)]);
    target("the generator on this spec, nothing changed: ms of CPU", 10.0, this_spec.0.cpu.as_secs_f64() * 1e3);
    target("the generator with 10,000 endpoints: seconds", 3.0, largest.1.as_secs_f64());
    target("the same, MB of memory", 500.0, largest.0.memory as f64 / 1e6);
    if let [.., before, last] = per_endpoint.as_slice() {
        target("the same, CPU per endpoint, times that with 1,000 endpoints", 1.3, last / before);
    }
}

fn command(xtask: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(xtask);
    command.args(args);
    command
}

/// The release binary of the commands, beside the folder of this program.
fn binary() -> PathBuf {
    let here = std::env::current_exe().expect("this program has a path");
    let target = here.ancestors().nth(2).expect("a program is in `target/<profile>`");
    target.join("release").join(format!("xtask{}", std::env::consts::EXE_SUFFIX))
}
