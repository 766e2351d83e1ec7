//! A value of any shape that always has the same one.

use spec::{Scalar, Type};

use super::rule::Rule;
use crate::conformance::evidence::Evidence;
use crate::findings::{Finding, RuleName, Severity};
use crate::json::{Data, Value};
use crate::slot::{type_of, unmarked};
use crate::values::define::{Definitions, NewField, mentions_json};

/// More fields are not listed.
const MOST_FIELDS: usize = 8;

pub(super) static RULE: Rule = Rule {
    name: RuleName("json_with_shape"),
    why: "`json` makes every user look for the fields. A notice, since few responses prove little. Silent for empty objects \
          and lists, and where the values have no type in common.",
    check,
};

fn check(acc: &mut Vec<Finding>, evidence: &Evidence<'_>) {
    for (slot, record) in &evidence.seen.slots {
        if *unmarked(type_of(evidence.api, slot)) != Type::Scalar(Scalar::Json) {
            continue;
        }
        let sightings: Vec<_> = record.sightings.iter().filter(|sighting| !sighting.value.is_null()).collect();
        let Some(first) = sightings.first().filter(|_| sightings.iter().any(|sighting| is_compound(sighting.value)))
        else {
            continue;
        };
        let values: Vec<_> = sightings.iter().map(|sighting| sighting.value).collect();
        let mut definitions = Definitions::new(evidence.api);
        let shape = definitions.expression("", "Shape", &values);
        let mut types = definitions.made.iter().flat_map(|made| &made.fields).map(|field| &field.ty);
        if mentions_json(&shape) || types.any(|ty| mentions_json(ty)) {
            continue;
        }
        let made = definitions.made.first();
        let help = match made {
            Some(made) => format!("describe it: a type with {}, used as `{shape}`", fields(&made.fields)),
            None => format!("describe it: `{shape}`"),
        };
        let what = format!("{} of one shape, was json", first.value.kind());
        let mut finding = evidence.at(RULE.name, Severity::Notice, slot, what, help);
        let in_fixture = sightings.iter().filter(|sighting| sighting.fixture == first.fixture).count();
        let of = record.occasions().get(&first.fixture).copied().unwrap_or_default();
        finding.occurrence = Some(evidence.occurrence(first.fixture, first.value.start, &first.path, in_fixture, of));
        acc.push(finding);
    }
}

/// Whether a value has something inside. Where `json` holds plain values alone, its author knows why.
fn is_compound(value: &Value) -> bool {
    match &value.data {
        Data::List(items) => !items.is_empty(),
        Data::Object(members) => !members.is_empty(),
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => false,
    }
}

/// `following: boolean, since?: integer`.
fn fields(fields: &[NewField]) -> String {
    let field = |field: &NewField| format!("`{}{}: {}`", field.wire, if field.optional { "?" } else { "" }, field.ty);
    let mut listed: Vec<_> = fields.iter().take(MOST_FIELDS).map(field).collect();
    if fields.len() > MOST_FIELDS {
        listed.push(format!("{} more", fields.len() - MOST_FIELDS));
    }
    listed.join(", ")
}
