//! Responses that the endpoint of another version has with a type that says more.

use std::collections::BTreeSet;

use spec::{Endpoint, Type, Way, written_path};

use super::Existing;
use super::fit::{Definition, Names, fits, texts_or_numbers};
use crate::entry::declared::wire;
use crate::entry::yaml::{Map, Node};
use crate::openapi::import::entry::Entry;
use crate::openapi::import::groups::Group;
use crate::values::siblings::Siblings;

impl Existing<'_> {
    /// Names the type that the endpoint of another version returns, where it is what the document declares, and takes its pages.
    pub(in crate::openapi::import) fn with_versions(&self, entries: &[Entry], groups: &mut [Group]) {
        let names = Names { same: BTreeSet::new(), text_or_number: texts_or_numbers(entries) };
        for endpoint in groups.iter_mut().flat_map(|group| &mut group.endpoints.entries) {
            let siblings = Siblings::of(self.api, &endpoint.key);
            let Node::Map(entry) = &mut endpoint.value else { continue };
            let Some(Node::Word(returns)) = entry.get("returns") else { continue };
            let Some(declared) = entries.iter().find(|entry| entry.name == *returns) else { continue };
            let found = siblings.of_other_versions().find_map(|other| {
                let Some(ty @ Type::Struct(index)) = other.returns.ty() else { return None };
                let is_same = fits(self.api, &Definition::Struct(&self.api.types[*index]), declared, &names);
                (is_same && siblings.can_use(ty)).then(|| (self.api.types[*index].name.clone(), other))
            });
            let Some((name, other)) = found else { continue };
            if let Some(returns) = entry.get_mut("returns") {
                *returns = Node::Word(name);
            }
            if entry.get("pages").is_none()
                && let Some(pages) = pages(other, entry)
            {
                let after = entry.entries.iter().position(|part| part.key == "returns").unwrap_or_default() + 1;
                let pages =
                    crate::entry::yaml::Entry { comments: Vec::new(), key: "pages".to_owned(), value: pages.into() };
                entry.entries.insert(after, pages);
            }
        }
    }
}

/// The pages of another endpoint, where this one has the parameter that takes its cursor.
fn pages(other: &Endpoint, entry: &Map) -> Option<Map> {
    let pages = other.pages.as_ref()?;
    let Way::Token { next, .. } = &pages.way else { return None };
    let cursor = pages.way.parameter()?;
    let Some(Node::Map(params)) = entry.get("params") else { return None };
    params.entries.iter().find(|param| wire(param) == cursor)?;
    let items: Vec<_> = pages.items.iter().map(|path| Node::Text(written_path(path))).collect();
    let items = if let [one] = items.as_slice() { one.clone() } else { Node::List(items) };
    let mut map = Map::default().with("items", items).with("next", written_path(next));
    map.add_some("more", pages.more.as_deref().map(written_path));
    map.add("cursor", cursor);
    map.add_some("key", pages.key.as_ref().map(|key| written_path(std::slice::from_ref(key))));
    let ends = pages.way.next()?.1;
    Some(map.with("end", Node::List(ends.iter().map(Node::from).collect())))
}
