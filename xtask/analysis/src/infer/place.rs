//! The values of one place together: scalars, a list, a tuple, a map or objects.

use std::collections::{BTreeSet, HashMap};

use crate::entry::shape::LONGEST_TUPLE;
use crate::json::{Data, Value};

/// An object with this many keys that hardly repeat is a map.
const MANY_KEYS: usize = 100;

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
pub(super) enum Family {
    Scalar,
    List,
    Object,
}

pub(super) fn family(value: &Value) -> Family {
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

pub(super) fn fields<'v>(objects: &[&'v Value]) -> Vec<(&'v str, Vec<&'v Value>)> {
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
    if !(2..=LONGEST_TUPLE).contains(&length) || lists.iter().any(|list| list.len() != length) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn a_list_beside_a_cursor_is_a_tuple_and_keys_that_are_numbers_are_data() {
        let is_tuple = |text: &str| matches!(place(&[&parse(text).expect("JSON")]), Place::Tuple(_));
        assert!(is_tuple(r#"[[{"id": 1}], "next"]"#) && is_tuple("[[1], null]"));
        assert!(is_tuple("[1, 2, 3, 4, 5, {}]") && !is_tuple("[1, 2, 3, 4, 5, 6, {}]"));
        assert!(!is_tuple("[1, 2]") && !is_tuple("[[1], [2]]") && !is_tuple(r#"["a", 1]"#) && !is_tuple("[]"));
        let is_map = |text: &str| matches!(place(&[&parse(text).expect("JSON")]), Place::Map(_));
        assert!(is_map(r#"{"17": 1, "18": 2}"#) && !is_map(r#"{"a": 1}"#) && !is_map("{}"));
    }
}
