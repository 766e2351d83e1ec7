//! An endpoint of the spec that the page does not have any more.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_endpoint"),
    why: "It may be retired, and its users should hear of it before the service answers 410. Groups of which the page tells \
          nothing are those of other pages.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for endpoint in comparison.groups().flat_map(|group| &group.endpoints) {
        if !comparison.page.endpoints.iter().any(|told| told.path == endpoint.path) {
            let help = "ask the service whether it is retired; then mark it `deprecated`".to_owned();
            let what = "the page does not have it".to_owned();
            acc.push(comparison.finding(
                (RULE.name, Severity::Additive),
                0,
                &endpoint.path,
                Some(endpoint),
                (&endpoint.path, what, help),
            ));
        }
    }
}
