//! What in a response can be the items of a page, and what can be the next cursor.

use heck::ToSnakeCase;

use super::ids::literal;
use super::objects::{Cluster, can_be_field};
use super::place::{Place, place};
use crate::json::{Data, Value};

/// The longest path of the language.
const DEEPEST: usize = 16;

/// Words in the name of a field that holds the next cursor.
const NEXT: &[&str] = &["next", "cursor", "continuation", "after"];

/// Words beside `token` in the name of such a field.
const TOKEN_OF: &[&str] = &["page", "pagination", "paging", "scroll"];

/// The path to a value.
pub(super) type Way = Vec<String>;

/// A list of objects.
pub(super) struct List<'v> {
    pub(super) way: Way,
    /// The items of all responses.
    pub(super) items: Vec<&'v Value>,
}

/// The lists and the cursors of the responses.
#[derive(Default)]
pub(super) struct Candidates<'v> {
    pub(super) lists: Vec<List<'v>>,
    pub(super) nexts: Vec<Way>,
}

/// Looks for lists and cursors. `cursor` is the parameter, where the caller names it: a field of that name is the next one.
pub(super) fn candidates<'v>(responses: &[&'v Value], cursor: Option<&str>) -> Candidates<'v> {
    let mut found = Candidates::default();
    found.walk(responses, &mut Vec::new(), cursor);
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
                self.lists.push(List { way: way.clone(), items });
            }
            Place::Tuple(columns) if way.is_empty() => {
                for (index, column) in columns.iter().enumerate() {
                    self.step(column, index.to_string(), way, true, cursor);
                }
            }
            Place::Objects(objects) => {
                let cluster = Cluster { hint: String::new(), objects };
                // A path is written with dots, and names fields of types.
                let can_be_named = |name: &str| !name.contains('.') && !name.trim().is_empty() && can_be_field(name);
                for (name, values) in cluster.fields().into_iter().filter(|(name, _)| can_be_named(name)) {
                    let can_be = names_next(name) || cursor.is_some_and(|cursor| is_of(name, cursor));
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

/// Whether a field is called as the one that holds the next cursor of a parameter: `max_id`, `next_max_id`.
pub(super) fn is_of(field: &str, cursor: &str) -> bool {
    let (field, cursor) = (field.to_snake_case(), cursor.to_snake_case());
    !cursor.is_empty() && (field == cursor || field == format!("next_{cursor}") || field == format!("{cursor}_next"))
}

/// Whether the name of a field suggests that it holds a cursor.
fn names_next(name: &str) -> bool {
    has_word(name, NEXT) || (has_word(name, &["token"]) && has_word(name, TOKEN_OF))
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
