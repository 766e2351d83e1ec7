//! The files that are written, and the order of their entries.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::Entry;
use super::groups::Group;
use super::markdown;
use super::text::is_file_name;
use super::tree::Tree;
use crate::entry::yaml::{Layout, Map};

/// The sections of one file, in the order of the language.
#[derive(Default)]
struct Parts {
    api: Option<Map>,
    group: Option<Map>,
    ids: Map,
    enums: Map,
    types: Map,
    unions: Map,
    endpoints: Map,
}

/// The files in the order of their names; `taken` are those that a spec has already.
pub(super) fn trees(api: Option<Map>, groups: Vec<Group>, entries: Vec<Entry>, taken: &BTreeSet<String>) -> Vec<Tree> {
    let mut files: BTreeMap<String, Parts> = BTreeMap::new();
    if let Some(api) = api {
        files.entry("api.yaml".to_owned()).or_default().api = Some(api);
    }
    let home = match groups.as_slice() {
        [one] => one.file.clone(),
        _ => {
            let numbered =
                (1_usize..).map(|n| if n == 1 { "types.yaml".to_owned() } else { format!("types_{n}.yaml") });
            numbered.into_iter().find(|name| !taken.contains(name)).unwrap_or_default()
        }
    };
    for group in groups {
        let mut header = Map::new(Layout::Block);
        header.add_some("name", group.name);
        header.add_some("family", group.family);
        header.add("doc", group.doc);
        // A service whose paths have nothing in common has the base `/`, which the model keeps without its slash.
        header.add("base", if group.base.is_empty() { "/" } else { &group.base });
        header.add_some("aliases", group.aliases);
        // It can be left out.
        let is_there = |key: &String| group.endpoints.entries.iter().any(|entry| entry.key == *key);
        header.add_some("example", group.example.filter(is_there));
        let parts = files.entry(group.file).or_default();
        parts.group = Some(header);
        parts.endpoints = group.endpoints;
    }
    let mut spelled: BTreeMap<_, _> = files.keys().map(|name| (name.to_ascii_lowercase(), name.clone())).collect();
    for entry in entries {
        let named = entry.file.filter(|name| is_file_name(name)).unwrap_or_else(|| home.clone());
        // Some file systems take two names that differ in case alone for one.
        let name = spelled.entry(named.to_ascii_lowercase()).or_insert(named).clone();
        let parts = files.entry(name).or_default();
        let (section, layout) = match entry.section {
            "ids" => (&mut parts.ids, Layout::Block),
            "enums" => (&mut parts.enums, Layout::Spaced),
            "unions" => (&mut parts.unions, Layout::Spaced),
            _ => (&mut parts.types, Layout::Spaced),
        };
        section.layout = layout;
        section.add_said(entry.comments, &entry.name, entry.body.node());
    }
    files.into_iter().map(|(name, parts)| Tree { name, map: tree(parts) }).collect()
}

fn tree(parts: Parts) -> Map {
    let Parts { api, group, ids, enums, types, unions, endpoints } = parts;
    let mut file = Map::new(Layout::Spaced);
    file.add_some("api", api);
    file.add_some("group", group);
    let sections = [("ids", ids), ("enums", enums), ("types", types), ("unions", unions), ("endpoints", endpoints)];
    for (name, section) in sections {
        file.add_some(name, (!section.is_empty()).then_some(section));
    }
    markdown::tame(&mut file);
    file
}
