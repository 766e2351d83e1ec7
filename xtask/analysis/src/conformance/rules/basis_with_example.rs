//! A field that the spec claims to know from elsewhere, and an example shows it.

use spec::Basis;

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Record;
use crate::findings::{Finding, RuleName, Severity};
use crate::slot::{Place, Slot};

pub(super) static RULE: Rule = Rule {
    name: RuleName("basis_with_example"),
    why: "What was declared and then seen is certain, and its docs should say so. Only fixtures that an `example:` names \
          count as seen, and null shows nothing of a type.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (owner, definition) in evidence.api.types.iter().enumerate() {
        for (field, description) in definition.fields.iter().enumerate() {
            let record = evidence.seen.slots.get(&Slot::of(Place::Field { owner, field }));
            if description.basis != Basis::Example && record.is_some_and(|record| is_shown(evidence, record)) {
                acc.push(Finding {
                    rule: RULE.name,
                    severity: Severity::Notice,
                    against: definition.name.clone(),
                    home: Some(evidence.location(definition.span)),
                    subject: description.wire.clone(),
                    what: "its basis is not `example`, and a response that an `example:` names shows it".to_owned(),
                    occurrence: None,
                    spec: Some(evidence.location(description.span)),
                    help: "remove its `basis`, or that of its type".to_owned(),
                    change: None,
                });
            }
        }
    }
}

fn is_shown(evidence: &Evidence<'_>, record: &Record<'_>) -> bool {
    record.sightings.iter().any(|sighting| evidence.is_recorded(sighting.fixture) && !sighting.value.is_null())
}
