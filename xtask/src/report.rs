//! The options that reports of findings have in common.

use analysis::findings::{Finding, Severity, report};

use crate::failure::Failure;
use crate::stdout;

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

impl From<Format> for report::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Text => Self::Text,
            Format::Json => Self::Json,
            Format::Github => Self::Github,
        }
    }
}

/// The least severity that makes a command fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum FailOn {
    Breaking,
    Additive,
    Notice,
    Never,
}

impl FailOn {
    /// The result of a command with these findings.
    pub(crate) fn result(self, findings: &[Finding]) -> Result<(), Failure> {
        let least = match self {
            Self::Breaking => Severity::Breaking,
            Self::Additive => Severity::Additive,
            Self::Notice => Severity::Notice,
            Self::Never => return Ok(()),
        };
        if findings.iter().any(|finding| finding.severity >= least) { Err(Failure::Findings) } else { Ok(()) }
    }
}

/// Prints the report.
pub(crate) fn print(findings: &[Finding], format: Format) -> Result<(), Failure> {
    stdout::write(&report::report(findings, format.into()))
}

/// A spec with problems is no finding of a command that checks something against it: the command cannot run.
pub(crate) fn could_not_run(failure: Failure) -> Failure {
    match failure {
        Failure::Spec { count, shown } => {
            eprintln!("{shown}\n");
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
