//! `cargo xtask drift`: the spec held against recorded replies.
//!
//! Fixtures are observed along the types of the spec, rules turn what was seen into findings, and
//! a report, a patch or the coverage is made of those. Nothing here asks the service anything.

pub mod coverage;
pub mod evidence;
pub mod finding;
pub mod fit;
pub mod fixtures;
pub mod json;
pub mod moment;
pub mod observations;
pub mod observe;
pub mod pairing;
pub mod patch;
pub mod report;
pub mod rules;
pub mod slot;

use std::path::PathBuf;

use spec::{Api, Source};

use crate::failure::Failure;
use crate::input;
use crate::project::root;
use crate::stdout;
use evidence::Evidence;
use finding::{Finding, Severity};
use fixtures::Fixture;
use report::Format;

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The folder of the fixtures: `<group>/<method>*.json` [default: tests/fixtures]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// What the report looks like
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The least severity of a finding that makes the exit code 1
    #[arg(long, value_enum, default_value_t = FailOn::Additive, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Prints the change to the spec that settles the findings, as a unified diff for `git apply`
    #[arg(long, conflicts_with_all = ["coverage", "format"])]
    patch: bool,
    /// Prints how often every field was seen, null and absent, as text or JSON
    #[arg(long, conflicts_with = "fail_on")]
    coverage: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    Breaking,
    Additive,
    Notice,
    Never,
}

impl FailOn {
    pub(crate) fn fails(self, findings: &[Finding]) -> bool {
        let least = match self {
            Self::Breaking => Severity::Breaking,
            Self::Additive => Severity::Additive,
            Self::Notice => Severity::Notice,
            Self::Never => return false,
        };
        findings.iter().any(|finding| finding.severity >= least)
    }
}

/// Reports, patches, or tells the coverage.
///
/// # Errors
/// Where there are findings of the severity that fails, or the command could not run.
pub fn run(args: &Args) -> Result<(), Failure> {
    let spec = args.spec.clone().unwrap_or_else(|| root().join("spec"));
    let folder = args.fixtures.clone().unwrap_or_else(|| root().join("tests/fixtures"));
    let (sources, api) = input::spec(&spec).map_err(could_not_run)?;
    let fixtures = fixtures::read(&folder)?;
    if args.coverage {
        let types = coverage::coverage(&Evidence::new(&api, &sources, &fixtures));
        return match args.format {
            Format::Json => stdout::write(&(serde_json::to_string_pretty(&types).expect("texts and numbers") + "\n")),
            Format::Text | Format::Github => stdout::write(&coverage::text(&types)),
        };
    }
    let findings = if args.patch {
        print_patch(&sources, &fixtures)?
    } else {
        let findings = check(&api, &sources, &fixtures);
        stdout::write(&report::report(&findings, args.format))?;
        findings
    };
    if args.fail_on.fails(&findings) { Err(Failure::Findings) } else { Ok(()) }
}

/// Everything in which the spec and the fixtures do not agree, in the order of a report: what all
/// replies together do not bear out, and then reply by reply, which is read first at the end of a
/// terminal.
#[must_use]
pub fn check(api: &Api, sources: &[Source], fixtures: &[Fixture]) -> Vec<Finding> {
    let evidence = Evidence::new(api, sources, fixtures);
    let mut findings = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&mut findings, &evidence);
    }
    sort(&mut findings);
    findings
}

/// The order of a report.
pub(crate) fn sort(findings: &mut [Finding]) {
    let home = |finding: &Finding| finding.home.as_ref().map(|mark| (mark.file.clone(), mark.line));
    // The sort is stable: what is equal stays in the order of the rules and of the spec.
    findings.sort_by_cached_key(|finding| {
        let file = finding.spot.as_ref().map(|spot| spot.mark.file.clone());
        // Where many fields of a type have the same fault, a report lists them together.
        let what = finding.spot.is_none().then(|| finding.what.clone());
        (file, home(finding), what)
    });
}

/// Prints the diff, tells on the side what it does not settle, and gives that.
fn print_patch(sources: &[Source], fixtures: &[Fixture]) -> Result<Vec<Finding>, Failure> {
    let patched = patch::patch(sources, fixtures).map_err(|problems| {
        let shown = spec::render(&problems, sources, spec::Color::Plain);
        could_not_run(Failure::Spec { count: problems.len(), shown })
    })?;
    stdout::write(&patch::diff(sources, &patched.sources))?;
    let left: Vec<_> = patched.findings.into_iter().filter(|finding| finding.severity > Severity::Notice).collect();
    if !left.is_empty() {
        eprint!("not settled by the patch:\n{}", report::report(&left, Format::Text));
    }
    Ok(left)
}

/// A spec with problems is no finding of this command: without a spec it cannot run.
pub(crate) fn could_not_run(failure: Failure) -> Failure {
    match failure {
        Failure::Spec { count, shown } => {
            eprintln!("{shown}\n");
            let plural = if count == 1 { "problem" } else { "problems" };
            Failure::CouldNot {
                what: "cannot hold replies against this spec".to_owned(),
                why: format!("it has {count} {plural}, shown above"),
                help: "mend the spec; `cargo xtask codegen --check` shows the same",
            }
        }
        failure => failure,
    }
}
