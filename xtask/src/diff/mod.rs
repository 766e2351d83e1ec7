//! `cargo xtask diff OLD NEW`: what changes for users of the generated client.

mod revision;

use std::path::PathBuf;

use analysis::diff::report::Report;
use analysis::diff::{Version, changes};

use crate::failure::Failure;
use crate::{project, stdout};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The spec that users have: a folder, or a git revision
    old: String,
    /// The new spec: a folder, or a git revision
    new: String,
    /// The format of the report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// The release that users have [default: the version of this workspace]
    #[arg(long, value_name = "X.Y.Z")]
    released: Option<Version>,
    /// The folder of the spec inside a revision
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: String,
    /// The git repository of the revisions [default: this project]
    #[arg(long, value_name = "DIR")]
    repository: Option<PathBuf>,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// Prints the report.
///
/// # Errors
/// Where a side cannot be read, or the report cannot be written.
pub fn run(args: &Args) -> Result<(), Failure> {
    let side = |name| revision::read(name, args.repository.as_deref(), &args.spec);
    let (old, new) = (side(&args.old)?, side(&args.new)?);
    let released = args.released.map_or_else(released, Ok)?;
    let changes = changes(&old, &new);
    let report = Report { old: &args.old, new: &args.new, released, changes: &changes };
    match args.format {
        Format::Text => stdout::write(&report.text()),
        Format::Json => stdout::json(&report.json()),
    }
}

fn released() -> Result<Version, Failure> {
    project::version()?.parse().map_err(|why| Failure::CouldNot {
        what: "cannot read the version of this workspace".to_owned(),
        why,
        help: "name the release that users have: `--released X.Y.Z`",
    })
}
