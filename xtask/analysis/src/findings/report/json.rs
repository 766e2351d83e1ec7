//! The report for programs.

use serde::Serialize;

use crate::findings::finding::{Finding, Location, Severity};

#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Row<'a>>,
    breaking: usize,
    additive: usize,
    notice: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'static str,
    severity: &'static str,
    against: &'a str,
    subject: &'a str,
    what: &'a str,
    path: Option<&'a str>,
    count: Option<usize>,
    of: Option<usize>,
    fixture: Option<Place<'a>>,
    spec: Option<Place<'a>>,
    help: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
}

/// One object: the findings, and how many there are of each severity.
pub(super) fn json(findings: &[Finding]) -> String {
    let of = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let report = Report {
        findings: findings.iter().map(row).collect(),
        breaking: of(Severity::Breaking),
        additive: of(Severity::Additive),
        notice: of(Severity::Notice),
    };
    let mut text = serde_json::to_string_pretty(&report).expect("a report is texts and numbers");
    text.push('\n');
    text
}

fn row(finding: &Finding) -> Row<'_> {
    let occurrence = finding.occurrence.as_ref();
    Row {
        rule: finding.rule.as_str(),
        severity: finding.severity.name(),
        against: &finding.against,
        subject: &finding.subject,
        what: &finding.what,
        path: occurrence.map(|occurrence| occurrence.path.as_str()),
        count: occurrence.map(|occurrence| occurrence.count),
        of: occurrence.map(|occurrence| occurrence.of),
        fixture: occurrence.map(|occurrence| place(&occurrence.location)),
        spec: finding.spec.as_ref().map(place),
        help: &finding.help,
    }
}

fn place(at: &Location) -> Place<'_> {
    Place { file: &at.file, line: at.line, column: at.column }
}
