//! Null where no mark allows it.

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::slot::{type_of, written};

pub(super) static RULE: Rule = Rule {
    name: RuleName("null_not_allowed"),
    why: "Null in a place without any mark breaks the decoding of the whole response. Where the name has the mark for \
          absence, null is decoded as absence, but the spec does not describe it.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let marks = evidence.marks(slot);
        if marks.nullable {
            continue;
        }
        let severity = if marks.optional { Severity::Additive } else { Severity::Breaking };
        let null = |sighting: &Sighting<'_>| (sighting.fit == Fit::Null).then_some(());
        for ((), case) in evidence.cases(record, null) {
            let ty = written(evidence.api, type_of(evidence.api, slot));
            let help = format!("mark it as nullable: `{ty}?`");
            let mut finding = evidence.at(RULE.name, severity, slot, format!("null, was {ty}"), help);
            finding.occurrence = Some(case);
            finding.change = Some(Change::Widen(slot.place));
            acc.push(finding);
        }
    }
}
