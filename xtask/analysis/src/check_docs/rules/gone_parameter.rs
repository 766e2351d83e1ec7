//! A parameter of the spec that the documentation lacks.

use spec::Place;

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_parameter"),
    why: "A service can ignore a name that it does not know and bill the response. An endpoint without a table proves nothing.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both().filter(|(documented, _)| documented.has_table) {
        // A body that is one value has no name.
        let named = endpoint.params.iter().filter(|param| param.place != Place::Body);
        for param in named.filter(|param| !documented.params.iter().any(|row| row.name == param.wire)) {
            let what = "the documented table does not have it".to_owned();
            let help = format!("try a request with `{}`; remove it if the service ignores it", param.wire);
            let mut finding = comparison.finding(
                (RULE.name, Severity::Additive),
                documented.start,
                &documented.key,
                Some(endpoint),
                (&param.wire, what, help),
            );
            finding.spec = Some(comparison.location(param.span));
            acc.push(finding);
        }
    }
}
