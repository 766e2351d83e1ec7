//! `cargo xtask bench`: what decoding, requests and generation cost, beside what they are compared with.

mod charts;

use std::path::Path;
use std::process::Command;

use crate::failure::Failure;
use crate::{images, project};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// One part alone.
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Measure nothing; draw the charts in docs/src/images from the tables of BENCHMARKS.md
    #[arg(long, conflicts_with = "only")]
    charts: bool,
    /// With `--charts`: write nothing; list every chart that is not up to date, and exit with 1 if there is one
    #[arg(long, requires = "charts")]
    check: bool,
}

/// What is measured.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Part {
    Decode,
    Wire,
    Generator,
    Allocations,
    /// Minutes: everything is compiled several times
    Build,
    /// Many minutes the first time: four other generators are installed below `target/`, and their clients built
    Rivals,
}

impl Part {
    const ALL: &'static [Self] =
        &[Self::Decode, Self::Allocations, Self::Wire, Self::Generator, Self::Build, Self::Rivals];
}

/// Builds the benches with their rivals, and prints their tables in Markdown; or draws the charts of those tables.
///
/// # Errors
/// Where they cannot be built or run, or a chart cannot be drawn or is not up to date.
pub fn run(args: &Args) -> Result<(), Failure> {
    let root = project::root()?;
    if args.charts {
        return images::update(&root, &charts::drawn(&root)?, args.check, "cargo xtask bench --charts");
    }
    let cargo = |args: &[&str]| cargo(&root, args);
    // The generator is measured as a process of its own.
    run_cargo(&mut cargo(&["build", "--release", "--quiet", "--locked", "-p", "xtask"]))?;
    let parts = args.only.as_ref().map_or(Part::ALL, std::slice::from_ref);
    for part in parts {
        let (program, name) = match part {
            Part::Decode => ("hikerapi-benches", "decode"),
            Part::Allocations => ("hikerapi-allocations", ""),
            Part::Wire => ("hikerapi-benches", "wire"),
            Part::Generator => {
                let stages = ["run", "--release", "--quiet", "--locked", "-p", "hikerapi-benches"];
                run_cargo(cargo(&stages).args(["--bin", "hikerapi-stages"]))?;
                ("hikerapi-benches", "generator")
            }
            Part::Build => ("hikerapi-benches", "build"),
            Part::Rivals => ("hikerapi-benches", "rivals"),
        };
        let mut cargo = cargo(&["run", "--profile", "users", "--quiet", "--locked", "-p", "hikerapi-benches"]);
        run_cargo(cargo.args(["--features", "rivals", "--bin", program, "--", name]))?;
    }
    Ok(())
}

fn cargo(root: &Path, args: &[&str]) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(args);
    cargo
}

fn run_cargo(cargo: &mut Command) -> Result<(), Failure> {
    let failed = |why: String| Failure::CouldNot {
        what: "cannot run the benches".to_owned(),
        why,
        help: "`cargo build --profile users -p hikerapi-benches --features rivals` shows more",
    };
    match cargo.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failed(status.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}
