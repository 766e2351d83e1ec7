//! An endpoint whose example the spec relies on, and the page has none any more.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_example"),
    why: "What is known from an example stays known; it cannot be checked against the page any more.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (told, endpoint) in comparison.both() {
        if told.examples.is_empty() && endpoint.example.is_some() && !told.is_deprecated {
            let help = "record a reply of one's own from time to time: `cargo xtask record`".to_owned();
            let what = "the page has none, the spec names one".to_owned();
            acc.push(comparison.finding(
                (RULE.name, Severity::Notice),
                told.start,
                &told.path,
                Some(endpoint),
                ("example", what, help),
            ));
        }
    }
}
