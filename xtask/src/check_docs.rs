//! `cargo xtask check-docs`: the service's published documentation checked against the spec.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use analysis::check_docs::{check, document};
use spec::Source;

use crate::failure::Failure;
use crate::project::{self, shown};
use crate::report::{ReportArgs, could_not_run};
use crate::{files, input};

/// More than any document.
const MAX_DOCUMENT_BYTES: u64 = 32 << 20;

const HELP: &str = "pass the document as Markdown with headings `### GET /path`, or its text as a browser copies it";

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The pages of the documentation, as Markdown or as text copied from a browser. Name all pages of a group in one run
    #[arg(required = true, value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArgs,
}

/// Reports where the documentation and the spec disagree.
///
/// # Errors
/// Where findings are severe enough to fail, or the command could not run.
pub fn run(args: &Args) -> Result<(), Failure> {
    let folder = project::folder(args.spec.as_ref(), "spec")?;
    let (sources, api) = input::spec(&folder).map_err(could_not_run)?;
    let document = document::read(args.pages.iter().map(|page| read(page)).collect::<Result<Vec<_>, _>>()?);
    // Of a page that was not recognized, nothing would be reported.
    let read: BTreeSet<_> = document.endpoints.iter().map(|endpoint| endpoint.start.page).collect();
    match args.pages.iter().enumerate().find(|(at, _)| !read.contains(at)) {
        Some((_, page)) => {
            Err(Failure::io("cannot read the documentation", page, "it has no line with `GET` and a path", HELP))
        }
        None => args.report.report(&check(&api, &sources, &document)),
    }
}

fn read(path: &Path) -> Result<Source, Failure> {
    let text = files::text("the documentation", path, MAX_DOCUMENT_BYTES, HELP)?.replace("\r\n", "\n");
    Ok(Source { path: shown(path), text })
}
