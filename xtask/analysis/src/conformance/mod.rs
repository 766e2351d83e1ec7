//! Responses checked against the spec: fixtures are observed along its types, and rules turn what was seen into findings.

pub mod evidence;
pub mod observations;
pub mod observe;
pub mod rules;

use spec::{Api, Source};

use crate::findings::Finding;
use crate::fixture::Fixture;
use evidence::Evidence;

/// Everything in which the spec and the fixtures disagree, in the order of a report: first what all responses together
/// show, and then response by response, which is read first at the end of a terminal.
#[must_use]
pub fn check(api: &Api, sources: &[Source], fixtures: &[Fixture]) -> Vec<Finding> {
    let evidence = Evidence::new(api, sources, fixtures);
    let mut findings = Vec::new();
    for rule in rules::RULES {
        (rule.check)(&mut findings, &evidence);
    }
    sort(&mut findings);
    findings
}

/// The order of a report.
fn sort(findings: &mut [Finding]) {
    let home = |finding: &Finding| finding.home.as_ref().map(|at| (at.file.clone(), at.line));
    // The sort is stable: what is equal stays in the order of the rules and of the spec.
    findings.sort_by_cached_key(|finding| {
        let file = finding.occurrence.as_ref().map(|occurrence| occurrence.location.file.clone());
        // Where many fields of a type have the same fault, a report lists them together.
        let what = finding.occurrence.is_none().then(|| finding.what.clone());
        (file, home(finding), what)
    });
}
