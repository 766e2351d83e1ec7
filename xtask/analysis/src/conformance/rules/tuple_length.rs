//! An array of fixed parts that has fewer or more of them.

use spec::Type;

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::json::Data;
use crate::slot::{type_of, unmarked};

pub(super) static RULE: Rule = Rule {
    name: RuleName("tuple_length"),
    why: "A part that is missing breaks the decoding of the whole response, but for parts at the end that may be null: \
          those are read as null, and worth a notice only. The client drops \
          further parts without a word.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let Type::Tuple(parts) = unmarked(type_of(evidence.api, slot)) else { continue };
        for (found, case) in evidence.cases(record, length) {
            let missing = parts.get(found..).unwrap_or_default();
            let (severity, help) = if missing.is_empty() {
                (Severity::Additive, "add the further parts to the tuple")
            } else if missing.iter().all(|part| matches!(part, Type::Nullable(_))) {
                (Severity::Notice, "nothing: the missing part is read as null")
            } else {
                (Severity::Breaking, "mark the parts that can be missing as nullable: `?`")
            };
            let plural = if found == 1 { "element" } else { "elements" };
            let what = format!("{found} {plural}, was {}", parts.len());
            let mut finding = evidence.at(RULE.name, severity, slot, what, help.to_owned());
            finding.occurrence = Some(case);
            finding.change = (severity > Severity::Notice).then_some(Change::Widen(slot.place));
            acc.push(finding);
        }
    }
}

fn length(sighting: &Sighting<'_>) -> Option<usize> {
    match (&sighting.value.data, sighting.fit) {
        (Data::List(items), Fit::WrongLength) => Some(items.len()),
        _ => None,
    }
}
