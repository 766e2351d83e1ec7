//! What in a response can be the items of a page, and what can be the next cursor.

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use super::ids::literal;
use super::objects::{Cluster, can_be_field};
use super::place::{Place, place};
use crate::json::{Data, Value};
use crate::values::scalars;

/// The longest path of the language.
const DEEPEST: usize = 16;

/// Words in the name of a field that holds the next cursor.
const NEXT: &[&str] = &["next", "cursor", "continuation", "after"];

/// Words beside `token` in the name of such a field.
const TOKEN_OF: &[&str] = &["page", "pagination", "paging", "scroll"];

/// The path to a value. `rows[]` is a step to the elements of a list.
pub(super) type Way = Vec<String>;

/// What stands after the name of a list of which the elements are meant.
pub(super) const EACH: &str = "[]";

/// A list of objects; in several places, where objects that look alike are there.
pub(super) struct List<'v> {
    pub(super) ways: Vec<Way>,
    /// The items of all responses.
    pub(super) items: Vec<&'v Value>,
}

impl List<'_> {
    /// The first place.
    pub(super) fn way(&self) -> &[String] {
        self.ways.first().map(Vec::as_slice).unwrap_or_default()
    }
}

/// The lists and the cursors of the responses.
#[derive(Default)]
pub(super) struct Candidates<'v> {
    pub(super) lists: Vec<List<'v>>,
    pub(super) nexts: Vec<Way>,
    /// Flags that say whether there is a next page.
    pub(super) mores: Vec<Way>,
    /// What may be the next cursor where nothing else is: `max_id` beside `more_available`.
    beside_more: Vec<Way>,
}

/// Looks for lists and cursors. `cursor` is the parameter, where the caller names it: a field of that name is the next one.
pub(super) fn candidates<'v>(responses: &[&'v Value], cursor: Option<&str>) -> Candidates<'v> {
    let mut found = Candidates::default();
    found.walk(responses, &mut Vec::new(), cursor);
    if found.nexts.is_empty() {
        found.nexts.append(&mut found.beside_more);
    }
    let is_named = |way: &Way| cursor.is_some_and(|cursor| way.last().is_some_and(|name| is_of(name, cursor)));
    if found.nexts.iter().any(is_named) {
        found.nexts.retain(is_named);
    }
    found
}

