//! An endpoint without a fixture, or whose example does not exist.

use std::collections::BTreeSet;

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::findings::{Finding, RuleName, Severity};
use crate::pairing::endpoints;
use crate::slot::{Place, Slot};

pub(super) static RULE: Rule = Rule {
    name: RuleName("endpoint_without_fixture"),
    why: "Without a response, nothing checks the endpoint. A notice, since nothing is known to be wrong. Silent where \
          the endpoint returns no JSON: there is nothing to check.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    let paths: BTreeSet<_> = evidence.fixtures.iter().map(|fixture| fixture.path.as_str()).collect();
    let paired: BTreeSet<_> = evidence.pairs.iter().map(|pair| (pair.group, pair.endpoint)).collect();
    for (group, position, endpoint) in endpoints(evidence.api) {
        let folder = &evidence.api.groups[group].name;
        let example = endpoint.example.as_deref();
        let is_missing = |path: &&str| !paths.contains(*path);
        let (what, file) = match example.filter(is_missing) {
            Some(path) => (format!("the fixtures do not have its example `{path}`"), path.to_owned()),
            None if paired.contains(&(group, position)) => continue,
            None if endpoint.returns.ty().is_none() => continue,
            None => ("no fixture is a response of it".to_owned(), format!("{folder}/{}.json", endpoint.name)),
        };
        let slot = Slot::of(Place::Response { group, endpoint: position });
        let help = format!("save a response as `{file}` among the fixtures");
        let mut finding = evidence.at(RULE.name, Severity::Notice, &slot, what, help);
        finding.spec.clone_from(&finding.home);
        acc.push(finding);
    }
}
