//! Why an engine has no result.

use std::fmt;

/// What happened, why, and how to fix it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// What failed, with the place where there is one.
    pub what: String,
    /// The cause.
    pub why: String,
    /// What to do about it.
    pub help: &'static str,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.what, self.why)
    }
}

impl std::error::Error for Error {}
