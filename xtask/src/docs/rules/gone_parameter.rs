//! A parameter of the spec that the page's table does not have.

use super::Rule;
use crate::docs::held::Held;
use crate::drift::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "gone_parameter",
    why: "A service can ignore a name that it does not know and bill the reply. An endpoint without a table tells nothing.",
    check,
};

fn check(acc: &mut Vec<Finding>, held: &Held<'_>) {
    for (told, endpoint) in held.both().filter(|(told, _)| told.has_table) {
        for param in endpoint.params.iter().filter(|param| !told.params.iter().any(|row| row.name == param.wire)) {
            let what = "the page's table does not have it".to_owned();
            let help = format!("try a request with `{}`; remove it if the service ignores it", param.wire);
            let mut finding = held.finding(
                (&RULE, Severity::Additive),
                told.start,
                &told.path,
                Some(endpoint),
                (&param.wire, what, help),
            );
            finding.spec = Some(held.mark(param.span));
            acc.push(finding);
        }
    }
}
