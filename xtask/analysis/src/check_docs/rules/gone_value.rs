//! A value of an enum that the document no longer lists.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::difference::Kind;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_value"),
    why: "The service may no longer send it. A notice: it may do so all the same.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for difference in &comparison.differences {
        let Kind::GoneValue(value) = &difference.kind else { continue };
        let (what, help) =
            (format!("the document does not have `{value}`"), "keep it while responses show it".to_owned());
        acc.push(comparison.of_types(RULE.name, Severity::Notice, difference, what, help));
    }
}
