//! An endpoint of the spec that the documentation no longer has.

use spec::Endpoint;

use super::rule::Rule;
use crate::check_docs::comparison::{Comparison, request};
use crate::check_docs::position::Position;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_endpoint"),
    why: "The service may retire it, and its users should know before the service returns 410. A group without any \
          documented endpoint belongs to another document.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for group in &comparison.api.groups {
        // The page that has the rest of the group is where one would look.
        let mut documented = group.endpoints.iter().filter_map(|endpoint| comparison.documented(&endpoint.key()));
        let Some(first) = documented.next() else { continue };
        let start = Position { page: first.start.page, offset: 0 };
        for endpoint in group.endpoints.iter().filter(|endpoint| is_gone(comparison, endpoint)) {
            let key = endpoint.key();
            let help =
                "name every page that documents the group: `cargo xtask check-docs PAGE PAGE`; if none has it, check \
                        whether the service has retired it, and mark it `deprecated`"
                    .to_owned();
            let what = "the documentation does not have it".to_owned();
            acc.push(comparison.finding(
                (RULE.name, Severity::Additive),
                start,
                &key,
                Some(endpoint),
                (&key, what, help),
            ));
        }
    }
}

/// Whether no page has it, not even in a form that is not read.
fn is_gone(comparison: &Comparison<'_>, endpoint: &Endpoint) -> bool {
    let key = endpoint.key();
    let mut left_out = comparison.document.descriptions.iter().flat_map(|description| &description.left_out);
    comparison.documented(&key).is_none() && !left_out.any(|(what, _)| *what == request(&key))
}
