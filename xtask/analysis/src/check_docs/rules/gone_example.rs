//! An endpoint whose example the spec relies on, and the documentation no longer has.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_example"),
    why: "What an example showed stays in the spec, but the documentation no longer confirms it.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both() {
        if !documented.is_described
            && documented.examples.is_empty()
            && endpoint.example.is_some()
            && !documented.is_deprecated
        {
            let help = "record a response from time to time: `cargo xtask record`".to_owned();
            let what = "the documentation has none, the spec names one".to_owned();
            acc.push(comparison.finding(
                (RULE.name, Severity::Notice),
                documented.start,
                &documented.key,
                Some(endpoint),
                ("example", what, help),
            ));
        }
    }
}
