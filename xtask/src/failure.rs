//! How a command ends when it does not succeed.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use crate::stderr;

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// It ran and found something; all of it has been printed.
    Findings,
    /// The spec has problems; the text shows them all.
    Spec {
        /// How many.
        count: usize,
        /// All of them, as they are shown.
        shown: String,
    },
    /// It could not run.
    CouldNot {
        /// What was tried.
        what: String,
        /// Why it failed.
        why: String,
        /// How to fix it.
        help: &'static str,
    },
}

impl From<analysis::Error> for Failure {
    fn from(analysis::Error { what, why, help }: analysis::Error) -> Self {
        Self::CouldNot { what, why, help }
    }
}

impl Failure {
    /// A file or folder that could not be read or written.
    #[must_use]
    pub fn io(what: &str, path: &Path, why: impl Display, help: &'static str) -> Self {
        Self::CouldNot { what: format!("{what} {}", path.display()), why: why.to_string(), help }
    }

    /// Prints what the user must know, and returns the exit code.
    #[must_use]
    pub fn report(self) -> ExitCode {
        match self {
            Self::Findings => ExitCode::from(1),
            Self::Spec { count, shown } => {
                let plural = if count == 1 { "problem" } else { "problems" };
                stderr::styled(&format!("{shown}\n\n{count} {plural} in the spec; nothing was written\n"));
                ExitCode::from(1)
            }
            Self::CouldNot { what, why, help } => {
                stderr::write(&format!("error: {what}\n  why:  {why}\n  help: {help}\n"));
                ExitCode::from(2)
            }
        }
    }
}
