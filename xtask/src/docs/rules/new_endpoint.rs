//! An endpoint of the page that the spec does not have.

use super::Rule;
use crate::docs::held::Held;
use crate::drift::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "new_endpoint",
    why: "Nobody can ask for it. One that is deprecated from the start is worth knowing and no more.",
    check,
};

fn check(acc: &mut Vec<Finding>, held: &Held<'_>) {
    for told in held.page.endpoints.iter().filter(|told| held.endpoint(&told.path).is_none()) {
        let severity = if told.is_deprecated { Severity::Notice } else { Severity::Additive };
        let help = format!("record a reply, then `cargo xtask learn GET {}`", told.path);
        let what =
            if told.is_deprecated { "the spec does not have it; deprecated" } else { "the spec does not have it" };
        acc.push(held.finding((&RULE, severity), told.start, &told.path, None, (&told.path, what.to_owned(), help)));
    }
}
