//! An endpoint of the page that the spec does not have.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_endpoint"),
    why: "Nobody can ask for it. One that is deprecated from the start is worth knowing and no more.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for told in comparison.page.endpoints.iter().filter(|told| comparison.endpoint(&told.path).is_none()) {
        let severity = if told.is_deprecated { Severity::Notice } else { Severity::Additive };
        let help = format!("record a reply, then `cargo xtask learn GET {}`", told.path);
        let what =
            if told.is_deprecated { "the spec does not have it; deprecated" } else { "the spec does not have it" };
        acc.push(comparison.finding(
            (RULE.name, severity),
            told.start,
            &told.path,
            None,
            (&told.path, what.to_owned(), help),
        ));
    }
}
