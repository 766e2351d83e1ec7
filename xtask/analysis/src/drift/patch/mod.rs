//! The changes to a spec that fix its drift: texts are edited in place, one step at a time.
//!
//! All findings are fixed together, the spec is read again, and the fixtures are checked against it again. Where the spec is
//! not valid then, has lost something, or still has one of the findings, the findings are halved, until those that cannot be
//! fixed are alone; for one alone, every way to fix it is tried. So the result is a valid spec, whatever the layout of the
//! files, and 2,000 findings take as long as reading the spec a few times.

mod keep;
mod new_type;
mod steps;
mod widen;

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Problems, Source};

use crate::conformance::evidence::Evidence;
use crate::entry::edit;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::fixture::Fixture;
use steps::{Step, Steps};

/// A changed spec.
#[derive(Debug)]
pub struct Patched {
    /// Its files.
    pub sources: Vec<Source>,
    /// The findings that are left.
    pub findings: Vec<Finding>,
    /// How often the fixtures were checked against a changed spec.
    pub checks: usize,
}

/// After so many steps that were no good, the findings that are left are left to a person, or to the next run.
const MOST_FAILURES: usize = 1000;

/// What makes a finding the same before and after other changes, which move positions.
type Key = (RuleName, String, String, String);

/// Changes a spec until no finding above notice is left that a change can fix.
///
/// # Errors
/// Where the spec has problems.
pub fn patch(sources: &[Source], fixtures: &[Fixture]) -> Result<Patched, Problems> {
    let sources = sources.to_vec();
    let findings = crate::conformance::check(&spec::read(&sources)?, &sources, fixtures);
    let patched = Patched { sources, findings, checks: 0 };
    let mut work = Work { fixtures, patched, usual: BTreeMap::new(), failures: 0 };
    let mut tried = BTreeSet::new();
    loop {
        let groups = groups(&work.patched.findings, &tried);
        if groups.is_empty() {
            return Ok(work.patched);
        }
        tried.extend(groups.iter().flatten().cloned());
        work.settle(&groups)?;
    }
}

/// The findings that are not tried yet, those of one change together, in the order of the responses: in that order new fields
/// are added.
fn groups(findings: &[Finding], tried: &BTreeSet<Key>) -> Vec<BTreeSet<Key>> {
    type Place<'a> = Option<(&'a str, usize, usize)>;
    let mut by_change: BTreeMap<&Change, (Place<'_>, BTreeSet<Key>)> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| is_open(finding) && !tried.contains(&key(finding))) {
        let Some(change) = &finding.change else { continue };
        let at = finding.occurrence.as_ref().map(|occurrence| &occurrence.location);
        let at = at.map(|at| (at.file.as_str(), at.line, at.column));
        by_change.entry(change).or_insert_with(|| (at, BTreeSet::new())).1.insert(key(finding));
    }
    let mut groups: Vec<_> = by_change.into_values().collect();
    groups.sort();
    groups.into_iter().map(|(_, keys)| keys).collect()
}

struct Work<'f> {
    fixtures: &'f [Fixture],
    patched: Patched,
    /// The way that worked last, by the kind of the change: files are written in one style.
    usual: BTreeMap<u8, usize>,
    /// How many steps were no good.
    failures: usize,
}

impl Work<'_> {
    /// Fixes what can be fixed of these findings, as many as possible at once.
    fn settle(&mut self, groups: &[BTreeSet<Key>]) -> Result<(), Problems> {
        if self.failures > MOST_FAILURES {
            return Ok(());
        }
        let is_fixed = match groups {
            [] => true,
            [one] => self.alone(one)?,
            several => self.together(several)?,
        };
        if !is_fixed && groups.len() > 1 {
            let (first, second) = groups.split_at(groups.len() / 2);
            self.settle(first)?;
            self.settle(second)?;
        }
        Ok(())
    }

    fn together(&mut self, groups: &[BTreeSet<Key>]) -> Result<bool, Problems> {
        let api = spec::read(&self.patched.sources)?;
        let evidence = Evidence::new(&api, &self.patched.sources, self.fixtures);
        let mut steps = Steps::new(&evidence);
        let mut all = Step::default();
        for change in self.changes(groups) {
            let mut ways = steps.of(&change);
            let usual = self.usual.get(&kind(&change)).copied().unwrap_or_default();
            if !ways.is_empty() {
                all.add(ways.swap_remove(usual.min(ways.len() - 1)));
            }
        }
        let next = self.after(&api, &all, groups);
        Ok(self.keep(next))
    }

    /// The first of the possible ways that fixes the findings of one change and keeps everything else.
    fn alone(&mut self, group: &BTreeSet<Key>) -> Result<bool, Problems> {
        let api = spec::read(&self.patched.sources)?;
        let groups = std::slice::from_ref(group);
        let Some(change) = self.changes(groups).pop() else { return Ok(true) };
        let evidence = Evidence::new(&api, &self.patched.sources, self.fixtures);
        let ways = Steps::new(&evidence).of(&change);
        for (index, way) in ways.iter().enumerate() {
            let next = self.after(&api, way, groups);
            if self.keep(next) {
                self.usual.insert(kind(&change), index);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The changes of the findings that are still there: earlier fixes move positions and settle some.
    fn changes(&self, groups: &[BTreeSet<Key>]) -> Vec<Change> {
        let mut by_key = BTreeMap::new();
        for finding in self.patched.findings.iter().filter(|finding| is_open(finding)) {
            by_key.entry(key(finding)).or_insert(finding);
        }
        let of_group = |group: &BTreeSet<Key>| group.iter().find_map(|key| by_key.get(key)?.change.clone());
        groups.iter().filter_map(of_group).collect()
    }

    /// The spec after a step, where that is valid, has lost nothing, and has none of the findings.
    fn after(&self, before: &Api, step: &Step, groups: &[BTreeSet<Key>]) -> Checked {
        let sources = edit::apply(&self.patched.sources, &step.edits());
        let checks = self.patched.checks;
        let Ok(api) = spec::read(&sources) else { return Checked { checks, patched: None } };
        if !keep::keeps(before, &api) || !step.is_as_meant(&api) {
            return Checked { checks, patched: None };
        }
        let checks = checks + 1;
        let findings = crate::conformance::check(&api, &sources, self.fixtures);
        let keys: BTreeSet<_> = groups.iter().flatten().collect();
        let is_left = findings.iter().any(|finding| is_open(finding) && keys.contains(&key(finding)));
        let patched = Patched { sources, findings, checks };
        Checked { checks, patched: Some(patched).filter(|_| !is_left) }
    }

    /// Takes a checked step, if it is good.
    fn keep(&mut self, checked: Checked) -> bool {
        let is_good = checked.patched.is_some();
        self.patched.checks = checked.checks;
        self.failures += usize::from(!is_good);
        if let Some(patched) = checked.patched {
            self.patched = patched;
        }
        is_good
    }
}

/// The result of a step: how many checks there were so far, and what it made.
struct Checked {
    checks: usize,
    patched: Option<Patched>,
}

fn kind(change: &Change) -> u8 {
    match change {
        Change::AddField { .. } => 0,
        Change::Widen(_) => 1,
        Change::AddValue { .. } => 2,
    }
}

fn is_open(finding: &Finding) -> bool {
    finding.severity > Severity::Notice && finding.change.is_some()
}

fn key(finding: &Finding) -> Key {
    (finding.rule, finding.against.clone(), finding.subject.clone(), finding.what.clone())
}
