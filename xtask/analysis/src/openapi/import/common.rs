//! What the endpoints of a service have in common, which `api` says once.

use std::collections::BTreeMap;

use super::groups::Group;
use crate::entry::yaml::{Entry, Map, Node};

/// What endpoints have in common.
#[derive(Default)]
pub(super) struct Common {
    lists: Option<String>,
    headers: Vec<(String, String)>,
}

const USUAL: &str = "repeat";

impl Common {
    /// Takes from the endpoints what `api` can say for all of them.
    pub(super) fn take(groups: &mut [Group]) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        lists(groups, |list| *counts.entry(list.to_owned()).or_default() += 1);
        let most = counts.values().max().copied();
        let lists = counts.into_iter().find(|(_, count)| Some(*count) == most).map(|(list, _)| list);
        let common = Self { lists, headers: same_headers(groups) };
        common.strip(groups);
        common
    }

    /// Takes from the endpoints what is usual anyway.
    pub(super) fn usual(groups: &mut [Group]) {
        Self::default().strip(groups);
    }

    fn strip(&self, groups: &mut [Group]) {
        let usual = self.lists.as_deref().unwrap_or(USUAL);
        for endpoint in endpoints(groups) {
            for section in ["params", "form"] {
                members(endpoint, section).for_each(|member| short(member, usual));
            }
            let Some(Node::Map(headers)) = member(endpoint, "headers") else { continue };
            headers.entries.retain(|entry| !self.headers.iter().any(|(name, _)| *name == entry.key));
            if headers.is_empty() {
                endpoint.entries.retain(|entry| entry.key != "headers");
            }
        }
    }

    /// `headers` of `api`, if there are any.
    pub(super) fn headers(&self) -> Option<Map> {
        let map = self.headers.iter().fold(Map::default(), |map, (name, value)| map.with(name, value.as_str()));
        (!map.is_empty()).then_some(map)
    }

    /// `lists` of `api`, if it is not the usual one.
    pub(super) fn lists(&self) -> Option<&str> {
        self.lists.as_deref().filter(|lists| *lists != USUAL)
    }
}

fn endpoints(groups: &mut [Group]) -> impl Iterator<Item = &mut Map> {
    groups.iter_mut().flat_map(|group| &mut group.endpoints.entries).filter_map(|entry| match &mut entry.value {
        Node::Map(map) => Some(map),
        _ => None,
    })
}

fn member<'m>(map: &'m mut Map, key: &str) -> Option<&'m mut Node> {
    map.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
}

/// The members of a section that have a long form.
fn members<'m>(endpoint: &'m mut Map, section: &str) -> impl Iterator<Item = &'m mut Entry> {
    let members = match member(endpoint, section) {
        Some(Node::Map(map)) => map.entries.as_mut_slice(),
        _ => &mut [],
    };
    members.iter_mut().filter(|member| matches!(member.value, Node::Map(_)))
}

fn lists(groups: &mut [Group], mut count: impl FnMut(&str)) {
    for endpoint in endpoints(groups) {
        for section in ["params", "form"] {
            for entry in members(endpoint, section) {
                let Node::Map(body) = &entry.value else { continue };
                let list = body.entries.iter().find(|entry| entry.key == "list");
                if let Some(Entry { value: Node::Text(list), .. }) = list {
                    count(list);
                }
            }
        }
    }
}

/// Removes the form of a list, where it is the usual one.
fn short(entry: &mut Entry, usual: &str) {
    let Node::Map(body) = &mut entry.value else { return };
    body.entries.retain(|entry| entry.key != "list" || entry.value != Node::from(usual));
    if let [Entry { key, value, .. }] = body.entries.as_slice()
        && key == "type"
    {
        entry.value = value.clone();
    }
}

/// The headers that all endpoints have, with one value.
fn same_headers(groups: &mut [Group]) -> Vec<(String, String)> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut all = 0;
    for endpoint in endpoints(groups) {
        all += 1;
        let Some(Node::Map(headers)) = member(endpoint, "headers") else { continue };
        for entry in &headers.entries {
            if let Node::Text(value) = &entry.value {
                *counts.entry((entry.key.clone(), value.clone())).or_default() += 1;
            }
        }
    }
    counts.into_iter().filter(|(_, count)| *count == all).map(|(header, _)| header).collect()
}
