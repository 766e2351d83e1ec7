//! A response that is an error of the service.

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::findings::{Finding, RuleName, Severity};
use crate::slot::{Place, Slot};

pub(super) static RULE: Rule = Rule {
    name: RuleName("error_body"),
    why: "An error that was saved as a response shows nothing of the endpoint's type, and a change to the spec by it would be \
          wrong. Silent where the response fits the type in everything, unless the client reads it as an error.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (pair, why) in &evidence.errors {
        let slot = Slot::of(Place::Response { group: pair.group, endpoint: pair.endpoint });
        let what = format!("an error of the service, by `errors` in the spec: {why}");
        let help = "record the response of a request that succeeds".to_owned();
        let mut finding = evidence.at(RULE.name, Severity::Breaking, &slot, what, help);
        let start = evidence.fixtures[pair.fixture].response.start;
        finding.occurrence = Some(evidence.occurrence(pair.fixture, start, "$", 1, 1));
        acc.push(finding);
    }
}
