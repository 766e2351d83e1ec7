//! A value that is none of a union's types.

use spec::{Members, Type, Union};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::findings::{Finding, RuleName, Severity};
use crate::fit::Fit;
use crate::json::{Data, Value};
use crate::slot::{type_of, unmarked};

pub(super) static RULE: Rule = Rule {
    name: RuleName("unknown_member"),
    why: "Unions are open: the client keeps the value as JSON, but users have no type for it.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        let Type::Union(index) = *unmarked(type_of(evidence.api, slot)) else { continue };
        let union = &evidence.api.unions[index];
        let unknown =
            |sighting: &Sighting<'_>| (sighting.fit == Fit::UnknownMember).then(|| found(union, sighting.value));
        for (found, case) in evidence.cases(record, unknown) {
            let what = format!("{found}, no type of {}", union.name);
            let help = format!("add its type to `of` of `{}`", union.name);
            let mut finding = evidence.at(RULE.name, Severity::Additive, slot, what, help);
            finding.spec = Some(evidence.location(union.span));
            finding.occurrence = Some(case);
            acc.push(finding);
        }
    }
}

/// The tag, or what is in its place; else the kind of JSON.
fn found(union: &Union, value: &Value) -> String {
    let (Members::Tagged { tag, .. }, Data::Object(members)) = (&union.members, &value.data) else {
        return value.kind().to_owned();
    };
    match members.iter().find(|member| member.name == *tag).map(|member| &member.value) {
        Some(Value { data: Data::Text(text), .. }) => format!("`{tag}` is {}", serde_json::Value::from(text.as_str())),
        Some(value) => format!("`{tag}` is no text but {}", value.kind()),
        None => format!("object without `{tag}`"),
    }
}
