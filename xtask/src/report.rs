//! The options that reports of findings have in common.

use analysis::findings::report::{self, Notices, report};
use analysis::findings::{Finding, Severity};

use crate::failure::Failure;
use crate::{stderr, stdout};

/// What commands with a report take.
#[derive(Debug, Clone, Copy, clap::Args)]
pub(crate) struct ReportArgs {
    /// The format of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// Exit with 1 if a finding is at least this severe: breaking (decoding fails), additive (the spec lacks something), notice
    #[arg(long, value_enum, default_value_t = FailOn::Additive, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// List the notices too, not only how many there are; JSON always has them
    #[arg(long)]
    notices: bool,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// The least severity that makes a command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    Breaking,
    Additive,
    Notice,
    Never,
}

impl ReportArgs {
    /// Prints the report, and fails where a finding is severe enough.
    pub(crate) fn report(self, findings: &[Finding]) -> Result<(), Failure> {
        // What makes the command fail is listed.
        let is_listed = self.notices || self.fail_on == FailOn::Notice;
        let notices = if is_listed { Notices::Listed } else { Notices::Counted };
        match self.format {
            Format::Text => stdout::write(&report(findings, report::Format::Text, notices)),
            Format::Github => stdout::write(&report(findings, report::Format::Github, notices)),
            Format::Json => stdout::json(&report(findings, report::Format::Json, notices)),
        }?;
        self.result(findings)
    }

    /// The result of a command with these findings.
    pub(crate) fn result(self, findings: &[Finding]) -> Result<(), Failure> {
        let least = match self.fail_on {
            FailOn::Breaking => Severity::Breaking,
            FailOn::Additive => Severity::Additive,
            FailOn::Notice => Severity::Notice,
            FailOn::Never => return Ok(()),
        };
        if findings.iter().any(|finding| finding.severity >= least) { Err(Failure::Findings) } else { Ok(()) }
    }
}

/// A spec with problems is no finding of a command that checks something against it: the command cannot run.
pub(crate) fn could_not_run(failure: Failure) -> Failure {
    match failure {
        Failure::Spec { count, shown } => {
            stderr::styled(&format!("{shown}\n\n"));
            let plural = if count == 1 { "problem" } else { "problems" };
            Failure::CouldNot {
                what: "cannot check anything against this spec".to_owned(),
                why: format!("it has {count} {plural}, shown above"),
                help: "fix the spec; `cargo xtask codegen --check` shows the same problems",
            }
        }
        failure => failure,
    }
}
