//! The values of one place together: scalars, a list, a tuple, a map or objects.

use std::collections::{BTreeSet, HashMap};

use crate::entry::shape::LONGEST_TUPLE;
use crate::json::{Data, Member, Value};
use crate::values::keys::{Family, family, is_map};

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
        Some(Family::Object) => {
            let members = members(&values);
            if is_map(&members) {
                Place::Map(members.into_iter().map(|member| &member.value).collect())
            } else {
                Place::Objects(values)
            }
        }
        Some(Family::List) => {
            let lists: Vec<_> = values.iter().map(|list| items(list)).collect();
            tuple(&lists).map_or_else(|| Place::List(lists.concat()), Place::Tuple)
        }
    }
}

fn items(value: &Value) -> Vec<&Value> {
    if let Data::List(items) = &value.data { items.iter().collect() } else { Vec::new() }
}

fn members<'v>(objects: &[&'v Value]) -> Vec<&'v Member> {
    let of = |object: &&'v Value| if let Data::Object(members) = &object.data { members.as_slice() } else { &[] };
    objects.iter().flat_map(of).collect()
}

pub(super) fn fields<'v>(objects: &[&'v Value]) -> Vec<(&'v str, Vec<&'v Value>)> {
    let mut fields: Vec<(&str, Vec<&Value>)> = Vec::new();
    let mut index = HashMap::new();
    for Member { name, value, .. } in members(objects) {
        let at = *index.entry(name.as_str()).or_insert_with(|| {
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
