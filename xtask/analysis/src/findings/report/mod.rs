//! Findings as a person, a program or a CI service reads them.

mod github;
mod json;
mod short;
mod summary;
mod text;

pub use summary::{Notices, counts};

use super::finding::Finding;

/// What a report looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// Annotations of GitHub Actions
    Github,
}

/// The whole report.
#[must_use]
pub fn report(findings: &[Finding], format: Format, notices: Notices) -> String {
    match format {
        Format::Text => text::text(findings, notices),
        Format::Json => json::json(findings),
        Format::Github => github::github(findings, notices),
    }
}
