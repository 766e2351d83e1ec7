//! A value of another kind than the type of the spec.

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::json::Data;
use crate::slot::{type_of, written};

pub(super) static RULE: Rule = Rule {
    name: RuleName("type_changed"),
    why: "A value of another kind breaks the decoding of the whole response.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let declared = written(evidence.api, type_of(evidence.api, slot));
        let declared = declared.trim_end_matches('?');
        let wrong = |sighting: &Sighting<'_>| (sighting.fit == Fit::WrongKind).then(|| found(sighting, declared));
        for (found, case) in evidence.cases(record, wrong) {
            let help = "use a type that takes both, or `json` where there is none".to_owned();
            let what = format!("{found}, was {declared}");
            let mut finding = evidence.at(RULE.name, Severity::Breaking, slot, what, help);
            finding.occurrence = Some(case);
            finding.change = Some(Change::Widen(slot.place));
            acc.push(finding);
        }
    }
}

/// The kind of the value; where that is the kind of the spec, what is wrong with it.
fn found(sighting: &Sighting<'_>, declared: &str) -> String {
    match (&sighting.value.data, sighting.value.kind()) {
        (Data::Number(_), kind) if kind == declared => format!("{kind} past 64 bits"),
        (Data::Bool(true), _) if declared == "cursor" => "true".to_owned(),
        (_, kind) => kind.to_owned(),
    }
}
