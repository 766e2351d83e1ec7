//! Findings as a person, a program or a CI service reads them.

mod github;
mod json;
mod text;

use super::finding::{Finding, Severity};

/// What a report looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
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
pub fn report(findings: &[Finding], format: Format) -> String {
    match format {
        Format::Text => text::text(findings),
        Format::Json => json::json(findings),
        Format::Github => github::github(findings),
    }
}

/// `2 findings (1 breaking, 1 additive)`.
#[must_use]
pub fn counts(findings: &[Finding]) -> String {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let parts: Vec<_> =
        [(Severity::Breaking, "breaking"), (Severity::Additive, "additive"), (Severity::Notice, "notice")]
            .into_iter()
            .filter(|(severity, _)| of(*severity) > 0)
            .map(|(severity, name)| format!("{} {name}", of(severity)))
            .collect();
    match findings.len() {
        0 => "no findings".to_owned(),
        1 => format!("1 finding ({})", parts.join(", ")),
        all => format!("{all} findings ({})", parts.join(", ")),
    }
}

/// `object, in 2 of 3 items, first at $[0][0].name`.
fn described(finding: &Finding) -> String {
    let Some(spot) = &finding.spot else { return finding.what.clone() };
    let counts = if spot.of > 1 { format!(", in {} of {} items", spot.count, spot.of) } else { String::new() };
    let first = if spot.count > 1 { "first at" } else { "at" };
    format!("{}{counts}, {first} {}", finding.what, spot.path)
}
