//! Types that requests send: what need not be there and can be null is marked as both, since a service takes the one for "as
//! it is" and the other for "none".

use std::collections::{BTreeMap, BTreeSet};

use super::entry::{Body, Entry};
use crate::entry::shape::Shape;
use crate::entry::yaml::Node;

/// Marks the fields of all types that these contain.
pub(super) fn mark(entries: &mut [Entry], sent: &[Shape]) {
    let mut names = Vec::new();
    sent.iter().for_each(|shape| of_shape(shape, &mut names));
    let by_name: BTreeMap<String, usize> =
        entries.iter().enumerate().map(|(index, entry)| (entry.name.clone(), index)).collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = names.pop() {
        let Some(index) = by_name.get(&name).copied().filter(|index| seen.insert(*index)) else { continue };
        match &mut entries[index].body {
            Body::Object(object) => {
                for field in &mut object.fields {
                    field.is_optional |= !field.is_required;
                    of_shape(&field.shape, &mut names);
                }
            }
            Body::Node(node) => of_node(node, &mut names),
        }
    }
}

/// The names in a type.
fn of_shape(shape: &Shape, names: &mut Vec<String>) {
    match shape {
        Shape::Name(name) => names.push(name.clone()),
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => of_shape(inner, names),
        Shape::Tuple(items) => items.iter().for_each(|item| of_shape(item, names)),
    }
}

/// The names in the types of a union.
fn of_node(node: &Node, names: &mut Vec<String>) {
    match node {
        Node::Word(word) => {
            names.extend(
                word.split(|c: char| !c.is_ascii_alphanumeric()).filter(|name| !name.is_empty()).map(str::to_owned),
            );
        }
        Node::Text(_) => {}
        Node::List(items) => items.iter().for_each(|item| of_node(item, names)),
        Node::Map(map) => map.entries.iter().for_each(|entry| of_node(&entry.value, names)),
    }
}
