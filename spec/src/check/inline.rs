//! Objects that are written where they are used, in the place of a type.

use super::names::entries;
use super::symbols::Object;
use crate::name::{self, Named};
use crate::yaml::Node;

/// The objects in the fields of another one, named after it and the field: `OrderAddress`. Those inside of them follow when they
/// are looked at in their turn.
pub(super) fn objects<'a>(parent: &str, fields: Option<&'a Node>) -> Vec<Object<'a>> {
    let mut found = Vec::new();
    for entry in entries(fields) {
        let wire = entry.key.literal();
        let Some(own) = name::made(wire.trim_end_matches('?'), Named::Variant) else { continue };
        let name = format!("{parent}{}", own.trim_end_matches('_'));
        inside(&name, &entry.value, &mut found);
        for object in &mut found {
            if object.span == object.value.span {
                object.span = entry.key.span;
            }
        }
    }
    found
}

/// The objects of a node, without those that are inside of them.
fn inside<'a>(name: &str, node: &'a Node, found: &mut Vec<Object<'a>>) {
    if is_object(node) {
        found.push(Object { name: name.to_owned(), span: node.span, value: node });
    } else if node.is_map() {
        let inner = node.get("type").or_else(|| node.get("string"));
        inner.into_iter().for_each(|node| inside(name, node, found));
    } else {
        node.items().iter().for_each(|node| inside(name, node, found));
    }
}

/// Whether a node has the fields of an object in the place of a type.
pub(super) fn is_object(node: &Node) -> bool {
    node.is_map() && (node.get("fields").is_some() || node.get("fields?").is_some()) && node.get("type").is_none()
}
