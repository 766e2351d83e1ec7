//! `cargo xtask drift`: recorded responses checked against the spec.

use std::path::PathBuf;

use analysis::conformance::{self, evidence::Evidence};
use analysis::drift::{coverage, patch};
use analysis::findings::report::{self, Notices};
use analysis::findings::{Finding, Severity};
use analysis::fixture::Fixture;
use analysis::unified_diff;
use spec::Source;

use crate::failure::Failure;
use crate::report::{Format, ReportArgs, could_not_run};
use crate::{fixtures, input, project, stderr, stdout};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the fixtures: `<group>/<method>.json` [default: tests/fixtures]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    #[command(flatten)]
    report: ReportArgs,
    /// Print the change to the spec that fixes the findings, as a unified diff for `git apply`
    #[arg(long, conflicts_with_all = ["coverage", "format", "notices"])]
    patch: bool,
    /// Print, in the format of `--format`, how often each field was present, null and absent
    #[arg(long, conflicts_with_all = ["fail_on", "notices"])]
    coverage: bool,
}

/// Prints the report, the patch or the coverage.
///
/// # Errors
/// Where findings are severe enough to fail, or the command could not run.
pub fn run(args: &Args) -> Result<(), Failure> {
    let spec = project::folder(args.spec.as_ref(), "spec")?;
    let folder = project::folder(args.fixtures.as_ref(), "tests/fixtures")?;
    let (sources, api) = input::spec(&spec).map_err(could_not_run)?;
    let fixtures = fixtures::read(&folder)?;
    if args.coverage {
        let types = coverage::coverage(&Evidence::new(&api, &sources, &fixtures));
        return match args.report.format {
            Format::Json => stdout::json(&coverage::json(&types)),
            Format::Text | Format::Github => stdout::write(&coverage::text(&types)),
        };
    }
    if args.patch {
        return args.report.result(&print_patch(&sources, &fixtures)?);
    }
    args.report.report(&conformance::check(&api, &sources, &fixtures))
}

/// Prints the diff, and on standard error what it leaves open; returns that.
fn print_patch(sources: &[Source], fixtures: &[Fixture]) -> Result<Vec<Finding>, Failure> {
    let patched = patch::patch(sources, fixtures).map_err(|problems| {
        let shown = spec::render(&problems, sources, spec::Color::Plain);
        could_not_run(Failure::Spec { count: problems.len(), shown })
    })?;
    stdout::exact(&unified_diff::changed(sources, &patched.sources, project::in_repository))?;
    let left: Vec<_> = patched.findings.into_iter().filter(|finding| finding.severity > Severity::Notice).collect();
    if !left.is_empty() {
        let shown = report::report(&left, report::Format::Text, Notices::Counted);
        stderr::write(&format!("not fixed by the patch:\n{shown}"));
    }
    Ok(left)
}
