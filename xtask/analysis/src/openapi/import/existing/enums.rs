//! Enums of a document that the spec has under another name.

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Type, Values};

use super::Existing;
use super::fit::values_of;
use crate::entry::shape::Shape;
use crate::entry::yaml::Node;
use crate::openapi::import::entry::{Body, Entry};
use crate::openapi::import::groups::Group;
use crate::values::reach::Reach;

/// Fewer values are equal by chance: `on` and `off`.
const FEWEST: usize = 2;

impl Existing<'_> {
    /// Names the enums of the spec where a document lists the same values, and leaves out its own.
    pub(in crate::openapi::import) fn with_enums(&self, entries: &mut Vec<Entry>, groups: &mut [Group]) {
        let mut families = groups.iter().map(|group| group.family.as_deref());
        // What several families need must be of none.
        let family = families.next().flatten().filter(|first| families.all(|other| other == Some(*first)));
        let family = self.api.families.iter().position(|known| Some(spec::bare(&known.name)) == family);
        let names: BTreeMap<String, String> =
            entries.iter().filter_map(|entry| known(self.api, family, entry)).collect();
        entries.retain(|entry| !names.contains_key(&entry.name));
        for endpoint in groups.iter_mut().flat_map(|group| &mut group.endpoints.entries) {
            let Node::Map(entry) = &mut endpoint.value else { continue };
            for key in ["params", "body", "returns"] {
                entry.get_mut(key).into_iter().for_each(|node| rename(node, &names));
            }
        }
        for entry in entries.iter_mut() {
            match &mut entry.body {
                Body::Object(object) => object.fields.iter_mut().for_each(|field| in_shape(&mut field.shape, &names)),
                Body::Node(node) => rename(node, &names),
            }
        }
    }
}

/// The name of the entry, and that of the only enum that the groups can use and that has its values.
fn known(api: &Api, family: Option<usize>, entry: &Entry) -> Option<(String, String)> {
    let Body::Node(Node::Map(body)) = &entry.body else { return None };
    let values: BTreeSet<String> = values_of(body);
    if entry.section != "enums" || values.len() < FEWEST {
        return None;
    }
    let reach = Reach::Family(family);
    let is_same = |index: &usize| {
        let Values::Text(known) = &api.enums[*index].values else { return false };
        let known: BTreeSet<String> = known.iter().map(|value| value.wire.clone()).collect();
        known == values && reach.has(api, &Type::Enum(*index))
    };
    let mut found = (0..api.enums.len()).filter(is_same);
    let first = found.next()?;
    found.next().is_none().then(|| (entry.name.clone(), api.enums[first].name.clone()))
}

fn in_shape(shape: &mut Shape, names: &BTreeMap<String, String>) {
    match shape {
        Shape::Name(name) => {
            if let Some(known) = names.get(name) {
                name.clone_from(known);
            }
        }
        Shape::List(inner) | Shape::Map(inner) | Shape::Nullable(inner) => in_shape(inner, names),
        Shape::Tuple(items) => items.iter_mut().for_each(|item| in_shape(item, names)),
    }
}

/// Renames in types as they are written, and in nothing else.
fn rename(node: &mut Node, names: &BTreeMap<String, String>) {
    match node {
        Node::Text(text) | Node::Word(text) => {
            let is_sign = |c: char| !c.is_alphanumeric() && c != '_';
            // A type in a list is written in one word with that: `[Order]`.
            let renamed = |part: &str| {
                let word = part.trim_end_matches(is_sign);
                format!("{}{}", names.get(word).map_or(word, String::as_str), &part[word.len()..])
            };
            *text = text.split_inclusive(is_sign).map(renamed).collect();
        }
        Node::List(items) => items.iter_mut().for_each(|item| rename(item, names)),
        Node::Map(map) => {
            let is_prose = |key: &str| matches!(key, "doc" | "default" | "rust" | "header");
            map.entries
                .iter_mut()
                .filter(|entry| !is_prose(&entry.key))
                .for_each(|entry| rename(&mut entry.value, names));
        }
    }
}
