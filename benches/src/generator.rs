//! The generator: stage by stage on this spec, and as a whole process on specs of any size.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hikerapi_tests::made_up_spec;

use crate::sampled::{rival, sample};
use crate::used::{Used, used};

/// Endpoints in specs that are made up.
const SIZES: &[usize] = &[100, 1_000, 10_000];

pub(crate) fn run() {
    println!("\n### Generator");
    stages();
    // What the system counts for children includes the compilers that built this program, had it any.
    let here = std::env::current_exe().expect("this program has a path");
    let status = Command::new(here).arg("processes").status().expect("this program");
    assert!(status.success(), "the generator could not be measured");
}

fn stages() {
    let folder = xtask::project::root().join("spec");
    let api = xtask::input::api(&folder).expect("this project's spec");
    let sources = xtask::input::spec(&folder).expect("this project's spec").0;
    let sampled = sample(vec![
        rival("all", || codegen::generate(&xtask::input::api(&folder).expect("this project's spec")).len()),
        rival("reading files, parsing, checking", || xtask::input::api(&folder).ok()),
        rival("parsing and checking alone", || spec::read(&sources).ok()),
        rival("emitting and printing", || codegen::generate(&api).len()),
        rival("emitting alone", || codegen::tokens(&api)),
    ]);
    println!("\n| stage, on this spec, in one process | ms | share |\n|---|---|---|");
    for one in sampled {
        println!("| {} | {:.2} | {:.0} % |", one.name, one.seconds * 1e3, one.ratio * 100.0);
    }
}

/// CPU and time of one run, the mean of several, and the memory of the largest so far: sizes go up.
fn measured(times: u32, mut command: impl FnMut() -> Command) -> (Used, Duration) {
    let (before, start) = (used(), Instant::now());
    for _ in 0..times {
        let status = command().stdout(Stdio::null()).status().expect("the generator");
        assert!(status.success(), "the generator failed");
    }
    let all = used().since(before);
    (Used { cpu: all.cpu / times, ..all }, start.elapsed() / times)
}

pub(crate) fn processes() {
    let xtask = binary();
    let root = xtask::project::root();
    println!("\nWhole processes of `cargo xtask codegen`: CPU of user and system together, and the most memory.\n");
    println!("| spec | CPU, ms | CPU, ms an endpoint | time, ms | memory, MB |\n|---|---|---|---|---|");
    let row = |what: &str, endpoints: Option<u32>, (used, time): (Used, Duration)| {
        let cpu = used.cpu.as_secs_f64() * 1e3;
        let each = endpoints.map(|endpoints| cpu / f64::from(endpoints));
        let shown = each.map(|each| format!("{each:.3}")).unwrap_or_default();
        println!("| {what} | {cpu:.1} | {shown} | {:.1} | {} |", time.as_secs_f64() * 1e3, used.memory / 1_000_000);
        each
    };
    row("none: `--help`", None, measured(50, || command(&xtask, &["--help"])));
    let own = || {
        let mut command = command(&xtask, &["codegen", "--check"]);
        command.current_dir(&root);
        command
    };
    row("this one, nothing changed", None, measured(100, own));
    let mut per_endpoint = Vec::new();
    for (&endpoints, times) in SIZES.iter().zip([10, 3, 1]) {
        let folder = tempfile::tempdir().expect("a folder");
        let spec = write(folder.path(), endpoints);
        let mut run = 0;
        let measured = measured(times, || {
            run += 1;
            let mut command = command(&xtask, &["codegen"]);
            // A new folder each time: what was deleted a moment ago is expensive to make again.
            command.arg("--spec").arg(&spec).arg("--out").arg(folder.path().join(format!("out{run}")));
            command
        });
        let count = u32::try_from(endpoints).expect("a small number");
        per_endpoint.extend(row(&format!("{endpoints} endpoints, all files written"), Some(count), measured));
    }
    if let [.., before, last] = per_endpoint.as_slice() {
        println!("\nAn endpoint among 10,000 costs {:.2} times what one among 1,000 costs.", last / before);
    }
}

fn command(xtask: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(xtask);
    command.args(args);
    command
}

fn write(folder: &Path, endpoints: usize) -> PathBuf {
    let spec = folder.join("spec");
    std::fs::create_dir(&spec).expect("a folder");
    for (name, text) in made_up_spec(1, endpoints) {
        std::fs::write(spec.join(name), text).expect("a file");
    }
    spec
}

/// The commands, built for release beside the folder of this program.
fn binary() -> PathBuf {
    let here = std::env::current_exe().expect("this program has a path");
    let target = here.ancestors().nth(2).expect("a program stands in `target/<profile>`");
    target.join("release").join(format!("xtask{}", std::env::consts::EXE_SUFFIX))
}