impl<'v> Candidates<'v> {
    fn walk(&mut self, values: &[&'v Value], way: &mut Way, cursor: Option<&str>) {
        if way.len() >= DEEPEST {
            return;
        }
        match place(values) {
            Place::List(items) if !way.is_empty() && items.iter().all(|item| matches!(item.data, Data::Object(_))) => {
                if let Some(inner) = inside(&items, way, cursor) {
                    self.lists.extend(inner.lists);
                    self.nexts.extend(inner.nexts);
                    self.mores.extend(inner.mores);
                    self.beside_more.extend(inner.beside_more);
                } else {
                    self.lists.push(List { ways: vec![way.clone()], items });
                }
            }
            Place::Tuple(columns) if way.is_empty() => {
                for (index, column) in columns.iter().enumerate() {
                    self.step(column, index.to_string(), way, true, cursor);
                }
            }
            // Lists in an item are its own.
            Place::Objects(objects) if is_in_list(way) && are_items(&objects) => {}
            Place::Objects(objects) => {
                let cluster = Cluster { hint: String::new(), objects };
                let fields: Vec<_> = cluster.fields().into_iter().filter(|(name, _)| can_be_named(name)).collect();
                let has_more = fields.iter().any(|(name, values)| has_word(name, &["more"]) && are_flags(values));
                for (name, values) in fields {
                    if names_more(name) && are_flags(&values) {
                        self.mores.push(way.iter().cloned().chain([name.to_owned()]).collect());
                    }
                    let can_be = names_next(name) || cursor.is_some_and(|cursor| is_of(name, cursor));
                    if !can_be && has_more && has_word(name, &["max"]) && is_cursor(&values) {
                        self.beside_more.push(way.iter().cloned().chain([name.to_owned()]).collect());
                    }
                    self.step(&values, name.to_owned(), way, can_be, cursor);
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, values: &[&'v Value], name: String, way: &mut Way, can_be_next: bool, cursor: Option<&str>) {
        way.push(name);
        if can_be_next && is_cursor(values) {
            self.nexts.push(way.clone());
        }
        self.walk(values, way, cursor);
        way.pop();
    }
}

/// The lists and cursors in the elements of a list, where these are no items themselves: they have no id, and what has one is in
/// lists of theirs, or in one object in each.
fn inside<'v>(elements: &[&'v Value], way: &[String], cursor: Option<&str>) -> Option<Candidates<'v>> {
    if key(elements).is_some() {
        return None;
    }
    let mut way = way.to_vec();
    way.last_mut()?.push_str(EACH);
    let mut found = Candidates::default();
    match held(elements, &way) {
        Some(held) => found.lists.push(held),
        None => found.walk(elements, &mut way, cursor),
    }
    found.lists.retain(|list| key(&list.items).is_some());
    let mut lists: Vec<List<'_>> = Vec::new();
    for list in found.lists {
        match lists.iter_mut().find(|other| are_alike(&other.items, &list.items)) {
            Some(other) => {
                other.ways.extend(list.ways);
                other.items.extend(list.items);
            }
            None => lists.push(list),
        }
    }
    (!lists.is_empty()).then_some(Candidates { lists, ..found })
}

/// Whether objects have an id of their own, and are no pages of something else.
fn are_items(objects: &[&Value]) -> bool {
    let cluster = Cluster { hint: String::new(), objects: objects.to_vec() };
    let fields = cluster.fields();
    let has_id = fields.iter().any(|(name, _)| matches!(*name, "id" | "pk"));
    let has_more = fields.iter().any(|(name, values)| has_word(name, &["more"]) && are_flags(values));
    has_id && !has_more && key(objects).is_some()
}

fn is_in_list(way: &[String]) -> bool {
    way.iter().any(|step| step.ends_with(EACH))
}

/// The one object with an id that each element is around: `{"node": {"id": 1}, "cursor": "x"}`.
fn held<'v>(elements: &[&'v Value], way: &[String]) -> Option<List<'v>> {
    let cluster = Cluster { hint: String::new(), objects: elements.to_vec() };
    let is_around =
        |(name, values): &(&str, Vec<&Value>)| is_of_wrapper(name) || values.iter().all(|value| value.is_null());
    let (around, held): (Vec<_>, Vec<_>) = cluster.fields().into_iter().partition(is_around);
    let [(name, items)] = held.as_slice() else { return None };
    let are_objects = items.iter().all(|item| matches!(item.data, Data::Object(_)));
    let are_plain = around.iter().flat_map(|(_, values)| values).all(|value| !is_container(value));
    (are_objects && are_plain && can_be_named(name) && key(items).is_some())
        .then(|| List { ways: vec![way.iter().cloned().chain([(*name).to_owned()]).collect()], items: items.clone() })
}

/// Whether a field says something of the place of an item, and not of the item.
fn is_of_wrapper(name: &str) -> bool {
    name.contains("__") || has_word(name, &["cursor", "position", "type", "label"])
}

fn is_container(value: &Value) -> bool {
    matches!(value.data, Data::Object(_) | Data::List(_))
}

/// Whether objects have most fields in common, and not an id alone.
fn are_alike(one: &[&Value], other: &[&Value]) -> bool {
    let names = |objects: &[&Value]| -> BTreeSet<String> {
        let cluster = Cluster { hint: String::new(), objects: objects.to_vec() };
        cluster.fields().into_iter().map(|(name, _)| name.to_owned()).collect()
    };
    let (one, other) = (names(one), names(other));
    let shared = one.intersection(&other).count();
    one == other || (shared > 1 && shared * 2 > one.len().min(other.len()))
}

