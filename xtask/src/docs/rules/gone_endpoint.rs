//! An endpoint of the spec that the page does not have any more.

use super::Rule;
use crate::docs::held::Held;
use crate::drift::finding::{Finding, Severity};

pub(super) static RULE: Rule = Rule {
    name: "gone_endpoint",
    why: "It may be retired, and its users should hear of it before the service answers 410. Groups of which the page tells \
          nothing are those of other pages.",
    check,
};

fn check(acc: &mut Vec<Finding>, held: &Held<'_>) {
    for endpoint in held.groups().flat_map(|group| &group.endpoints) {
        if !held.page.endpoints.iter().any(|told| told.path == endpoint.path) {
            let help = "ask the service whether it is retired; then mark it `deprecated`".to_owned();
            let what = "the page does not have it".to_owned();
            acc.push(held.finding(
                (&RULE, Severity::Additive),
                0,
                &endpoint.path,
                Some(endpoint),
                (&endpoint.path, what, help),
            ));
        }
    }
}
