//! The report as annotations of GitHub Actions: one command a line.

use std::fmt::Write;

use super::summary::described;
use crate::findings::finding::{Finding, Location, Severity};

/// One annotation for each finding, at the fixture, or at the spec where no response is at fault.
pub(super) fn github(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let level = match finding.severity {
            Severity::Breaking => "error",
            Severity::Additive => "warning",
            Severity::Notice => "notice",
        };
        let occurrence = finding.occurrence.as_ref().map(|occurrence| &occurrence.location);
        let at = occurrence.or(finding.spec.as_ref()).map(place).unwrap_or_default();
        let spec = finding.spec.as_ref().filter(|_| occurrence.is_some());
        let spec = spec.map(|spec| format!(" ({}:{})", spec.file, spec.line)).unwrap_or_default();
        let title = property(&format!("{}: {}.{}", finding.rule.title(), finding.against, finding.subject));
        let message = data(&format!("{}: {}{spec}", described(finding), finding.help));
        let _ = writeln!(text, "::{level} {at}title={title}::{message}");
    }
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
