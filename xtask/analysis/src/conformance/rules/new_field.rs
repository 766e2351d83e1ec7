//! A member that the type does not name.

use std::collections::{BTreeMap, BTreeSet};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Extra;
use crate::entry::names;
use crate::findings::{Change, Finding, RuleName, Severity};

pub(super) static RULE: Rule = Rule {
    name: RuleName("new_field"),
    why: "The client drops a member that the spec does not name, without a word.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    let mut objects: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (owner, all) in &evidence.seen.objects {
        all.iter().for_each(|object| *objects.entry((*owner, object.fixture)).or_default() += 1);
    }
    for ((owner, name), extras) in &evidence.seen.extras {
        let mut by_fixture: BTreeMap<usize, Vec<&Extra<'_>>> = BTreeMap::new();
        for extra in extras {
            by_fixture.entry(extra.fixture).or_default().push(extra);
        }
        for (fixture, extras) in by_fixture {
            let Some(first) = extras.first() else { continue };
            let definition = &evidence.api.types[*owner];
            let kinds: BTreeSet<_> = extras.iter().map(|extra| extra.value.kind()).collect();
            let of = objects.get(&(*owner, fixture)).copied().unwrap_or_default();
            acc.push(Finding {
                rule: RULE.name,
                severity: Severity::Additive,
                against: definition.name.clone(),
                home: Some(evidence.location(definition.span)),
                subject: name.clone(),
                what: kinds.into_iter().collect::<Vec<_>>().join(" or "),
                occurrence: Some(evidence.occurrence(fixture, first.start, &first.path, extras.len(), of)),
                spec: Some(evidence.location(definition.span)),
                help: match names::why_no_field(name) {
                    None => format!("add `{name}` to the fields of `{}`", definition.name),
                    Some(why) => format!(
                        "the spec cannot name this field, because {why}; where you need it, make the type of the object `json`"
                    ),
                },
                change: Some(Change::AddField { owner: *owner, name: name.clone() }),
            });
        }
    }
}
