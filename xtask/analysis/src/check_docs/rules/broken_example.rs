//! An example that is not JSON.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};
use crate::json;

pub(super) static RULE: Rule = Rule {
    name: RuleName("broken_example"),
    why: "Nothing can be learned from it. It is cut short by hand more often than the service sends such a reply.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for told in &comparison.page.endpoints {
        for (start, text) in &told.examples {
            if let Err(broken) = json::parse(text) {
                let at = start + broken.at.min(text.len());
                let words = ("example", broken.why, "mend the page, or record a reply of one's own".to_owned());
                acc.push(comparison.finding(
                    (RULE.name, Severity::Notice),
                    at,
                    &told.path,
                    comparison.endpoint(&told.path),
                    words,
                ));
            }
        }
    }
}
