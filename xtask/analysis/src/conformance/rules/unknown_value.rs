//! A value that an enum does not list.

use spec::{Type, Values};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::findings::{Change, Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::json::{Data, Value};
use crate::slot::{type_of, unmarked};

pub(super) static RULE: Rule = Rule {
    name: RuleName("unknown_value"),
    why: "Enums are open: the client keeps the value, but users have no name for it.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let Type::Enum(index) = *unmarked(type_of(evidence.api, slot)) else { continue };
        let definition = &evidence.api.enums[index];
        let unknown = |sighting: &Sighting<'_>| (sighting.fit == Fit::UnknownValue).then(|| wire(sighting.value));
        for (wire, case) in evidence.cases(record, unknown) {
            let value = match definition.values {
                Values::Text(_) => serde_json::Value::from(wire.as_str()).to_string(),
                Values::Integer(_) => wire.clone(),
            };
            let what = format!("{value}, no value of {}", definition.name);
            let help = format!("add it to the values of `{}`", definition.name);
            let mut finding = evidence.at(RULE.name, Severity::Additive, slot, what, help);
            finding.spec = Some(evidence.location(definition.span));
            finding.occurrence = Some(case);
            finding.change = Some(Change::AddValue { index, wire });
            acc.push(finding);
        }
    }
}

fn wire(value: &Value) -> String {
    match &value.data {
        Data::Text(text) | Data::Number(text) => text.clone(),
        _ => value.kind().to_owned(),
    }
}
