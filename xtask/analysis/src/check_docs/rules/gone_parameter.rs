//! A parameter of the spec that the page's table does not have.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_parameter"),
    why: "A service can ignore a name that it does not know and bill the reply. An endpoint without a table tells nothing.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (told, endpoint) in comparison.both().filter(|(told, _)| told.has_table) {
        for param in endpoint.params.iter().filter(|param| !told.params.iter().any(|row| row.name == param.wire)) {
            let what = "the page's table does not have it".to_owned();
            let help = format!("try a request with `{}`; remove it if the service ignores it", param.wire);
            let mut finding = comparison.finding(
                (RULE.name, Severity::Additive),
                told.start,
                &told.path,
                Some(endpoint),
                (&param.wire, what, help),
            );
            finding.spec = Some(comparison.location(param.span));
            acc.push(finding);
        }
    }
}
