//! The report as annotations of GitHub Actions: one command a line.

use std::fmt::Write;

use super::short::short;
use super::summary::{Notices, counts, described, help, listed, subject};
use crate::findings::finding::{Finding, Location, Severity};

/// One annotation for each finding, at the fixture, or at the spec where no response is at fault; and the counts, as a line
/// of the log.
pub(super) fn github(findings: &[Finding], notices: Notices) -> String {
    let mut text = String::new();
    for finding in listed(findings, notices) {
        let level = match finding.severity {
            Severity::Breaking => "error",
            Severity::Additive => "warning",
            Severity::Notice => "notice",
        };
        let occurrence = finding.occurrence.as_ref().map(|occurrence| &occurrence.location);
        let at = occurrence.or(finding.spec.as_ref()).map(place).unwrap_or_default();
        let spec = finding.spec.as_ref().filter(|_| occurrence.is_some());
        let spec = spec.map(|spec| format!(" ({}:{})", spec.file, spec.line)).unwrap_or_default();
        let title =
            property(&format!("{}: {}.{}", finding.rule.title(), short(&finding.against, 200), subject(finding)));
        let message = data(&format!("{}: {}{spec}", described(finding), help(finding)));
        let _ = writeln!(text, "::{level} {at}title={title}::{message}");
    }
    let _ = writeln!(text, "{}", counts(findings, notices));
    text
}

fn place(at: &Location) -> String {
    format!("file={},line={},col={},", property(&at.file), at.line, at.column)
}

/// The escapes of a message: a line break would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The escapes of a property, which also ends at a comma or colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
