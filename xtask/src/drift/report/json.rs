//! The report for programs.

use serde::Serialize;

use super::Severity;
use crate::drift::finding::{Finding, Mark};

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
    let spot = finding.spot.as_ref();
    Row {
        rule: finding.rule.name,
        severity: finding.severity.name(),
        against: &finding.against,
        subject: &finding.subject,
        what: &finding.what,
        path: spot.map(|spot| spot.path.as_str()),
        count: spot.map(|spot| spot.count),
        of: spot.map(|spot| spot.of),
        fixture: spot.map(|spot| place(&spot.mark)),
        spec: finding.spec.as_ref().map(place),
        help: &finding.help,
    }
}

fn place(mark: &Mark) -> Place<'_> {
    Place { file: &mark.file, line: mark.line, column: mark.column }
}
