//! A spec that is there already: the import keeps what it has, and gives other names to what differs.

mod enums;
mod fit;
mod params;
mod versions;

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Server, Source};

use super::entry::Entry;
use super::groups::Group;
use super::report::LeftOut;
use crate::entry::names::Taken;
use crate::entry::yaml::Node;
use fit::{Definition, Names, definitions, fits, texts_or_numbers};

/// The spec that entries are imported into.
#[derive(Debug, Clone, Copy)]
pub struct Existing<'o> {
    /// What it says.
    pub api: &'o Api,
    /// Its files.
    pub sources: &'o [Source],
}

/// Names that an import must not give.
#[derive(Default)]
pub(super) struct Reserved {
    /// Those of definitions that differ from what the document declares under the same name.
    pub(super) definitions: Taken,
    /// Those of groups, which their files have, too.
    pub(super) groups: BTreeSet<String>,
}

impl Existing<'_> {
    /// The names of entries that the spec has with the same shape. What these refer to is the same, too.
    pub(super) fn same(&self, entries: &[Entry]) -> BTreeSet<String> {
        let known: BTreeMap<&str, Definition<'_>> = definitions(self.api).collect();
        let is_known = |entry: &&Entry| known.contains_key(entry.name.as_str());
        let same = entries.iter().filter(is_known).map(|entry| entry.name.clone()).collect();
        let mut names = Names { same, text_or_number: texts_or_numbers(entries) };
        loop {
            let differs = |entry: &&Entry| {
                names.same.contains(&entry.name)
                    && !known.get(entry.name.as_str()).is_some_and(|known| fits(self.api, known, entry, &names))
            };
            let other: Vec<_> = entries.iter().filter(differs).map(|entry| entry.name.clone()).collect();
            if other.is_empty() {
                return names.same;
            }
            // What refers to it differs now, too.
            other.iter().for_each(|name| _ = names.same.remove(name));
        }
    }

    /// Leaves out the entries that the spec has, and the unions that nothing else refers to.
    pub(super) fn without_same(entries: &mut Vec<Entry>, groups: &[Group], same: &BTreeSet<String>) {
        entries.retain(|entry| !same.contains(&entry.name));
        let mut words = BTreeSet::new();
        groups.iter().flat_map(|group| &group.endpoints.entries).for_each(|entry| named(&entry.value, &mut words));
        // The doc of a union names it.
        let others = entries.iter().filter(|entry| entry.section != "unions");
        others.for_each(|entry| named(&entry.body.clone().node(), &mut words));
        let unions = entries.iter().filter(|entry| entry.section == "unions");
        for union in unions {
            let mut members = BTreeSet::new();
            named(&union.body.clone().node(), &mut members);
            members.remove(&union.name);
            words.extend(members);
        }
        entries.retain(|entry| entry.section != "unions" || words.contains(&entry.name));
    }

    /// Leaves out what nothing refers to any more: it belongs to what the spec has already.
    pub(super) fn without_unused(entries: &mut Vec<Entry>, groups: &[Group]) {
        let mut words = BTreeSet::new();
        groups.iter().flat_map(|group| &group.endpoints.entries).for_each(|entry| named(&entry.value, &mut words));
        loop {
            let before = words.len();
            let used = entries.iter().filter(|entry| words.contains(&entry.name)).cloned().collect::<Vec<_>>();
            used.into_iter().for_each(|entry| named(&entry.body.node(), &mut words));
            if words.len() == before {
                break;
            }
        }
        entries.retain(|entry| words.contains(&entry.name));
    }

    /// The names that an import of these entries must not give.
    pub(super) fn reserved(&self, same: &BTreeSet<String>) -> Reserved {
        let mut reserved = Reserved::default();
        let externals = self.api.externals.iter().map(|external| external.name.as_str());
        let names = definitions(self.api).map(|(name, _)| name).chain(externals);
        names.filter(|name| !same.contains(*name)).for_each(|name| reserved.definitions.keep(name));
        let groups = self.api.groups.iter().map(|group| spec::bare(&group.name).to_owned());
        let families = self.api.families.iter().map(|family| spec::bare(&family.name).to_owned());
        reserved.groups = groups
            .chain(families)
            .chain(self.sources.iter().map(|source| source.stem().to_ascii_lowercase()))
            .collect();
        reserved
    }

    /// Leaves out the endpoints that the spec has.
    pub(super) fn without_known(&self, groups: &mut Vec<Group>, left_out: &mut Vec<LeftOut>) {
        let known: BTreeSet<String> =
            self.api.groups.iter().flat_map(|group| &group.endpoints).map(spec::Endpoint::key).collect();
        for group in groups.iter_mut() {
            group.endpoints.entries.retain(|entry| {
                let is_known = known.contains(&entry.key);
                left_out.extend(is_known.then(|| LeftOut::endpoint(&entry.key, "the spec has it already")));
                !is_known
            });
        }
        groups.retain(|group| !group.endpoints.is_empty());
    }

    /// The headers that carry its keys.
    pub(super) fn key_headers(&self) -> Vec<String> {
        let service = self.api.service.iter();
        service.flat_map(|service| &service.auth).map(|credential| credential.header.to_ascii_lowercase()).collect()
    }

    pub(super) fn servers(&self) -> &[Server] {
        self.api.service.as_ref().map(|service| service.servers.as_slice()).unwrap_or_default()
    }
}

/// The words of what is written: the names of all types are among them.
fn named(node: &Node, words: &mut BTreeSet<String>) {
    match node {
        Node::Text(text) | Node::Word(text) => {
            words.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
        }
        Node::List(items) => items.iter().for_each(|item| named(item, words)),
        Node::Map(map) => map.entries.iter().for_each(|entry| named(&entry.value, words)),
    }
}
