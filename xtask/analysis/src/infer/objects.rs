//! Which objects of the responses are of one type: those in one place, and those that look alike.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::json::{Data, Value};
pub(super) use crate::stanza::names::can_be_field;

/// An object with this many keys that hardly repeat is a map.
const MANY_KEYS: usize = 100;

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

/// The values in one place, over all responses and all items, without null.
pub(super) enum Place<'v> {
    /// Only null, or no value.
    Nothing,
    /// Values that are neither lists nor objects.
    Scalars(Vec<&'v Value>),
    /// The items of all lists.
    List(Vec<&'v Value>),
    /// The values of each position.
    Tuple(Vec<Vec<&'v Value>>),
    /// The values under all keys.
    Map(Vec<&'v Value>),
    /// Objects with fields.
    Objects(Vec<&'v Value>),
    /// Kinds that have no type in common, by their names.
    Mixed(BTreeSet<&'static str>),
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

/// Looks at all values of one place together.
pub(super) fn place<'v>(values: &[&'v Value]) -> Place<'v> {
    let values: Vec<_> = values.iter().copied().filter(|value| !value.is_null()).collect();
    let kinds: BTreeSet<_> = values.iter().map(|value| family(value)).collect();
    let family = kinds.first().copied();
    match family {
        None => Place::Nothing,
        Some(_) if kinds.len() > 1 => Place::Mixed(values.iter().map(|value| value.kind()).collect()),
        Some(Family::Scalar) => Place::Scalars(values),
        Some(Family::Object) if is_map(&values) => Place::Map(members(&values).map(|(_, value)| value).collect()),
        Some(Family::Object) => Place::Objects(values),
        Some(Family::List) => {
            let lists: Vec<_> = values.iter().map(|list| items(list)).collect();
            tuple(&lists).map_or_else(|| Place::List(lists.concat()), Place::Tuple)
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Family {
    Scalar,
    List,
    Object,
}

fn family(value: &Value) -> Family {
    match value.data {
        Data::List(_) => Family::List,
        Data::Object(_) => Family::Object,
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => Family::Scalar,
    }
}

fn items(value: &Value) -> Vec<&Value> {
    if let Data::List(items) = &value.data { items.iter().collect() } else { Vec::new() }
}

fn members<'v>(objects: &[&'v Value]) -> impl Iterator<Item = (&'v str, &'v Value)> {
    let of = |object: &&'v Value| if let Data::Object(members) = &object.data { members.as_slice() } else { &[] };
    let all: Vec<_> = objects.iter().map(of).collect();
    all.into_iter().flatten().map(|member| (member.name.as_str(), &member.value))
}

fn fields<'v>(objects: &[&'v Value]) -> Vec<(&'v str, Vec<&'v Value>)> {
    let mut fields: Vec<(&str, Vec<&Value>)> = Vec::new();
    let mut index = HashMap::new();
    for (name, value) in members(objects) {
        let at = *index.entry(name).or_insert_with(|| {
            fields.push((name, Vec::new()));
            fields.len() - 1
        });
        fields[at].1.push(value);
    }
    fields
}

/// Lists of one length whose positions hold different kinds: `[items, cursor]`.
fn tuple<'v>(lists: &[Vec<&'v Value>]) -> Option<Vec<Vec<&'v Value>>> {
    let length = lists.first()?.len();
    if !(2..=8).contains(&length) || lists.iter().any(|list| list.len() != length) {
        return None;
    }
    let columns: Vec<Vec<_>> = (0..length).map(|at| lists.iter().map(|list| list[at]).collect()).collect();
    let families = |column: &Vec<&Value>| {
        let values = column.iter().filter(|value| !value.is_null());
        values.map(|value| family(value)).collect::<BTreeSet<_>>()
    };
    let of_columns: Vec<_> = columns.iter().map(families).collect();
    let is_each_of_one = of_columns.iter().all(|families| families.len() <= 1);
    let known: BTreeSet<_> = of_columns.iter().flatten().collect();
    // A list of items beside a null is the last page.
    let is_last_page = known.len() == 1 && known.contains(&Family::List) && of_columns.iter().any(BTreeSet::is_empty);
    (is_each_of_one && (known.len() > 1 || is_last_page)).then_some(columns)
}

/// Whether the keys are data: none is a name, or there are many and they hardly repeat.
fn is_map(objects: &[&Value]) -> bool {
    let names: Vec<_> = members(objects).map(|(name, _)| name).collect();
    let different: BTreeSet<_> = names.iter().collect();
    let is_no_name = |name: &&&str| !name.starts_with(|c: char| c.is_ascii_alphabetic() || "_$@".contains(c));
    let families: BTreeSet<_> = members(objects).map(|(_, value)| family(value)).collect();
    let has_no_names = !different.is_empty() && different.iter().all(is_no_name);
    let hardly_repeat = different.len() >= MANY_KEYS && families.len() == 1 && names.len() < different.len() * 2;
    has_no_names || hardly_repeat
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

/// The singular of a plural; any other word stays as it is.
pub(super) fn singular(key: &str) -> String {
    let ends = [("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")];
    let is_plural = key.len() > 3 && !["ss", "us", "is"].iter().any(|end| key.ends_with(end));
    let found = ends.iter().filter(|_| is_plural).find_map(|(end, one)| key.strip_suffix(end).map(|stem| (stem, one)));
    found.map_or_else(|| key.to_owned(), |(stem, one)| format!("{stem}{one}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn plurals_become_singular_and_other_words_stay() {
        for (plural, one) in
            [("users", "user"), ("stories", "story"), ("boxes", "box"), ("status", "status"), ("media", "media")]
        {
            assert_eq!(singular(plural), one);
        }
    }

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

    #[test]
    fn a_list_beside_a_cursor_is_a_tuple_and_keys_that_are_numbers_are_data() {
        let is_tuple = |text: &str| matches!(place(&[&parse(text).expect("JSON")]), Place::Tuple(_));
        assert!(is_tuple(r#"[[{"id": 1}], "next"]"#) && is_tuple("[[1], null]"));
        assert!(!is_tuple("[1, 2]") && !is_tuple("[[1], [2]]") && !is_tuple(r#"["a", 1]"#) && !is_tuple("[]"));
        let is_map = |text: &str| matches!(place(&[&parse(text).expect("JSON")]), Place::Map(_));
        assert!(is_map(r#"{"17": 1, "18": 2}"#) && !is_map(r#"{"a": 1}"#) && !is_map("{}"));
    }
}