/// A path is written with dots, and names fields of types.
fn can_be_named(name: &str) -> bool {
    !name.contains(['.', '[']) && !name.trim().is_empty() && can_be_field(name)
}

fn are_flags(values: &[&Value]) -> bool {
    values.iter().all(|value| matches!(value.data, Data::Bool(_)))
}

/// The values at the end of a path, in the responses that have it.
pub(super) fn values_at<'v>(responses: &[&'v Value], way: &[String]) -> Vec<&'v Value> {
    let mut values = responses.to_vec();
    for step in way {
        let name = step.trim_end_matches(EACH);
        let each = (step.len() - name.len()) / EACH.len();
        values = values.into_iter().filter_map(|value| member(value, name)).collect();
        for _ in 0..each {
            let items = values
                .into_iter()
                .filter_map(|value| if let Data::List(items) = &value.data { Some(items) } else { None });
            values = items.flatten().collect();
        }
    }
    values
}

fn member<'v>(value: &'v Value, name: &str) -> Option<&'v Value> {
    match &value.data {
        Data::Object(members) => members.iter().find(|member| member.name == name).map(|member| &member.value),
        Data::List(items) => items.get(name.parse::<usize>().ok()?),
        _ => None,
    }
}

/// The id that every item has and that no two items share: `pk` or `id`, else the first one.
pub(super) fn key(items: &[&Value]) -> Option<String> {
    let cluster = Cluster { hint: String::new(), objects: items.to_vec() };
    let is_key = |values: &[&Value]| {
        let ids: BTreeSet<_> = values.iter().filter_map(|value| literal(value)).collect();
        !items.is_empty() && ids.len() == items.len()
    };
    let fields = cluster.fields();
    let found = fields.iter().filter(|(name, values)| scalars::is_id(name) && is_key(values)).map(|(name, _)| *name);
    let place = |name: &&str| OWN_IDS.iter().position(|own| own == name).unwrap_or(OWN_IDS.len());
    found.min_by_key(place).map(str::to_owned)
}

/// The names of an object's own id. `pk` goes first: beside it, `id` can have the ids of two objects.
pub(super) const OWN_IDS: &[&str] = &["pk", "id"];

/// Whether a field is called as the one that holds the next cursor of a parameter: `max_id`, `next_max_id`.
pub(super) fn is_of(field: &str, cursor: &str) -> bool {
    let (field, cursor) = (field.to_snake_case(), cursor.to_snake_case());
    !cursor.is_empty() && (field == cursor || field == format!("next_{cursor}") || field == format!("{cursor}_next"))
}

/// Whether the name of a field suggests that it holds a cursor.
fn names_next(name: &str) -> bool {
    has_word(name, NEXT) || (has_word(name, &["token"]) && has_word(name, TOKEN_OF))
}

/// Whether the name of a flag says that there are more items.
fn names_more(name: &str) -> bool {
    let name = name.to_snake_case();
    let ends_with = |end: &str| name == end || name.strip_suffix(end).is_some_and(|before| before.ends_with('_'));
    ["more_available", "has_more", "has_next", "has_next_page"].into_iter().any(ends_with)
}

/// Opaque text or a number, or null at the end. No parameter takes a URL as a cursor.
fn is_cursor(values: &[&Value]) -> bool {
    values.iter().all(|value| match &value.data {
        Data::Null | Data::Bool(false) => true,
        Data::Text(text) => !text.contains("://"),
        Data::Number(_) => literal(value).is_some(),
        _ => false,
    }) && !values.iter().all(|value| matches!(value.data, Data::Bool(_)))
}

pub(super) fn has_word(name: &str, words: &[&str]) -> bool {
    name.to_snake_case().split('_').any(|word| words.contains(&word))
}
