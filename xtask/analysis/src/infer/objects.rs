//! Which objects of the responses are of one type: those in one place, and those that look alike.

use std::collections::{BTreeMap, HashMap};

use super::place::{Place, fields, place};
pub(super) use crate::entry::names::can_be_field;
use crate::entry::singular::singular;
use crate::json::Value;
use crate::values::keys::{Family, family};

/// With more places for objects, the comparison of every two would take too long.
const MANY_PLACES: usize = 300;

/// All objects that get one type.
#[derive(Debug, Default)]
pub(super) struct Cluster<'v> {
    /// The key that holds the first of them, in the singular; empty at the top.
    pub(super) hint: String,
    /// The objects, in the order of the responses.
    pub(super) objects: Vec<&'v Value>,
}

/// The clusters, and which object is in which.
#[derive(Debug, Default)]
pub(super) struct Objects<'v> {
    pub(super) clusters: Vec<Cluster<'v>>,
    of: HashMap<*const Value, usize>,
}

impl<'v> Objects<'v> {
    /// Walks the responses and groups their objects.
    pub(super) fn of(responses: &[&'v Value]) -> Self {
        let mut slots = Slots::default();
        slots.walk(responses, "", "");
        let Slots { mut found, .. } = slots;
        while let Some((into, from)) = pair(&found) {
            let merged = found.remove(from);
            found[into].objects.extend(merged.objects);
        }
        let mut of = HashMap::new();
        for (index, cluster) in found.iter().enumerate() {
            of.extend(cluster.objects.iter().map(|object| (std::ptr::from_ref::<Value>(object), index)));
        }
        Self { clusters: found, of }
    }

    /// The one cluster of all the objects.
    pub(super) fn cluster(&self, objects: &[&Value]) -> Option<usize> {
        let index = |object: &&Value| self.of.get(&std::ptr::from_ref::<Value>(object)).copied();
        let first = index(objects.first()?)?;
        objects.iter().all(|object| index(object) == Some(first)).then_some(first)
    }
}

impl<'v> Cluster<'v> {
    /// The keys in the order of the responses, with all values that they have.
    pub(super) fn fields(&self) -> Vec<(&'v str, Vec<&'v Value>)> {
        fields(&self.objects)
    }
}

/// The objects by their abstract places: `[].user` holds the `user` of all items.
#[derive(Default)]
struct Slots<'v> {
    found: Vec<Cluster<'v>>,
    at: BTreeMap<String, usize>,
}

impl<'v> Slots<'v> {
    fn walk(&mut self, values: &[&'v Value], path: &str, hint: &str) {
        match place(values) {
            Place::Nothing | Place::Scalars(_) | Place::Mixed(_) => {}
            Place::List(items) => self.walk(&items, &format!("{path}[]"), hint),
            Place::Map(values) => self.walk(&values, &format!("{path}{{}}"), hint),
            Place::Tuple(columns) => {
                for (index, column) in columns.iter().enumerate() {
                    self.walk(column, &format!("{path}[{index}]"), hint);
                }
            }
            Place::Objects(objects) => {
                let fields = fields(&objects);
                self.at.insert(path.to_owned(), self.found.len());
                self.found.push(Cluster { hint: singular(hint), objects });
                for (name, values) in fields {
                    self.walk(&values, &format!("{path}.{name}"), name);
                }
            }
        }
    }
}

/// Two clusters to merge: they are alike, or both appear in one place of a merged cluster.
fn pair(clusters: &[Cluster<'_>]) -> Option<(usize, usize)> {
    let shapes: Vec<_> = clusters.iter().map(shape).collect();
    let pairs = || (0..clusters.len()).flat_map(|a| (a + 1..clusters.len()).map(move |b| (a, b)));
    let alike = |(a, b): &(usize, usize)| are_alike(&clusters[*a], &shapes[*a], &clusters[*b], &shapes[*b]);
    if clusters.len() <= MANY_PLACES
        && let Some(found) = pairs().find(alike)
    {
        return Some(found);
    }
    let mut of = HashMap::new();
    for (index, cluster) in clusters.iter().enumerate() {
        of.extend(cluster.objects.iter().map(|object| (std::ptr::from_ref::<Value>(object), index)));
    }
    let together = |values: &[&Value]| {
        let mut found: Vec<_> =
            values.iter().filter_map(|value| of.get(&std::ptr::from_ref::<Value>(value)).copied()).collect();
        found.sort_unstable();
        found.dedup();
        if let [a, b, ..] = found.as_slice() { Some((*a, *b)) } else { None }
    };
    let fields = clusters.iter().flat_map(Cluster::fields);
    fields.into_iter().find_map(|(_, values)| match place(&values) {
        Place::Objects(values) | Place::List(values) | Place::Map(values) => together(&values),
        _ => None,
    })
}

/// The keys of a cluster with the kinds of their values.
fn shape<'v>(cluster: &Cluster<'v>) -> BTreeMap<&'v str, Option<Family>> {
    let kind = |values: Vec<&Value>| values.into_iter().find(|value| !value.is_null()).map(family);
    cluster.fields().into_iter().map(|(name, values)| (name, kind(values))).collect()
}

type Shape<'v> = BTreeMap<&'v str, Option<Family>>;

/// Mostly the same keys, with values of the same kinds. The same name lowers the bar; few keys prove little.
fn are_alike(a: &Cluster<'_>, a_shape: &Shape<'_>, b: &Cluster<'_>, b_shape: &Shape<'_>) -> bool {
    let shared: Vec<_> = a_shape.iter().filter_map(|(key, kind)| b_shape.get(key).map(|other| (kind, other))).collect();
    let all = a_shape.len() + b_shape.len() - shared.len();
    let agree = shared.iter().all(|(a, b)| a == b || a.is_none() || b.is_none());
    let is_named_alike = !a.hint.is_empty() && a.hint == b.hint;
    let enough = if is_named_alike { shared.len() * 2 >= all } else { shared.len() * 4 >= all * 3 && shared.len() > 2 };
    agree && !shared.is_empty() && enough
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[track_caller]
    fn clusters(text: &str, expected: &[(&str, usize)]) {
        let value = parse(text).expect("JSON");
        let objects = Objects::of(&[&value]);
        let found: Vec<_> = objects.clusters.iter().map(|c| (c.hint.as_str(), c.objects.len())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn objects_that_look_alike_are_of_one_type() {
        clusters(
            r#"{"owner": {"id": 1, "name": "a", "url": "u"}, "likers": [{"id": 2, "name": "b", "url": null}]}"#,
            &[("", 1), ("owner", 2)],
        );
        clusters(
            r#"{"owner": {"id": 1, "name": "a"}, "place": {"id": 2, "x": 1.5}}"#,
            &[("", 1), ("owner", 1), ("place", 1)],
        );
        // A recursive object is one type at any depth.
        clusters(r#"{"comments": [{"id": 1, "comments": [{"id": 2, "comments": []}]}]}"#, &[("", 1), ("comment", 2)]);
    }
}
