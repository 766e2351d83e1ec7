//! What all reports share: how many findings there are, and each in words.

use crate::findings::finding::{Finding, Severity};

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
pub(super) fn described(finding: &Finding) -> String {
    let Some(occurrence) = &finding.occurrence else { return finding.what.clone() };
    let counts =
        if occurrence.of > 1 { format!(", in {} of {} items", occurrence.count, occurrence.of) } else { String::new() };
    let first = if occurrence.count > 1 { "first at" } else { "at" };
    format!("{}{counts}, {first} {}", finding.what, occurrence.path)
}
