//! What all reports share: how many findings there are, and each in words.

use super::short::short;
use crate::findings::finding::{Finding, Severity};

/// What a report for people shows of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notices {
    /// How many there are
    Counted,
    /// Each of them, after the findings
    Listed,
}

/// `2 findings (1 breaking, 1 additive), 91 notices (--notices shows them)`.
#[must_use]
pub fn counts(findings: &[Finding], notices: Notices) -> String {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (breaking, additive, notice) = (of(Severity::Breaking), of(Severity::Additive), of(Severity::Notice));
    let parts = [(breaking, "breaking"), (additive, "additive")].into_iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts.map(|(count, name)| format!("{count} {name}")).collect();
    let findings = match breaking + additive {
        0 => "clean: no findings".to_owned(),
        1 => format!("1 finding ({})", parts.join(", ")),
        all => format!("{all} findings ({})", parts.join(", ")),
    };
    let (plural, them) = if notice == 1 { ("notice", "it") } else { ("notices", "them") };
    match (notice, notices) {
        (0, _) => findings,
        (_, Notices::Listed) => format!("{findings}, {notice} {plural}"),
        (_, Notices::Counted) => format!("{findings}, {notice} {plural} (--notices shows {them})"),
    }
}

/// The findings that are listed, what matters first.
pub(super) fn listed(findings: &[Finding], notices: Notices) -> Vec<&Finding> {
    let (notice, above): (Vec<_>, Vec<_>) = findings.iter().partition(|finding| finding.severity == Severity::Notice);
    match notices {
        Notices::Listed => above.into_iter().chain(notice).collect(),
        Notices::Counted => above,
    }
}

/// `object, in 2 of 3 items, first at $[0][0].name`.
pub(super) fn described(finding: &Finding) -> String {
    let what = short(&finding.what, 300);
    let Some(occurrence) = &finding.occurrence else { return what };
    let counts =
        if occurrence.of > 1 { format!(", in {} of {} items", occurrence.count, occurrence.of) } else { String::new() };
    let first = if occurrence.count > 1 { "first at" } else { "at" };
    format!("{what}{counts}, {first} {}", short(&occurrence.path, 200))
}

/// The part that it is about.
pub(super) fn subject(finding: &Finding) -> String {
    short(&finding.subject, 100)
}

/// What to do.
pub(super) fn help(finding: &Finding) -> String {
    short(&finding.help, 500)
}
