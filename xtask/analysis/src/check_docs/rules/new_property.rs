//! A field of an object that the document describes and the spec lacks.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::difference::Kind;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_property"),
    why: "The client drops what the spec does not name, without a word.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for difference in &comparison.differences {
        let Kind::New(ty) = &difference.kind else { continue };
        let (what, help) = (
            format!("{ty} in the document, which the spec lacks"),
            "add it to the fields, with `basis: declared` until a response shows it".to_owned(),
        );
        acc.push(comparison.of_types(RULE.name, Severity::Additive, difference, what, help));
    }
}
