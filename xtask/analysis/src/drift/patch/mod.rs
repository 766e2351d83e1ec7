//! The changes to a spec that fix its drift: texts are edited in place, one step at a time.
//!
//! After each step the spec is read again and the fixtures are checked against it again. A step is dropped where the
//! spec is not valid after it, has lost something, or still has the finding. So the result is a valid spec, whatever
//! the layout of the files.

mod keep;
mod steps;
mod widen;

use std::collections::BTreeSet;

use spec::{Problems, Source};

use crate::conformance::evidence::Evidence;
use crate::entry::edit;
use crate::findings::{Finding, RuleName, Severity};
use crate::fixture::Fixture;

/// A changed spec.
#[derive(Debug)]
pub struct Patched {
    /// Its files.
    pub sources: Vec<Source>,
    /// The findings that are left.
    pub findings: Vec<Finding>,
}

/// Changes a spec until no finding above notice is left that a change can fix.
///
/// # Errors
/// Where the spec has problems.
pub fn patch(sources: &[Source], fixtures: &[Fixture]) -> Result<Patched, Problems> {
    let mut sources = sources.to_vec();
    let mut findings = crate::conformance::check(&spec::read(&sources)?, &sources, fixtures);
    let mut tried = BTreeSet::new();
    while let Some(next) = findings.iter().find(|finding| is_open(finding) && !tried.contains(&key(finding))) {
        tried.insert(key(next));
        if let Some(step) = fix(&sources, fixtures, next)? {
            (sources, findings) = (step.sources, step.findings);
        }
    }
    Ok(Patched { sources, findings })
}

/// The first of the possible steps that fixes the finding and keeps everything else.
fn fix(sources: &[Source], fixtures: &[Fixture], finding: &Finding) -> Result<Option<Patched>, Problems> {
    let Some(change) = &finding.change else { return Ok(None) };
    let api = spec::read(sources)?;
    let evidence = Evidence::new(&api, sources, fixtures);
    for step in steps::steps(&evidence, change) {
        let changed = edit::apply(sources, &step.edits);
        let Ok(read) = spec::read(&changed) else { continue };
        if !keep::keeps(&api, &read) || !step.is_as_meant(&read) {
            continue;
        }
        let findings = crate::conformance::check(&read, &changed, fixtures);
        if !findings.iter().any(|left| is_open(left) && key(left) == key(finding)) {
            return Ok(Some(Patched { sources: changed, findings }));
        }
    }
    Ok(None)
}

fn is_open(finding: &Finding) -> bool {
    finding.severity > Severity::Notice && finding.change.is_some()
}

/// What makes a finding the same before and after other changes, which move positions.
fn key(finding: &Finding) -> (RuleName, String, String, String) {
    (finding.rule, finding.against.clone(), finding.subject.clone(), finding.what.clone())
}
