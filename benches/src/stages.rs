//! The stages of the generator, one by one: a program of its own, built as the commands are.

use std::path::Path;
use std::time::Instant;

use hikerapi_benches::specs::{SIZES, folder, write};
use hikerapi_tests::project;

fn main() {
    println!("### Generator\n");
    println!(
        "Stages in one process, in ms of wall time, the median of several runs. The time of the stages before it is"
    );
    println!("subtracted. Names are made while the spec is checked, so lowering is not a stage of its own.\n");
    println!(
        "| endpoints | read files | parse YAML | check | emit | print | write | parse and check per endpoint, µs |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    row("this spec", 22, 101, &project::root().join("spec"));
    for (&endpoints, times) in SIZES.iter().zip([25, 9, 5]) {
        let folder = folder();
        row(&format!("{endpoints}, synthetic"), endpoints, times, &write(folder.path(), endpoints));
    }
}

fn row(name: &str, endpoints: usize, times: usize, folder_of_spec: &Path) {
    let sources = project::sources(folder_of_spec);
    let api = project::checked(&sources);
    let files = codegen::generate(&api, &codegen::Samples::default());
    let out = folder();
    let mut run = 0;
    let read = median(times, || {
        let paths = sources.iter().map(|source| folder_of_spec.join(file_name(source)));
        paths.map(std::fs::read).collect::<Result<Vec<_>, _>>().expect("files")
    });
    let checked = median(times, || spec::read(&sources).unwrap_or_else(|_| panic!("it was read before")));
    let parse = median(times, || spec::parsed(&sources));
    let emit = median(times, || codegen::tokens(&api, &codegen::Samples::default()));
    let generate = median(times, || codegen::generate(&api, &codegen::Samples::default()));
    let write = median(times, || {
        run += 1;
        let out = out.path().join(run.to_string());
        for (path, text) in files.iter() {
            let file = out.join(path);
            std::fs::create_dir_all(file.parent().expect("a file is in a folder")).expect("a folder");
            std::fs::write(file, text).expect("a folder that can be written");
        }
    });
    let stages = [read, parse, checked - parse, emit, generate - emit, write];
    let stages: Vec<_> = stages.iter().map(|seconds| format!("{:.2}", seconds * 1e3)).collect();
    println!("| {name} | {} | {:.1} |", stages.join(" | "), checked * 1e6 / endpoints as f64);
}

fn file_name(source: &spec::Source) -> &str {
    source.path.rsplit('/').next().unwrap_or_default()
}

/// Returns the median time of several runs in seconds. Dropping their results is not measured.
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
