//! An endpoint of the spec that the documentation no longer has.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_endpoint"),
    why: "The service may retire it, and its users should know before the service returns 410. A group without any \
          documented endpoint belongs to another document.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for endpoint in comparison.groups().flat_map(|group| &group.endpoints) {
        if !comparison.document.endpoints.iter().any(|documented| documented.path == endpoint.path) {
            let help = "check whether the service has retired it; then mark it `deprecated`".to_owned();
            let what = "the documentation does not have it".to_owned();
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
