//! An object of a union that the document has and the spec does not.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::difference::Kind;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_member"),
    why: "Unions are open: the client keeps the object as JSON, but users have no type for it.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for difference in &comparison.differences {
        let Kind::NewMember(tag) = &difference.kind else { continue };
        let (what, help) =
            (format!("`{tag}` in the document, no type of the spec"), format!("add the type of `{tag}` to `of`"));
        acc.push(comparison.of_types(RULE.name, Severity::Additive, difference, what, help));
    }
}
