//! A parameter that one side requires and the other does not.

use super::Rule;
use crate::docs::held::Held;
use crate::drift::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "required_changed",
    why: "A request without a required parameter fails; one that need not be sent is asked of every caller.",
    check,
};

fn check(acc: &mut Vec<Finding>, held: &Held<'_>) {
    for (told, endpoint) in held.both() {
        for row in &told.params {
            let Some(param) = endpoint.params.iter().find(|param| param.wire == row.name) else { continue };
            let (severity, what, help) = match (row.required, param.required) {
                (Some(true), false) => (Severity::Breaking, "required", format!("take the `?` from `{}`", row.name)),
                (Some(false), true) => (Severity::Additive, "not required", format!("write `{}?`", row.name)),
                _ => continue,
            };
            let told = (row.name.as_str(), what.to_owned(), help);
            let mut finding = held.finding((&RULE, severity), row.start, &endpoint.path, Some(endpoint), told);
            finding.spec = Some(held.mark(param.span));
            acc.push(finding);
        }
    }
}
