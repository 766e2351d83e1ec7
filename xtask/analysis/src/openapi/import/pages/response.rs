//! What a response has of a page: lists, and what tells about the next one.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::names::{ABOUT, LISTS, is_clue, is_in, plain};
use crate::entry::shape::Shape;
use crate::entry::singular::singular;
use crate::openapi::import::entry::{Body, Entry, Field, Object};

/// The entries of an import by their names, and what is known of their objects.
pub(super) struct Types<'e> {
    pub(super) entries: &'e [Entry],
    pub(super) by_name: &'e BTreeMap<String, usize>,
    pub(super) summaries: &'e mut Summaries,
}

/// What was found in objects, each looked through once, by their positions.
pub(super) type Summaries = BTreeMap<usize, Rc<Summary>>;

/// What an object has of a page.
pub(super) struct Summary {
    lists: Vec<List>,
    values: Vec<Value>,
    /// Fields that are objects, with these; and whether they tell about the page.
    objects: Vec<(Inner, bool)>,
    /// The field that identifies a value.
    key: Option<&'static str>,
}

/// A field that is an object.
struct Inner {
    wire: String,
    object: usize,
    can_be_missing: bool,
}

/// A list in a response.
#[derive(Clone)]
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

impl Types<'_> {
    /// The lists of a response. Those inside of its objects count where it has no others.
    pub(super) fn lists(&mut self, returns: &Shape) -> Vec<List> {
        if let Shape::List(item) = returns {
            return vec![List { way: None, item: (**item).clone() }];
        }
        let Some(outer) = self.summary_of(returns) else { return Vec::new() };
        if !outer.lists.is_empty() {
            return outer.lists.clone();
        }
        let mut found = Vec::new();
        for (inner, _) in &outer.objects {
            let summary = self.summary(inner.object);
            found.extend(
                summary.lists.iter().map(|list| List { way: way(&inner.wire, list.way.as_deref()), ..list.clone() }),
            );
        }
        found
    }

    /// The single values of a response, and those of its fields that tell about the page.
    pub(super) fn values(&mut self, returns: &Shape) -> Vec<Value> {
        let Some(outer) = self.summary_of(returns) else { return Vec::new() };
        let mut found = outer.values.clone();
        let mut open: Vec<_> = outer
            .objects
            .iter()
            .filter(|(_, is_about)| *is_about)
            .map(|(inner, _)| (inner.wire.clone(), inner.object, inner.can_be_missing, 1))
            .collect();
        while let Some((before, object, can_be_missing, depth)) = open.pop() {
            let summary = self.summary(object);
            found.extend(summary.values.iter().map(|value| Value {
                way: format!("{before}.{}", value.way),
                can_be_missing: value.can_be_missing || can_be_missing,
                ..value.clone()
            }));
            if depth < DEEPEST {
                let about = summary.objects.iter().filter(|(_, is_about)| *is_about);
                open.extend(about.map(|(inner, _)| {
                    let way = format!("{before}.{}", inner.wire);
                    (way, inner.object, can_be_missing || inner.can_be_missing, depth + 1)
                }));
            }
        }
        found
    }

    /// The field that identifies an item.
    pub(super) fn key(&mut self, item: &Shape) -> Option<&'static str> {
        self.summary_of(item)?.key
    }

    fn index(&self, shape: &Shape) -> Option<usize> {
        let name = match shape {
            Shape::Name(name) => name,
            Shape::Nullable(inner) => return self.index(inner),
            Shape::List(_) | Shape::Tuple(_) | Shape::Map(_) => return None,
        };
        let index = *self.by_name.get(name)?;
        matches!(self.entries[index].body, Body::Object(_)).then_some(index)
    }

    fn summary_of(&mut self, shape: &Shape) -> Option<Rc<Summary>> {
        let Shape::Name(_) = shape else { return None };
        let index = self.index(shape)?;
        Some(self.summary(index))
    }

    fn summary(&mut self, index: usize) -> Rc<Summary> {
        if let Some(known) = self.summaries.get(&index) {
            return Rc::clone(known);
        }
        let found = Rc::new(self.look(index));
        self.summaries.insert(index, Rc::clone(&found));
        found
    }

    fn look(&self, index: usize) -> Summary {
        let mut found = Summary { lists: Vec::new(), values: Vec::new(), objects: Vec::new(), key: None };
        let Body::Object(Object { fields, .. }) = &self.entries[index].body else { return found };
        for (at, field) in fields.iter().enumerate().filter(|(_, field)| is_step(field)) {
            let (wire, can_be_missing) = (&field.wire, field.is_optional || field.shape.is_nullable());
            match (list_of(&field.shape), self.index(&field.shape)) {
                (Some(item), _) => found.lists.push(List { way: Some(wire.clone()), item: item.clone() }),
                (None, Some(object)) => {
                    let inner = Inner { wire: wire.clone(), object, can_be_missing };
                    found.objects.push((inner, is_in(ABOUT, wire)));
                }
                (None, None) if is_clue(wire) => {
                    let shape = field.shape.clone().without_null();
                    found.values.push(Value { way: wire.clone(), shape, can_be_missing, owner: index, field: at });
                }
                (None, None) => {}
            }
        }
        let is_id = |key: &&&str| {
            let field = fields.iter().find(|field| field.wire == **key);
            field.is_some_and(|field| !field.is_optional && (field.shape.is("string") || field.shape.is("integer")))
        };
        found.key = ["id", "uuid", "pk"].iter().find(is_id).copied();
        found
    }
}

/// Objects about the page, in one another.
const DEEPEST: usize = 2;

fn way(before: &str, way: Option<&str>) -> Option<String> {
    way.map(|way| format!("{before}.{way}"))
}

/// Whether a way can lead through a field.
fn is_step(field: &Field) -> bool {
    !field.wire.contains('.') && !field.wire.is_empty()
}

fn list_of(shape: &Shape) -> Option<&Shape> {
    match shape {
        Shape::List(item) => Some(item),
        Shape::Nullable(inner) => list_of(inner),
        Shape::Name(_) | Shape::Tuple(_) | Shape::Map(_) => None,
    }
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
