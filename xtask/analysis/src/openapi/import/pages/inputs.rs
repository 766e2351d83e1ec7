//! The parameters that can say which page is requested.

use super::names::is_in;
use crate::entry::yaml::{Entry, Map, Node};

/// The sections of an endpoint with its parameters.
pub(super) const SECTIONS: &[&str] = &["params", "body", "form"];

pub(super) fn member<'m>(map: &'m Map, key: &str) -> Option<&'m Node> {
    map.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

/// The optional parameters of one of some types whose names are in a list.
pub(super) fn optional<'m>(endpoint: &'m Map, types: &[&str], names: &[&str]) -> Vec<&'m str> {
    let sections = SECTIONS.iter().filter_map(|section| match member(endpoint, section)? {
        Node::Map(map) => Some(map),
        _ => None,
    });
    let fits = |entry: &&Entry| types.contains(&type_of(&entry.value)) && !has_header(&entry.value);
    let found = sections.flat_map(|map| &map.entries).filter(fits).filter_map(|entry| entry.key.strip_suffix('?'));
    found.filter(|name| is_in(names, name)).collect()
}

fn type_of(node: &Node) -> &str {
    match node {
        Node::Word(word) => word,
        Node::Map(map) => match member(map, "type") {
            Some(Node::Word(word)) => word,
            _ => "",
        },
        Node::Text(_) | Node::List(_) => "",
    }
}

fn has_header(node: &Node) -> bool {
    matches!(node, Node::Map(map) if member(map, "header").is_some())
}

/// Whether a parameter is zero where it is not sent.
pub(super) fn begins_at_zero(endpoint: &Map, name: &str) -> bool {
    SECTIONS.iter().any(|section| {
        let Some(Node::Map(map)) = member(endpoint, section) else { return false };
        map.entries.iter().filter(|entry| entry.key.strip_suffix('?') == Some(name)).any(|entry| {
            matches!(&entry.value, Node::Map(map) if member(map, "default") == Some(&Node::Word("0".to_owned())))
        })
    })
}

/// Makes the parameter a cursor.
pub(super) fn make_cursor(endpoint: &mut Map, name: &str) {
    let is_section = |entry: &&mut Entry| SECTIONS.contains(&entry.key.as_str());
    for section in endpoint.entries.iter_mut().filter(is_section) {
        let Node::Map(map) = &mut section.value else { continue };
        for param in map.entries.iter_mut().filter(|entry| entry.key.strip_suffix('?') == Some(name)) {
            let cursor = Node::Word("cursor".to_owned());
            let Node::Map(old) = std::mem::replace(&mut param.value, cursor.clone()) else { continue };
            let mut new = Map::default().with("type", cursor);
            new.entries.extend(old.entries.into_iter().filter(|entry| !matches!(&*entry.key, "type" | "default")));
            if new.entries.len() > 1 {
                param.value = new.into();
            }
        }
    }
}
