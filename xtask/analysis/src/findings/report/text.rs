//! The report for people.

use std::fmt::Write;

use super::short::short;
use super::summary::{self, Notices, counts, described, help, listed};
use crate::findings::finding::{Finding, Location, Severity};

/// A list of names goes into the next line from here on.
const WIDTH: usize = 110;

/// Findings in groups: a response against a type.
pub(super) fn text(findings: &[Finding], notices: Notices) -> String {
    let mut text = String::new();
    for group in listed(findings, notices).chunk_by(|one, other| heading(one) == heading(other)) {
        let _ = writeln!(text, "{}", group.first().map(|finding| heading(finding)).unwrap_or_default());
        lines(&mut text, group);
    }
    let can_patch = findings.iter().any(|finding| finding.severity > Severity::Notice && finding.change.is_some());
    let hint = if can_patch { ". `cargo xtask drift --patch` prints the change to the spec." } else { "" };
    let _ = writeln!(text, "{}{hint}", counts(findings, notices));
    text
}

fn heading(finding: &Finding) -> String {
    let home = finding.home.as_ref().map(|home| format!(" ({})", place(home))).unwrap_or_default();
    match &finding.occurrence {
        Some(occurrence) => format!("{} against {}{home}", occurrence.location.file, short(&finding.against, 200)),
        None => format!("all fixtures against {}{home}", short(&finding.against, 200)),
    }
}

/// What was found, then how much it matters, what to do, and where.
fn lines(text: &mut String, group: &[&Finding]) {
    let same = |one: &&Finding, other: &&Finding| {
        (one.rule, &one.what, one.occurrence.is_none()) == (other.rule, &other.what, other.occurrence.is_none())
    };
    let runs: Vec<_> = group.chunk_by(|one, other| same(one, other) && one.occurrence.is_none()).collect();
    let titles = runs.iter().map(|run| title(run).chars().count()).max().unwrap_or_default();
    // A longer subject does not push those of other lines away.
    let subjects = runs.iter().map(|run| subject(run).chars().count().min(40)).max().unwrap_or_default();
    for run in runs {
        let Some(finding) = run.first() else { continue };
        let _ = writeln!(text, "  {:titles$}  {:subjects$}  {}", title(run), subject(run), described(finding));
        if run.len() > 1 {
            names(text, run);
        }
        let occurrence = finding.occurrence.as_ref().map(|occurrence| place(&occurrence.location));
        let spec = finding.spec.as_ref().filter(|_| run.len() == 1).map(place);
        let places: Vec<_> = occurrence.into_iter().chain(spec).collect();
        let places = if places.is_empty() { String::new() } else { format!(" ({})", places.join(", ")) };
        let _ = writeln!(text, "    {}: {}{places}", finding.severity.name(), help(finding));
    }
}

fn title(run: &[&Finding]) -> String {
    run.first().map(|finding| finding.rule.title()).unwrap_or_default()
}

fn subject(run: &[&Finding]) -> String {
    match run {
        [finding] => summary::subject(finding),
        run => format!("{} fields", run.len()),
    }
}

/// Of many fields of one type, only the names and the lines of the spec differ.
fn names(text: &mut String, run: &[&Finding]) {
    let mut line = String::from("   ");
    for (index, finding) in run.iter().enumerate() {
        let spec = finding.spec.as_ref().map(|spec| format!(" :{}", spec.line)).unwrap_or_default();
        let comma = if index + 1 < run.len() { "," } else { "" };
        let name = format!(" {}{spec}{comma}", summary::subject(finding));
        if line.chars().count() + name.chars().count() > WIDTH {
            let _ = writeln!(text, "{line}");
            line = String::from("   ");
        }
        line.push_str(&name);
    }
    let _ = writeln!(text, "{line}");
}

fn place(at: &Location) -> String {
    format!("{}:{}", at.file, at.line)
}
