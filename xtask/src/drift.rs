//! `cargo xtask drift`: recorded responses checked against the spec.

use std::path::PathBuf;

use analysis::conformance::{self, evidence::Evidence};
use analysis::drift::{coverage, patch};
use analysis::findings::{Finding, Severity, report as text};
use analysis::fixture::Fixture;
use analysis::unified_diff;
use spec::Source;

use crate::failure::Failure;
use crate::report::{self, FailOn, Format, could_not_run};
use crate::{fixtures, input, project, stdout};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the fixtures: `<group>/<method>*.json` [default: tests/fixtures]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 if a finding is at least this severe: breaking (decoding fails), additive (the spec lacks something), notice
    #[arg(long, value_enum, default_value_t = FailOn::Additive, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Print the change to the spec that fixes the findings, as a unified diff for `git apply`
    #[arg(long, conflicts_with_all = ["coverage", "format"])]
    patch: bool,
    /// Print, in the format of `--format`, how often each field was present, null and absent
    #[arg(long, conflicts_with = "fail_on")]
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
        return stdout::write(&match args.format {
            Format::Json => coverage::json(&types),
            Format::Text | Format::Github => coverage::text(&types),
        });
    }
    let findings = if args.patch {
        print_patch(&sources, &fixtures)?
    } else {
        let findings = conformance::check(&api, &sources, &fixtures);
        report::print(&findings, args.format)?;
        findings
    };
    args.fail_on.result(&findings)
}

/// Prints the diff, and on standard error what it leaves open; returns that.
fn print_patch(sources: &[Source], fixtures: &[Fixture]) -> Result<Vec<Finding>, Failure> {
    let patched = patch::patch(sources, fixtures).map_err(|problems| {
        let shown = spec::render(&problems, sources, spec::Color::Plain);
        could_not_run(Failure::Spec { count: problems.len(), shown })
    })?;
    stdout::write(&unified_diff::changed(sources, &patched.sources, project::in_repository))?;
    let left: Vec<_> = patched.findings.into_iter().filter(|finding| finding.severity > Severity::Notice).collect();
    if !left.is_empty() {
        eprint!("not fixed by the patch:\n{}", text::report(&left, text::Format::Text));
    }
    Ok(left)
}
