//! What a response has of a page: lists, and what tells about the next one.

use std::collections::BTreeMap;

use super::names::{ABOUT, LISTS, is_in, plain};
use crate::entry::shape::Shape;
use crate::entry::singular::singular;
use crate::openapi::import::entry::{Body, Entry, Field, Object};

/// The entries of an import by their names.
pub(super) struct Types<'e> {
    pub(super) entries: &'e [Entry],
    pub(super) by_name: &'e BTreeMap<String, usize>,
}

/// A list in a response.
pub(super) struct List {
    /// The way to it; `None` where the response is the list.
    pub(super) way: Option<String>,
    pub(super) item: Shape,
}

/// A single value in a response.
#[derive(Debug, Clone)]
pub(super) struct Value {
    /// The way to it.
    pub(super) way: String,
    pub(super) shape: Shape,
    /// Whether it can be null or absent.
    pub(super) can_be_missing: bool,
    /// The type that it is a field of, and which.
    pub(super) owner: usize,
    pub(super) field: usize,
}

impl Value {
    /// The name of the field.
    pub(super) fn name(&self) -> &str {
        self.way.rsplit('.').next().unwrap_or_default()
    }
}

impl<'e> Types<'e> {
    fn object(&self, shape: &Shape) -> Option<(usize, &'e Object)> {
        let Shape::Name(name) = shape else { return None };
        let index = *self.by_name.get(name)?;
        match &self.entries[index].body {
            Body::Object(object) => Some((index, object)),
            Body::Node(_) => None,
        }
    }

    /// The lists of a response. Those inside of its objects count where it has no others.
    pub(super) fn lists(&self, returns: &Shape) -> Vec<List> {
        if let Shape::List(item) = returns {
            return vec![List { way: None, item: (**item).clone() }];
        }
        let Some((_, object)) = self.object(returns) else { return Vec::new() };
        let outer = lists_of(object, "");
        if !outer.is_empty() {
            return outer;
        }
        let inner = steps(object).filter_map(|field| Some((field, self.object(&field.shape.clone().without_null())?)));
        inner.flat_map(|(field, (_, object))| lists_of(object, &format!("{}.", field.wire))).collect()
    }

    /// The single values of a response, and those of its fields that tell about the page.
    pub(super) fn values(&self, returns: &Shape) -> Vec<Value> {
        let Some((owner, object)) = self.object(returns) else { return Vec::new() };
        let mut found = values_of(owner, object, "", false);
        for field in steps(object).filter(|field| is_in(ABOUT, &field.wire)) {
            let shape = field.shape.clone().without_null();
            let can_be_missing = field.is_optional || field.shape.is_nullable();
            let Some((owner, object)) = self.object(&shape) else { continue };
            let way = format!("{}.", field.wire);
            found.extend(values_of(owner, object, &way, can_be_missing));
            for inner in steps(object).filter(|inner| is_in(ABOUT, &inner.wire)) {
                if let Some((owner, object)) = self.object(&inner.shape.clone().without_null()) {
                    found.extend(values_of(owner, object, &format!("{way}{}.", inner.wire), true));
                }
            }
        }
        found
    }

    /// The field that identifies an item.
    pub(super) fn key(&self, item: &Shape) -> Option<&'static str> {
        let (_, Object { fields, .. }) = self.object(item)?;
        let is_id = |key: &&&str| {
            let field = fields.iter().find(|field| field.wire == **key);
            field.is_some_and(|field| !field.is_optional && (field.shape.is("string") || field.shape.is("integer")))
        };
        ["id", "uuid", "pk"].iter().find(is_id).copied()
    }
}

/// The fields that a way can lead through.
fn steps(object: &Object) -> impl Iterator<Item = &Field> {
    object.fields.iter().filter(|field| !field.wire.contains('.') && !field.wire.is_empty())
}

fn lists_of(object: &Object, before: &str) -> Vec<List> {
    let list = |field: &Field| match field.shape.clone().without_null() {
        Shape::List(item) => Some(List { way: Some(format!("{before}{}", field.wire)), item: *item }),
        _ => None,
    };
    steps(object).filter_map(list).collect()
}

fn values_of(owner: usize, object: &Object, before: &str, is_inside_of_optional: bool) -> Vec<Value> {
    let mut found = Vec::new();
    for (index, field) in object.fields.iter().enumerate().filter(|(_, field)| !field.wire.contains('.')) {
        let shape = field.shape.clone().without_null();
        if matches!(&shape, Shape::Name(_)) {
            let can_be_missing = is_inside_of_optional || field.is_optional || field.shape.is_nullable();
            found.push(Value { way: format!("{before}{}", field.wire), shape, can_be_missing, owner, field: index });
        }
    }
    found
}

/// The list that is meant: the only one, else the only one with a usual name or that of the path.
pub(super) fn meant<'l>(lists: &'l [List], path: &str) -> Option<&'l List> {
    let path = path.rsplit('/').find(|part| !part.contains('{') && !part.is_empty()).unwrap_or_default();
    let path = singular(&plain(path));
    let name = |list: &List| list.way.as_deref().and_then(|way| way.rsplit('.').next()).map(plain).unwrap_or_default();
    let only = |wanted: &dyn Fn(&List) -> bool| {
        let mut fits = lists.iter().filter(|list| wanted(list));
        fits.next().filter(|_| fits.next().is_none())
    };
    only(&|_| true)
        .or_else(|| only(&|list| singular(&name(list)) == path))
        .or_else(|| only(&|list| LISTS.contains(&name(list).as_str())))
}
