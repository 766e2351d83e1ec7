//! The types of values, by names that a person has given.

use std::collections::BTreeMap;

use spec::{Api, Type};

use super::found::{Found, Types, shown};
use super::given::Given;
use super::names::Names;
use crate::entry::shape::Shape;
use crate::infer::known::of_type;
use crate::infer::place::{Place, place};
use crate::json::{Data, Value};
use crate::values::reach::Reach;
use crate::values::scalars;
use crate::values::types::by_name;

/// Makes types, and keeps what has none.
pub(super) struct Shapes<'v, 'n> {
    api: &'n Api,
    pub(super) names: &'n Names,
    pub(super) types: Types<'v, 'n>,
    /// The unions that something needs, by name: the object, the items of the list, and the file.
    pub(super) unions: BTreeMap<String, (String, String, String)>,
    /// The places whose values have no type in common.
    pub(super) mixed: Vec<String>,
}

impl<'v, 'n> Shapes<'v, 'n> {
    pub(super) fn new(api: &'n Api, names: &'n Names, types: Types<'v, 'n>) -> Self {
        Self { api, names, types, unions: BTreeMap::new(), mixed: Vec::new() }
    }

    /// The type of all values of a key, with a mark where one is null.
    pub(super) fn of(&mut self, owner: &str, key: &str, values: &[&'v Value]) -> Shape {
        let is_nullable = values.iter().any(|value| value.is_null());
        let shape = match self.names.of(owner, key) {
            // Nothing shows that what is null elsewhere is of the same type here.
            Some(given) if values.iter().any(|value| !value.is_null()) => self.given(given, values),
            _ => self.bare(owner, key, values),
        };
        if is_nullable { shape.or_null() } else { shape }
    }

    /// The type of a name, in as many lists as the values are.
    fn given(&mut self, given: &Given, values: &[&'v Value]) -> Shape {
        let is_list = |value: &&&Value| list(value).is_some();
        let holds_others = || values.iter().any(|value| !is_list(&value) && !value.is_null());
        if let Some(union) = given.union.as_ref().filter(|_| holds_others()) {
            let parts = (given.name.clone(), union.item.clone(), given.file.clone());
            self.unions.insert(union.name.clone(), parts);
            return Shape::named(&union.name);
        }
        let lists: Vec<_> = values.iter().filter_map(|value| list(value)).collect();
        if !lists.is_empty() {
            let items: Vec<_> = lists.into_iter().flatten().collect();
            let item = self.given(given, &items);
            let is_nullable = items.iter().any(|item| item.is_null());
            return Shape::List(Box::new(if is_nullable { item.or_null() } else { item }));
        }
        let inner = match self.types.is_known(&given.name) || self.types.get(&given.name).is_some_and(Found::has_fields)
        {
            true => Shape::named(&given.name),
            false => Shape::json(),
        };
        if given.is_map { Shape::Map(Box::new(inner)) } else { inner }
    }

    fn bare(&mut self, owner: &str, key: &str, values: &[&'v Value]) -> Shape {
        match place(values) {
            Place::Nothing => Shape::json(),
            Place::Mixed(kinds) => self.nothing_in_common(owner, key, kinds.into_iter().collect()),
            Place::Scalars(values) => {
                match by_name(self.api, Reach::All, key, &values).filter(|ty| matches!(ty, Type::Id(_))) {
                    Some(id) => of_type(self.api, &id),
                    None => match scalars::scalar(Some(key), &values) {
                        Some(scalar) => Shape::named(scalar.row().name),
                        None => self.nothing_in_common(owner, key, values.iter().map(|value| value.kind()).collect()),
                    },
                }
            }
            Place::List(items) => Shape::List(Box::new(self.of(owner, key, &items))),
            Place::Map(values) => Shape::Map(Box::new(self.of(owner, key, &values))),
            Place::Tuple(columns) => Shape::Tuple(columns.iter().map(|column| self.of(owner, key, column)).collect()),
            Place::Objects(_) => {
                let name = self.types.name(owner, key);
                match self.types.is_known(&name) || self.types.get(&name).is_some_and(Found::has_fields) {
                    true => Shape::Name(name),
                    false => Shape::json(),
                }
            }
        }
    }

    fn nothing_in_common(&mut self, owner: &str, key: &str, mut kinds: Vec<&str>) -> Shape {
        kinds.sort_unstable();
        kinds.dedup();
        self.mixed.push(format!("{}: {} were seen", shown(owner, key), kinds.join(" and ")));
        Shape::json()
    }
}

fn list(value: &Value) -> Option<&[Value]> {
    if let Data::List(items) = &value.data { Some(items) } else { None }
}
