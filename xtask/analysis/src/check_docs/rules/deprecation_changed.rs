//! An endpoint that is deprecated on one side only.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("deprecation_changed"),
    why: "The compiler warns callers of a deprecated endpoint before the service removes it.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (documented, endpoint) in comparison.both() {
        let (what, help) = match (documented.is_deprecated, endpoint.deprecated.is_some()) {
            (true, false) => {
                ("the documentation calls it deprecated", "add `deprecated:` with the reason of the documentation")
            }
            (false, true) => (
                "the documentation does not call it deprecated",
                "remove `deprecated:` if the service supports it again",
            ),
            _ => continue,
        };
        let words = (endpoint.name.as_str(), what.to_owned(), help.to_owned());
        acc.push(comparison.finding(
            (RULE.name, Severity::Additive),
            documented.start,
            &documented.key,
            Some(endpoint),
            words,
        ));
    }
}
