//! The generator: stage by stage on this spec, and as a whole process on specs of any size.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hikerapi_tests::made_up_spec;

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

/// Each stage apart, from one end of the generator to the other.
fn stages() {
    println!(
        "\nStages in one process, in ms of time: the median of several runs. Printing, checking included, and writing go"
    );
    println!(
        "by all cores where there is much of it. Names are made while the spec is checked, so lowering is no stage.\n"
    );
    println!(
        "| endpoints | read files | parse YAML | check | emit | print | write | of it parsing and checking an endpoint, µs |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    row_of_stages("this spec", 22, 31, &xtask::project::root().join("spec"));
    for (&endpoints, times) in SIZES.iter().zip([15, 7, 3]) {
        let folder = folder();
        row_of_stages(&format!("{endpoints}, made up"), endpoints, times, &write(folder.path(), endpoints));
    }
}

fn row_of_stages(name: &str, endpoints: usize, times: usize, spec: &Path) {
    let (sources, api) = xtask::input::spec(spec).unwrap_or_else(|failure| panic!("{failure:?}"));
    let files = codegen::generate(&api);
    let out = folder();
    let mut run = 0;
    let whole = median(times, || xtask::input::spec(spec).is_ok());
    let read = median(times, || spec::read(&sources).is_ok());
    let parse = median(times, || spec::parsed(&sources));
    let emit = median(times, || codegen::tokens(&api));
    let generate = median(times, || codegen::generate(&api));
    let write = median(times, || {
        run += 1;
        let out = out.path().join(run.to_string());
        let difference = xtask::output::compare(&out, &files).expect("a folder");
        xtask::output::write(&out, &files, &difference).expect("a folder that can be written")
    });
    // Time of what is done on the way is taken off; on several cores, emitting takes less of it than alone.
    let stages = [whole - read, parse, read - parse, emit, generate - emit, write];
    let stages: Vec<_> = stages.iter().map(|seconds| format!("{:.2}", seconds.max(0.0) * 1e3)).collect();
    println!("| {name} | {} | {:.1} |", stages.join(" | "), read * 1e6 / endpoints as f64);
}

/// The median time of several runs, in seconds. What each gives is dropped after the clock has stopped.
fn median<T>(times: usize, mut once: impl FnMut() -> T) -> f64 {
    let mut seconds: Vec<_> = (0..times)
        .map(|_| {
            let start = Instant::now();
            let made = once();
            let elapsed = start.elapsed();
            drop(made);
            elapsed.as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    seconds[times / 2]
}

/// A folder in memory, where the system has one: what a disk does with many new files depends on what was deleted from
/// it in the last minutes.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.expect("a folder")
}

/// CPU and time of one run, each the median of several, and the memory of the largest so far: sizes go up.
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
    let root = xtask::project::root();
    println!(
        "\nWhole processes of `cargo xtask codegen`: CPU of user and system together, the median of several runs, and the"
    );
    println!("most memory. Files are in memory, where the system has a folder for that.\n");
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
