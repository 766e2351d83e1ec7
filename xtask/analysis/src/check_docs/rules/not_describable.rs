//! An endpoint of the spec that the document has in a form that no spec can have.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("not_describable"),
    why: "What the document says of it is not compared: a person has to look.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for description in &comparison.document.descriptions {
        for (what, why) in &description.left_out {
            let key = what.strip_prefix("GET ").unwrap_or(what);
            if let Some(endpoint) = comparison.endpoint(key) {
                let help = "read what the document says of it".to_owned();
                let words = (key, format!("the document cannot be read here: {why}"), help);
                acc.push(comparison.finding(
                    (RULE.name, Severity::Notice),
                    description.start(),
                    key,
                    Some(endpoint),
                    words,
                ));
            }
        }
    }
}
