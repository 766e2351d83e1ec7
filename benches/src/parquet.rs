//! Rows to Parquet, beside decoding alone, and the memory that it takes: a program of its own, as memory is that of a process.

use std::fs::File;
use std::hint::black_box;
use std::process::Command;
use std::time::Duration;

use hikerapi::rows::{Cell, schema};
use hikerapi::rt::{self, Endpoint};
use hikerapi::types::{Media, UserShort};
use hikerapi::user::{FollowersChunkRequest, MediasChunkRequest};
use hikerapi::values::Cursor;
use hikerapi_arrow::ParquetWriter;
use hikerapi_benches::long_lists::{accounts, posts};
use hikerapi_benches::targets::{at_least, at_most};
use nix::time::{ClockId, clock_gettime};

const ITEMS: usize = 100_000;
const FEWER: usize = 10_000;
/// The runs of each, in turns.
const RUNS: usize = 7;

/// A list, by the endpoint that returns its pages.
struct List {
    name: &'static str,
    /// Pages with so many items altogether, each another text.
    pages: fn(usize) -> Box<dyn Iterator<Item = String>>,
    /// Decodes all pages.
    decode: fn(&[String]),
    /// Decodes all pages and writes the items to a file.
    write: fn(&mut dyn Iterator<Item = String>),
}

const LISTS: [List; 2] = [
    List {
        name: "short accounts",
        pages: |items| Box::new(accounts(items)),
        decode: decode::<FollowersChunkRequest>,
        write: write::<FollowersChunkRequest, UserShort>,
    },
    List {
        name: "posts",
        pages: |items| Box::new(posts(items)),
        decode: decode::<MediasChunkRequest>,
        write: write::<MediasChunkRequest, Media>,
    },
];

fn main() {
    let mut args = std::env::args().skip(1);
    if let (Some(name), Some(items)) = (args.next(), args.next()) {
        return peak(&name, items.parse().expect("a number of items"));
    }
    println!(
        "### Rows\n
{ITEMS} items of a list, whose pages are in memory: decoded alone, and decoded, made into rows and written to a file of Parquet
(`hikerapi-arrow`, Snappy). Each page has other texts. Two threads write a file: that of the caller decodes, makes rows and
writes bytes; another one encodes. Figures are medians of {RUNS} runs.\n"
    );
    speed();
    memory();
}

fn speed() {
    let all: Vec<_> = LISTS.iter().map(|list| (list.name, measured(list))).collect();
    drop(std::fs::remove_file(path()));
    println!("Wall time, with whatever else the machine did:\n");
    println!(
        "| list | decoding, rows/s | to Parquet, rows/s | ratio | JSON, MB | file, MB |\n|---|---|---|---|---|---|"
    );
    let rows = |seconds: f64| ITEMS as f64 / seconds;
    for (name, Measured { wall, ratio, json, file, .. }) in &all {
        println!("| {name} | {:.0} | {:.0} | {ratio:.2} | {json:.1} | {file:.1} |", rows(wall[0]), rows(wall[1]));
    }
    println!(
        "\nCPU time per row. On two free cores, the slower one of the two threads decides: the ratio is that of decoding alone to it.\n
| list | decoding alone, µs | caller's thread, µs | encoder's thread, µs | ratio of two free cores |\n|---|---|---|---|---|"
    );
    for (name, Measured { cpu, ratio_of_cpu, .. }) in &all {
        let [alone, caller, encoder] = cpu.map(|seconds| seconds / ITEMS as f64 * 1e6);
        println!("| {name} | {alone:.2} | {caller:.2} | {encoder:.2} | {ratio_of_cpu:.2} |");
    }
    println!();
    let seen = |ratio: fn(&Measured) -> f64| -> Vec<_> {
        all.iter().map(|(name, measured)| ((*name).to_owned(), ratio(measured))).collect()
    };
    let what = "rows per second to Parquet, times those of decoding alone";
    at_least(&format!("{what}, by wall time"), 0.5, &seen(|measured| measured.ratio));
    at_least(&format!("{what}, by CPU time on two free cores"), 0.5, &seen(|measured| measured.ratio_of_cpu));
}

/// What the runs of a list took: the medians, in seconds and MB.
struct Measured {
    /// Decoding alone, and to Parquet.
    wall: [f64; 2],
    ratio: f64,
    /// Decoding alone; to Parquet the caller's thread, and the encoder's.
    cpu: [f64; 3],
    ratio_of_cpu: f64,
    json: f64,
    file: f64,
}

