//! A field of the spec that the document no longer describes.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::check_docs::difference::Kind;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("gone_property"),
    why: "The service may have taken it away. A notice, since documents are rarely complete.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for difference in &comparison.differences {
        let Kind::Gone = &difference.kind else { continue };
        let (what, help) = (
            "the document does not have it".to_owned(),
            "record a response; where it is not there either, remove the field".to_owned(),
        );
        acc.push(comparison.of_types(RULE.name, Severity::Notice, difference, what, help));
    }
}
