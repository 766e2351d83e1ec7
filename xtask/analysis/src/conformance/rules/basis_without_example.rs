//! A field or a value that the spec claims to know from an example, and no example shows it.

use std::collections::BTreeSet;

use spec::{Basis, Span, Type, Value, Values};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::{Definition, Record};
use crate::conformance::observe::reach;
use crate::findings::{Finding, RuleName, Severity};
use crate::json::Data;
use crate::pairing::endpoints;
use crate::slot::{Place, Slot, type_of, unmarked};

pub(super) static RULE: Rule = Rule {
    name: RuleName("basis_without_example"),
    why: "Who relies on a field wants to know whether it was ever seen. Only fixtures that an `example:` names count \
          as seen. A notice, since absence proves little; and silent while a named example is not there, or while \
          what should hold the field is missing or does not fit: that is the finding then.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    let api = evidence.api;
    let uncertain = uncertain(evidence);
    for (owner, definition) in api.types.iter().enumerate() {
        if uncertain.contains(&Definition::Struct(owner)) {
            continue;
        }
        for (field, description) in definition.fields.iter().enumerate() {
            let slot = Slot::of(Place::Field { owner, field });
            let record = evidence.seen.slots.get(&slot);
            let is_shown = record
                .is_some_and(|record| is_reported_elsewhere(evidence, &slot, record) || is_shown(evidence, record));
            if description.basis == Basis::Example && !is_shown {
                acc.push(finding(evidence, &definition.name, definition.span, &description.wire, description.span));
            }
        }
    }
    for (index, definition) in api.enums.iter().enumerate() {
        if !uncertain.contains(&Definition::Enum(index)) {
            let shown = shown_values(evidence, index);
            let mut claim = |wire: &str, span| {
                if !shown.contains(wire) {
                    acc.push(finding(evidence, &definition.name, definition.span, wire, span));
                }
            };
            match &definition.values {
                Values::Text(values) => claims(values).for_each(|value| claim(&value.wire, value.span)),
                Values::Integer(values) => claims(values).for_each(|value| claim(&value.wire.to_string(), value.span)),
            }
        }
    }
}

fn claims<T>(values: &[Value<T>]) -> impl Iterator<Item = &Value<T>> {
    values.iter().filter(|value| value.basis == Basis::Example)
}

fn finding(evidence: &Evidence<'_>, against: &str, home: Span, subject: &str, span: Span) -> Finding {
    Finding {
        rule: RULE.name,
        severity: Severity::Notice,
        against: against.to_owned(),
        home: Some(evidence.location(home)),
        subject: subject.to_owned(),
        what: "its basis is `example`, and no response that an `example:` names shows it".to_owned(),
        occurrence: None,
        spec: Some(evidence.location(span)),
        help: "name a fixture that shows it as the `example:` of its endpoint, or write `basis: declared` or `basis: prose`"
            .to_owned(),
        change: None,
    }
}

fn is_shown(evidence: &Evidence<'_>, record: &Record<'_>) -> bool {
    record.sightings.iter().any(|sighting| evidence.is_recorded(sighting.fixture))
}

/// Whether another rule already reports this field.
fn is_reported_elsewhere(evidence: &Evidence<'_>, slot: &Slot, record: &Record<'_>) -> bool {
    !evidence.marks(slot).optional && !record.absences.is_empty()
}

fn shown_values(evidence: &Evidence<'_>, index: usize) -> BTreeSet<String> {
    let of_enum = evidence.seen.slots.iter();
    let of_enum = of_enum.filter(|(slot, _)| *unmarked(type_of(evidence.api, slot)) == Type::Enum(index));
    let sightings = of_enum.flat_map(|(_, record)| &record.sightings);
    let recorded = sightings.filter(|sighting| evidence.is_recorded(sighting.fixture));
    recorded
        .filter_map(|sighting| match &sighting.value.data {
            Data::Text(text) | Data::Number(text) => Some(text.clone()),
            _ => None,
        })
        .collect()
}

/// What cannot be judged: a mismatch hides it, or its example does not exist.
fn uncertain(evidence: &Evidence<'_>) -> BTreeSet<Definition> {
    let mut uncertain = evidence.seen.hidden.clone();
    uncertain.extend(evidence.enums_with_unknown_values().map(Definition::Enum));
    let paths: BTreeSet<_> = evidence.fixtures.iter().map(|fixture| fixture.path.as_str()).collect();
    for (.., endpoint) in endpoints(evidence.api) {
        let is_there = |path: &str| paths.contains(path);
        if endpoint.example.as_deref().is_some_and(|path| !is_there(path)) {
            endpoint.returns.ty().into_iter().for_each(|ty| reach(evidence.api, ty, &mut uncertain));
        }
    }
    uncertain
}
