//! A mark for absence or null that no response ever needed.

use spec::{Scalar, Type};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::{Definition, Record};
use crate::findings::{Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::slot::{Place, Slot, type_of, unmarked};

pub(super) static RULE: Rule = Rule {
    name: RuleName("unneeded_mark"),
    why: "A mark makes an `Option` that every user must unwrap. A notice, since responses that were not recorded may \
          need it. Cursors are left out: that they may be null is how a list ends. Silent where a value of the place \
          is missing or does not fit: that is the finding then.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let is_cursor = *unmarked(type_of(evidence.api, slot)) == Type::Scalar(Scalar::Cursor);
        if is_cursor || is_reported_elsewhere(evidence, slot, record) {
            continue;
        }
        let values = record.sightings.len();
        let marks = evidence.marks(slot);
        if marks.optional && record.absences.is_empty() {
            let objects = if values == 1 { "object" } else { "objects" };
            acc.push(finding(evidence, slot, format!("may be absent, never was in {values} {objects}")));
        }
        let is_marked = marks.nullable && !is_bare_json(evidence, slot);
        if is_marked && record.nulls() == 0 && values > 0 {
            let plural = if values == 1 { "value" } else { "values" };
            acc.push(finding(evidence, slot, format!("may be null, never was in {values} {plural}")));
        }
    }
}

fn finding(evidence: &Evidence<'_>, slot: &Slot, what: String) -> Finding {
    let help = "remove the `?`, unless the service declares that it is needed".to_owned();
    evidence.at(RULE.name, Severity::Notice, slot, what, help)
}

/// JSON of any shape takes null without a mark.
fn is_bare_json(evidence: &Evidence<'_>, slot: &Slot) -> bool {
    let has_mark = match slot.place {
        Place::Field { owner, field } if slot.inner.is_empty() => evidence.api.types[owner].fields[field].nullable,
        _ => false,
    };
    !has_mark && *type_of(evidence.api, slot) == Type::Scalar(Scalar::Json)
}

/// Whether another rule reports the place, or what holds it.
fn is_reported_elsewhere(evidence: &Evidence<'_>, slot: &Slot, record: &Record<'_>) -> bool {
    let marks = evidence.marks(slot);
    let is_wrong = |fit| !matches!(fit, Fit::Good | Fit::Null | Fit::UnknownValue | Fit::UnknownMember);
    let is_hidden = match slot.place {
        Place::Field { owner, .. } => evidence.seen.hidden.contains(&Definition::Struct(owner)),
        Place::Member { union, .. } => evidence.seen.hidden.contains(&Definition::Union(union)),
        Place::Response { .. } => false,
    };
    is_hidden
        || record.sightings.iter().any(|sighting| is_wrong(sighting.fit))
        || (!marks.optional && !record.absences.is_empty())
        || (!marks.nullable && record.nulls() > 0)
}
