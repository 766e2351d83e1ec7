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
        comparison.document.endpoints.iter().filter(|documented| comparison.endpoint(&documented.key).is_none())
    {
        let severity = if documented.is_deprecated { Severity::Notice } else { Severity::Additive };
        let help = match documented.key.starts_with('/') {
            _ if documented.is_described => "import it: `cargo xtask import openapi DOCUMENT --path PATH`".to_owned(),
            true => format!("record a response, then `cargo xtask infer GET {}`", documented.key),
            false => "describe it in the spec".to_owned(),
        };
        let what = if documented.is_deprecated {
            "the spec does not have it; deprecated"
        } else {
            "the spec does not have it"
        };
        acc.push(comparison.finding(
            (RULE.name, severity),
            documented.start,
            &documented.key,
            None,
            (&documented.key, what.to_owned(), help),
        ));
    }
}
