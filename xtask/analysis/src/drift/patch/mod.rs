//! The changes to a spec that settle what drifted: texts are edited in place, a step at a time.
//!
//! After each step the spec is read again and held against the fixtures again. A step that does
//! not give a valid spec, loses something of it or does not settle its finding is not taken, so
//! what comes out is a spec that reads, whatever the layout of the files was.

mod keep;
mod steps;
mod widen;

use std::collections::BTreeSet;

use spec::{Problems, Source};

use crate::conformance::evidence::Evidence;
use crate::findings::{Finding, RuleName, Severity};
use crate::fixture::Fixture;
use crate::stanza::edit;

/// A changed spec.
#[derive(Debug)]
pub struct Patched {
    /// Its files.
    pub sources: Vec<Source>,
    /// What it leaves open.
    pub findings: Vec<Finding>,
}

/// Changes a spec until no finding above notice is left that a change can settle.
///
/// # Errors
/// Where the spec has problems.
pub fn patch(sources: &[Source], fixtures: &[Fixture]) -> Result<Patched, Problems> {
    let mut sources = sources.to_vec();
    let mut findings = crate::conformance::check(&spec::read(&sources)?, &sources, fixtures);
    let mut tried = BTreeSet::new();
    while let Some(next) = findings.iter().find(|finding| is_open(finding) && !tried.contains(&key(finding))) {
        tried.insert(key(next));
        if let Some(step) = settle(&sources, fixtures, next)? {
            (sources, findings) = (step.sources, step.findings);
        }
    }
    Ok(Patched { sources, findings })
}

/// The first of the possible steps that settles the finding and keeps everything else.
fn settle(sources: &[Source], fixtures: &[Fixture], finding: &Finding) -> Result<Option<Patched>, Problems> {
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
