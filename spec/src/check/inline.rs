//! Objects that are written where they are used, in the place of a type.

use super::names::entries;
use crate::name::{self, Named};
use crate::source::Span;
use crate::yaml::Node;

/// An object: one under `types`, or one that is written where it is used.
pub(super) struct Object<'a> {
    pub(super) name: String,
    pub(super) span: Span,
    /// The form with its doc and its fields.
    pub(super) value: &'a Node,
}

impl<'a> Object<'a> {
    /// The section of its fields.
    pub(super) fn fields(&self) -> Option<&'a Node> {
        self.value.meant("fields").or_else(|| self.value.get("fields?"))
    }
}

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
    if node.is_object() {
        found.push(Object { name: name.to_owned(), span: node.span, value: node });
    } else if node.is_map() {
        let inner = node.get("type").or_else(|| node.get("string"));
        inner.into_iter().for_each(|node| inside(name, node, found));
    } else {
        node.items().iter().for_each(|node| inside(name, node, found));
    }
}
