//! An endpoint that is deprecated on one side alone.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("deprecation_changed"),
    why: "Who calls a deprecated endpoint learns of it from the compiler, before the service takes it away.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for (told, endpoint) in comparison.both() {
        let (what, help) = match (told.is_deprecated, endpoint.deprecated.is_some()) {
            (true, false) => ("the page calls it deprecated", "add `deprecated:` with what the page says"),
            (false, true) => {
                ("the page does not call it deprecated", "remove `deprecated:` if the service has changed its mind")
            }
            _ => continue,
        };
        let words = (endpoint.name.as_str(), what.to_owned(), help.to_owned());
        acc.push(comparison.finding((RULE.name, Severity::Additive), told.start, &told.path, Some(endpoint), words));
    }
}
