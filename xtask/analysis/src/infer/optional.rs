//! Whether new fields are optional without a response that lacks them: a type of which few objects were seen can have more of them.

use spec::{Api, Field, Group};

use super::candidates::OWN_IDS;
use super::ids::literal;
use crate::json::Value;

/// With fewer fields, chance decides.
const FEWEST: usize = 20;

/// An own id is required if so many different objects have it.
const PROOF: usize = 3;

/// Whether the fields of the types in the family's files are optional, but for ids and a few.
pub(super) fn is_rule(api: &Api, family: Option<usize>) -> bool {
    let is_file = |file: usize| api.groups.iter().any(|group: &Group| group.file == file && group.family == family);
    let fields = api.types.iter().filter(|ty| is_file(ty.span.file)).flat_map(|ty| &ty.fields);
    let fields: Vec<&Field> = fields.filter(|field| !OWN_IDS.contains(&field.wire.as_str())).collect();
    let optional = fields.iter().filter(|field| field.optional).count();
    fields.len() >= FEWEST && optional * 10 >= fields.len() * 9
}

/// Whether enough different objects show that each has the field, which is its own id.
pub(super) fn is_proven(wire: &str, values: &[&Value], objects: usize) -> bool {
    let mut ids: Vec<_> = values.iter().filter_map(|value| literal(value)).collect();
    ids.sort_unstable();
    ids.dedup();
    OWN_IDS.contains(&wire) && values.len() == objects && ids.len() >= PROOF
}