fn measured(list: &List) -> Measured {
    let pages: Vec<String> = (list.pages)(ITEMS).collect();
    let runs: Vec<_> = (0..RUNS).map(|_| run(list, &pages)).collect();
    let median = |figure: &dyn Fn(&Run) -> f64| {
        let mut figures: Vec<_> = runs.iter().map(figure).collect();
        figures.sort_by(f64::total_cmp);
        figures[RUNS / 2]
    };
    let megabytes = |bytes: u64| bytes as f64 / 1e6;
    Measured {
        wall: [0, 1].map(|at| median(&|run| run.wall[at])),
        ratio: median(&|run| run.wall[0] / run.wall[1]),
        cpu: [0, 1, 2].map(|at| median(&|run| run.cpu[at])),
        ratio_of_cpu: median(&|run| run.cpu[0] / run.cpu[1].max(run.cpu[2])),
        json: megabytes(pages.iter().map(|page| page.len() as u64).sum()),
        file: megabytes(std::fs::metadata(path()).expect("a file").len()),
    }
}

/// The seconds of one run, as in [`Measured`].
struct Run {
    wall: [f64; 2],
    cpu: [f64; 3],
}

fn run(list: &List, pages: &[String]) -> Run {
    let copies = pages.to_vec();
    let alone = Clocks::now();
    (list.decode)(pages);
    let alone = alone.elapsed();
    let written = Clocks::now();
    (list.write)(&mut copies.into_iter());
    let written = written.elapsed();
    Run { wall: [alone.wall, written.wall], cpu: [alone.thread, written.thread, written.process - written.thread] }
}

/// Seconds: by the wall, and of CPU.
struct Clocks {
    wall: f64,
    /// Of this thread.
    thread: f64,
    /// Of all threads.
    process: f64,
}

impl Clocks {
    fn now() -> Self {
        let seconds = |clock| Duration::from(clock_gettime(clock).expect("a clock")).as_secs_f64();
        Self {
            wall: seconds(ClockId::CLOCK_MONOTONIC),
            thread: seconds(ClockId::CLOCK_THREAD_CPUTIME_ID),
            process: seconds(ClockId::CLOCK_PROCESS_CPUTIME_ID),
        }
    }

    fn elapsed(&self) -> Self {
        let now = Self::now();
        Self { wall: now.wall - self.wall, thread: now.thread - self.thread, process: now.process - self.process }
    }
}

fn memory() {
    println!(
        "\nThe peak memory of a process that does it, page by page: decoding, rows, Parquet.\n
| list | {FEWER} items, MB | {ITEMS} items, MB | more, MB |\n|---|---|---|---|"
    );
    let mut seen = Vec::new();
    for list in &LISTS {
        let [fewer, all] = [FEWER, ITEMS].map(|items| peak_of_process(list.name, items));
        println!("| {} | {fewer:.1} | {all:.1} | {:.1} |", list.name, all - fewer);
        seen.push((list.name.to_owned(), all - fewer));
    }
    println!();
    at_most("MB of memory that 100,000 items take more than 10,000", 20.0, &seen);
}

fn peak_of_process(name: &str, items: usize) -> f64 {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).args([name, &items.to_string()]).output().expect("it runs");
    String::from_utf8(output.stdout).expect("text").trim().parse().expect("a number")
}

/// Prints the peak memory of this process after it, in MB.
fn peak(name: &str, items: usize) {
    let list = LISTS.iter().find(|list| list.name == name).expect("a list");
    (list.write)(&mut (list.pages)(items));
    drop(std::fs::remove_file(path()));
    // What `getrusage` has begins with the memory of the parent.
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("the peak");
    let kilobytes: f64 = peak.trim().trim_end_matches("kB").trim().parse().expect("a number");
    println!("{:.2}", kilobytes / 1024.0);
}

fn path() -> std::path::PathBuf {
    hikerapi_tests::project::root().join("target").join(format!("rows-{}.parquet", std::process::id()))
}

fn decode<E: Endpoint>(pages: &[String]) {
    for page in pages {
        drop(black_box(rt::decode::<E>(page.as_bytes()).expect("a page")));
    }
}

fn write<E, T>(pages: &mut dyn Iterator<Item = String>)
where
    E: Endpoint<Output = (Vec<T>, Option<Cursor>)>,
    T: Cell,
{
    let file = File::create(path()).expect("a file");
    let mut writer = ParquetWriter::new(file, &schema::<T>()).expect("a writer");
    for page in pages {
        let (items, _) = rt::decode::<E>(page.as_bytes()).expect("a page");
        items.iter().try_for_each(|item| writer.push(item)).expect("a row");
    }
    writer.finish().expect("a file");
}
