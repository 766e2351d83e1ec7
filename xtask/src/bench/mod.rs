//! `cargo xtask bench`: what decoding, requests and generation cost, beside what they are compared with.

mod charts;
mod conditions;
mod page;
mod part;

use std::path::Path;
use std::process::{Command, Stdio};

use clap::ValueEnum;

use crate::failure::Failure;
use crate::{files, images, output, project, stderr};
use part::Part;

const PAGE: &str = "BENCHMARKS.md";
/// More than the page has.
const MAX_BYTES: u64 = 4 << 20;

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// One part alone: its section and its targets are replaced
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Print the sections as they are measured, and write nothing
    #[arg(long)]
    print: bool,
    /// Measure nothing; draw the charts in docs/src/images from the tables of BENCHMARKS.md
    #[arg(long, conflicts_with_all = ["only", "print"])]
    charts: bool,
    /// With `--charts`: write nothing; list every chart that is not up to date, and exit with 1 if there is one
    #[arg(long, requires = "charts")]
    check: bool,
}

/// Builds the benches with their rivals, and writes what they measure to BENCHMARKS.md, with its charts; or draws the charts.
///
/// # Errors
/// Where the benches cannot be built or run, the page cannot be written, or a chart cannot be drawn or is not up to date.
pub fn run(args: &Args) -> Result<(), Failure> {
    let root = project::root()?;
    if !args.charts {
        let parts = args.only.as_ref().map_or(Part::value_variants(), std::slice::from_ref);
        if parts.iter().any(|part| part.runs_commands()) {
            succeed(cargo(&root, "build").args(["--release", "-p", "xtask"]))?;
        }
        for part in parts {
            measure(&root, *part, args.print)?;
        }
        if args.print {
            return Ok(());
        }
    }
    let page = files::text("the benchmarks", &root.join(PAGE), MAX_BYTES, "measure with `cargo xtask bench`")?;
    images::update(&root, &charts::drawn(&page)?, args.check, "cargo xtask bench --charts")
}

/// Measures a part, and prints its section or replaces it in the page. A part that fails changes nothing.
fn measure(root: &Path, part: Part, print: bool) -> Result<(), Failure> {
    let conditions = conditions::line(root);
    let mut section = String::new();
    for arguments in part.runs() {
        let mut cargo = cargo(root, "run");
        cargo.args(["-p", "hikerapi-benches"]).args(arguments);
        if print {
            succeed(&mut cargo)?;
        } else {
            section.push_str(&printed(cargo.stdout(Stdio::piped()))?);
        }
    }
    if print {
        return Ok(());
    }
    let path = root.join(PAGE);
    let page =
        if path.exists() { files::text("the benchmarks", &path, MAX_BYTES, "restore it")? } else { String::new() };
    output::replace(&path, &page::with_section(&page, part, &section, &conditions), "check that it may be written")?;
    stderr::write(&format!("written {PAGE}: {}\n", part.name()));
    Ok(())
}

fn cargo(root: &Path, command: &str) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args([command, "--quiet", "--locked"]);
    cargo
}

fn succeed(cargo: &mut Command) -> Result<(), Failure> {
    printed(cargo).map(drop)
}

/// Runs cargo and returns what it prints, unless that goes elsewhere.
fn printed(cargo: &mut Command) -> Result<String, Failure> {
    let failed = |why: String| Failure::CouldNot {
        what: "cannot run the benches".to_owned(),
        why,
        help: "`cargo build --profile users -p hikerapi-benches --features rivals` shows more",
    };
    let child = cargo.spawn().and_then(std::process::Child::wait_with_output);
    match child {
        Ok(output) if output.status.success() => {
            String::from_utf8(output.stdout).map_err(|error| failed(error.to_string()))
        }
        Ok(output) => Err(failed(output.status.to_string())),
        Err(error) => Err(failed(error.to_string())),
    }
}
