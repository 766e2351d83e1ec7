//! A fixture that is a response of no endpoint.

use std::collections::BTreeSet;

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::findings::{Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("fixture_without_endpoint"),
    why: "A response of no endpoint is checked against nothing: its name is wrong, or the spec lacks the endpoint.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    let paired: BTreeSet<_> = evidence.pairs.iter().map(|pair| pair.fixture).collect();
    for (index, fixture) in evidence.fixtures.iter().enumerate() {
        if paired.contains(&index) {
            continue;
        }
        acc.push(Finding {
            rule: RULE.name,
            severity: Severity::Additive,
            against: "no endpoint".to_owned(),
            home: None,
            subject: fixture.path.clone(),
            what: "a response of no endpoint".to_owned(),
            occurrence: Some(evidence.occurrence(index, fixture.response.start, "$", 1, 1)),
            spec: None,
            help: "describe its endpoint in the spec, name it `<group>/<method>.json` or `<group>/<method>_2.json`, or remove it".to_owned(),
            change: None,
        });
    }
}
