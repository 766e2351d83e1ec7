//! A value whose documented type the spec does not take.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::difference::Kind;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("property_type"),
    why: "A value of another kind breaks the decoding of the whole response, or is refused where it is sent. What the document is right \
          about only a response shows.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for difference in &comparison.differences {
        let Kind::Type(theirs, own) = &difference.kind else { continue };
        let (what, help) = (
            format!("{theirs} in the document, {own} in the spec"),
            "record a response; where the document is right, use a type that takes both".to_owned(),
        );
        acc.push(comparison.of_types(RULE.name, Severity::Additive, difference, what, help));
    }
}
