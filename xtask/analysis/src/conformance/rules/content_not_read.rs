//! A response with content, of an endpoint that returns none.

use spec::Returns;

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::findings::{Finding, RuleName, Severity};
use crate::slot::{Place, Slot};

pub(super) static RULE: Rule = Rule {
    name: RuleName("content_not_read"),
    why: "With `returns: none` the client reads no content, so what the service sends is lost. A notice, since it may be of no \
          use.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for pair in &evidence.pairs {
        let endpoint = &evidence.api.groups[pair.group].endpoints[pair.endpoint];
        let response = &evidence.fixtures[pair.fixture].response;
        if endpoint.returns != Returns::Nothing || response.is_null() {
            continue;
        }
        let slot = Slot::of(Place::Response { group: pair.group, endpoint: pair.endpoint });
        let what = format!("{}, was none", response.kind());
        let help = "describe it in `returns`, or remove the fixture if no one needs it".to_owned();
        let mut finding = evidence.at(RULE.name, Severity::Notice, &slot, what, help);
        finding.occurrence = Some(evidence.occurrence(pair.fixture, response.start, "$", 1, 1));
        acc.push(finding);
    }
}
