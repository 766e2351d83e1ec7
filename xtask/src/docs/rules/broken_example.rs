//! An example that is not JSON.

use super::Rule;
use crate::docs::held::Held;
use crate::drift::finding::{Finding, Severity};
use crate::drift::json;

pub(super) static RULE: Rule = Rule {
    name: "broken_example",
    why: "Nothing can be learned from it. It is cut short by hand more often than the service sends such a reply.",
    check,
};

fn check(acc: &mut Vec<Finding>, held: &Held<'_>) {
    for told in &held.page.endpoints {
        for (start, text) in &told.examples {
            if let Err(broken) = json::parse(text) {
                let at = start + broken.at.min(text.len());
                let words = ("example", broken.why, "mend the page, or record a reply of one's own".to_owned());
                acc.push(held.finding((&RULE, Severity::Notice), at, &told.path, held.endpoint(&told.path), words));
            }
        }
    }
}
