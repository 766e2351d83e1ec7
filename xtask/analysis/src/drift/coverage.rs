//! How often each field of a spec was seen, null and absent.

use std::fmt::Write;

use serde::Serialize;

use crate::conformance::evidence::Evidence;
use crate::slot::{Place, Slot};

/// The fields of a type.
#[derive(Debug, Serialize)]
pub struct TypeCoverage {
    /// The type's name.
    #[serde(rename = "type")]
    pub name: String,
    /// Where it is: `spec/shop.yaml:12`.
    pub spec: String,
    /// How many objects of it there are in all fixtures.
    pub objects: usize,
    /// Its fields, in the order of the spec.
    pub fields: Vec<FieldCoverage>,
}

/// How often a field was seen.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct FieldCoverage {
    /// Its name on the wire.
    pub field: String,
    /// How often it had a value.
    pub seen: usize,
    /// How often it was null.
    pub null: usize,
    /// How often it was absent.
    pub absent: usize,
}

/// The coverage of every type, in the order of the spec.
#[must_use]
pub fn coverage(evidence: &Evidence<'_>) -> Vec<TypeCoverage> {
    let types = evidence.api.types.iter().enumerate();
    let of_type = |(owner, definition): (usize, &spec::Struct)| {
        let at = evidence.location(definition.span);
        let fields = definition.fields.iter().enumerate().map(|(position, field)| {
            let record = evidence.seen.slots.get(&Slot::of(Place::Field { owner, field: position }));
            let (values, null, absent) =
                record.map_or((0, 0, 0), |record| (record.sightings.len(), record.nulls(), record.absences.len()));
            FieldCoverage { field: field.wire.clone(), seen: values - null, null, absent }
        });
        TypeCoverage {
            name: definition.name.clone(),
            spec: format!("{}:{}", at.file, at.line),
            objects: evidence.seen.objects.get(&owner).map_or(0, Vec::len),
            fields: fields.collect(),
        }
    };
    types.map(of_type).collect()
}

/// The coverage as JSON.
#[must_use]
pub fn json(types: &[TypeCoverage]) -> String {
    let mut text = serde_json::to_string_pretty(types).expect("texts and numbers");
    text.push('\n');
    text
}

/// The coverage as tables, and the fields that no response has.
#[must_use]
pub fn text(types: &[TypeCoverage]) -> String {
    let mut text = String::new();
    let mut never = Vec::new();
    for TypeCoverage { name, spec, objects, fields } in types {
        let width = fields.iter().map(|field| field.field.chars().count()).max().unwrap_or_default().clamp(5, 100);
        let plural = if *objects == 1 { "object" } else { "objects" };
        let _ = writeln!(text, "{name} ({spec}): {objects} {plural}");
        let _ = writeln!(text, "  {:width$}  {:>6} {:>6} {:>6}", "field", "seen", "null", "absent");
        for FieldCoverage { field, seen, null, absent } in fields {
            let _ = writeln!(text, "  {field:width$}  {seen:>6} {null:>6} {absent:>6}");
            if seen + null == 0 {
                never.push(format!("{name}.{field}"));
            }
        }
        text.push('\n');
    }
    let fields: usize = types.iter().map(|ty| ty.fields.len()).sum();
    if never.is_empty() {
        let _ = writeln!(text, "every one of the {fields} fields was seen");
    } else {
        let _ = writeln!(text, "{} of {fields} fields were never seen: {}", never.len(), never.join(", "));
    }
    text
}
