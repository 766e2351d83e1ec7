//! A documented endpoint that the spec lacks.

use super::rule::Rule;
use crate::check_docs::comparison::Comparison;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_endpoint"),
    why: "The client has no method for it. A deprecated one is only a notice.",
    check,
};

fn check(acc: &mut Vec<Finding>, comparison: &Comparison<'_>) {
    for documented in
        comparison.document.endpoints.iter().filter(|documented| comparison.endpoint(&documented.path).is_none())
    {
        let severity = if documented.is_deprecated { Severity::Notice } else { Severity::Additive };
        let help = format!("record a response, then `cargo xtask infer GET {}`", documented.path);
        let what = if documented.is_deprecated {
            "the spec does not have it; deprecated"
        } else {
            "the spec does not have it"
        };
        acc.push(comparison.finding(
            (RULE.name, severity),
            documented.start,
            &documented.path,
            None,
            (&documented.path, what.to_owned(), help),
        ));
    }
}
