//! The names that a person gives and nothing takes: most often they are misspelled.

use std::collections::BTreeSet;

use super::shapes::Shapes;
use crate::infer::place::fields;

/// A sentence for each key that no response has, and for each doc of no new type or field.
pub(super) fn unused<'h>(shapes: &Shapes<'_, '_>, holes: impl Iterator<Item = (&'h str, &'h str)>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    for (owner, key) in holes {
        see(&mut seen, owner, key);
    }
    let found = &shapes.types.found;
    for of in found {
        fields(&of.objects).iter().for_each(|(key, _)| see(&mut seen, &of.name, key));
    }
    let types: BTreeSet<&str> =
        found.iter().map(|found| found.name.as_str()).chain(shapes.unions.keys().map(String::as_str)).collect();
    let (given, docs) = shapes.names.keys();
    let given = given.filter(|key| !seen.contains(*key)).map(|key| format!("no response has `{key}` inside of `json`"));
    let docs = docs.filter(|key| !seen.contains(*key) && !types.contains(key.as_str()));
    given.chain(docs.map(|key| format!("no new type or field takes the doc of `{key}`"))).collect()
}

/// A key is named alone, or with its type.
fn see(seen: &mut BTreeSet<String>, owner: &str, key: &str) {
    seen.insert(key.to_owned());
    seen.insert(format!("{owner}.{key}"));
}
