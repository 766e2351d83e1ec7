//! A response that is not JSON by the letter.

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("irregular_json"),
    why: "The client reads such a response leniently, and a strict one refuses it. Where a value is lost or replaced, the \
          fixture shows less than the service sent; a byte order mark is worth a notice only.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (index, fixture) in evidence.fixtures.iter().enumerate() {
        for oddity in &fixture.oddities {
            let severity = if oddity.changes_a_value { Severity::Additive } else { Severity::Notice };
            acc.push(Finding {
                rule: RULE.name,
                severity,
                against: "JSON".to_owned(),
                home: None,
                subject: fixture.path.clone(),
                what: oddity.what.clone(),
                occurrence: Some(evidence.occurrence(index, oddity.at, "$", 1, 1)),
                spec: None,
                help: "record the response again, or save the file as JSON in UTF-8 if an editor changed it".to_owned(),
                change: None,
            });
        }
    }
}
