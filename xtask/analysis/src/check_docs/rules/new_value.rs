//! A value of an enum that the document lists and the spec does not.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::difference::Kind;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_value"),
    why: "Enums are open: the client keeps the value, but users have no name for it.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for difference in &comparison.differences {
        let Kind::NewValue(value) = &difference.kind else { continue };
        let (what, help) = (
            format!("`{value}` in the document, no value of the spec"),
            format!("add `{value}` to the values, with `basis: declared` until a response shows it"),
        );
        acc.push(comparison.of_types(RULE.name, Severity::Additive, difference, what, help));
    }
}
