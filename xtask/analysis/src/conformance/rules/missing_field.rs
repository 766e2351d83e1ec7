//! A field that is absent, though its name has no mark for that.

use std::collections::BTreeMap;

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Absence;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::slot::{Place, written};

pub(super) static RULE: Rule = Rule {
    name: RuleName("missing_field"),
    why: "A field without any mark that is absent once breaks the decoding of the whole response. One that may be null \
          is decoded as null, but the spec does not describe it.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let Place::Field { owner, field } = slot.place else { continue };
        let field = &evidence.api.types[owner].fields[field];
        if field.optional {
            continue;
        }
        let severity = if field.nullable { Severity::Additive } else { Severity::Breaking };
        let mut by_fixture: BTreeMap<usize, Vec<&Absence>> = BTreeMap::new();
        for absence in &record.absences {
            by_fixture.entry(absence.fixture).or_default().push(absence);
        }
        let occasions = if by_fixture.is_empty() { BTreeMap::new() } else { record.occasions() };
        for (fixture, absences) in by_fixture {
            let Some(first) = absences.first() else { continue };
            let what = format!("absent, was {}", written(evidence.api, &field.ty));
            let help = format!("mark it as optional: `{}?`", field.wire);
            let mut finding = evidence.at(RULE.name, severity, slot, what, help);
            let of = occasions.get(&fixture).copied().unwrap_or_default();
            finding.occurrence = Some(evidence.occurrence(fixture, first.start, &first.path, absences.len(), of));
            finding.change = Some(Change::Widen(slot.place));
            acc.push(finding);
        }
    }
}
