//! Fields with a meaning: those of open enums, and the one that holds the next cursor.

use std::collections::BTreeMap;

use super::candidates::EACH;
use super::ids::FieldKey;
use super::objects::{Cluster, Objects};
use super::place::{Place, place};
use crate::json::Value;
use crate::values::scalars;

/// The fields with few different words or numbers that repeat, over all objects that have a field of that name.
pub(super) fn choices<'a>(objects: &Objects<'a>) -> BTreeMap<String, Vec<&'a Value>> {
    let mut all: BTreeMap<String, Vec<&Value>> = BTreeMap::new();
    for (name, values) in objects.clusters.iter().flat_map(Cluster::fields) {
        all.entry(name.to_owned()).or_default().extend(values.into_iter().filter(|value| !value.is_null()));
    }
    all.retain(|name, values| scalars::is_choice(name, values));
    all
}

/// The field at the end of a path through tuples and objects.
pub(super) fn cursor(objects: &Objects<'_>, responses: &[&Value], way: &[String]) -> Option<FieldKey> {
    let (last, before) = way.split_last()?;
    let mut values = responses.to_vec();
    for step in before {
        values = match place(&values) {
            Place::Tuple(mut columns) => columns.swap_remove(step.parse().ok().filter(|at| *at < columns.len())?),
            Place::Objects(objects) => {
                let fields = Cluster { hint: String::new(), objects }.fields();
                fields.into_iter().find(|(name, _)| *name == step.trim_end_matches(EACH))?.1
            }
            _ => return None,
        };
        if step.ends_with(EACH) {
            values = match place(&values) {
                Place::List(items) => items,
                _ => return None,
            };
        }
    }
    let Place::Objects(found) = place(&values) else { return None };
    Some((objects.cluster(&found)?, last.clone()))
}
