//! `cargo xtask check-docs`: the service's published documentation checked against the spec.

use std::path::{Path, PathBuf};

use analysis::check_docs::check;
use analysis::check_docs::document::{self, Document};
use spec::Source;

use crate::failure::Failure;
use crate::project::{self, shown};
use crate::report::{self, FailOn, Format, could_not_run};
use crate::{files, input};

/// More than any document.
const MAX_DOCUMENT_BYTES: u64 = 32 << 20;

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The documentation, as Markdown or as text copied from a browser
    document: PathBuf,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 if a finding is at least this severe
    #[arg(long, value_enum, default_value_t = FailOn::Additive, value_name = "SEVERITY")]
    fail_on: FailOn,
}

/// Reports where the documentation and the spec disagree.
///
/// # Errors
/// Where findings are severe enough to fail, or the command could not run.
pub fn run(args: &Args) -> Result<(), Failure> {
    let folder = project::folder(args.spec.as_ref(), "spec")?;
    let (sources, api) = input::spec(&folder).map_err(could_not_run)?;
    let document = read(&args.document)?;
    let findings = check(&api, &sources, &document);
    report::print(&findings, args.format)?;
    args.fail_on.result(&findings)
}

fn read(path: &Path) -> Result<Document, Failure> {
    const HELP: &str =
        "pass the document as Markdown with headings `### GET /path`, or its text as a browser copies it";
    let text = files::text("the documentation", path, MAX_DOCUMENT_BYTES, HELP)?.replace("\r\n", "\n");
    let document = document::read(Source { path: shown(path), text });
    match document.endpoints.is_empty() {
        true => Err(Failure::io("cannot read the documentation", path, "it has no line with `GET` and a path", HELP)),
        false => Ok(document),
    }
}
