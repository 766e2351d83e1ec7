//! An example that is not JSON.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::position::Position;
use crate::findings::{Finding, RuleName, Severity};
use crate::json;

pub(super) static RULE: Rule = Rule {
    name: RuleName("broken_example"),
    why: "No rule can check it. Documentation that was shortened is more likely than such a response.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for documented in &comparison.document.endpoints {
        for (start, text) in &documented.examples {
            if let Err(error) = json::read(text) {
                let at = Position { offset: start.offset + error.at.min(text.len()), ..*start };
                let words = ("example", error.why, "record a response: `cargo xtask record`".to_owned());
                acc.push(comparison.finding(
                    (RULE.name, Severity::Notice),
                    at,
                    &documented.key,
                    comparison.endpoint(&documented.key),
                    words,
                ));
            }
        }
    }
}
