//! A parameter that one side requires and the other does not.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("required_changed"),
    why: "A request without a required parameter fails; an optional one must not be an argument of every call.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both() {
        for row in &documented.params {
            let Some(param) = endpoint.params.iter().find(|param| param.wire == row.name) else { continue };
            let (severity, what, help) = match (row.required, param.required) {
                (Some(true), false) => (Severity::Breaking, "required", format!("take the `?` from `{}`", row.name)),
                (Some(false), true) => (Severity::Additive, "not required", format!("write `{}?`", row.name)),
                _ => continue,
            };
            let documented = (row.name.as_str(), what.to_owned(), help);
            let mut finding =
                comparison.finding((RULE.name, severity), row.start, &endpoint.key(), Some(endpoint), documented);
            finding.spec = Some(comparison.location(param.span));
            acc.push(finding);
        }
    }
}
