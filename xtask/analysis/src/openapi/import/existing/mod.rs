//! A spec that is there already: the import keeps what it has, and gives other names to what differs.

mod fit;

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Server, Source};

use super::entry::Entry;
use super::groups::Group;
use super::report::LeftOut;
use crate::entry::names::Taken;
use fit::{Definition, definitions, fits};

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
        let named = |entry: &&Entry| known.contains_key(entry.name.as_str());
        let mut same: BTreeSet<String> = entries.iter().filter(named).map(|entry| entry.name.clone()).collect();
        loop {
            let differs = |entry: &&Entry| {
                same.contains(&entry.name)
                    && !known.get(entry.name.as_str()).is_some_and(|known| fits(self.api, known, entry, &same))
            };
            let other: Vec<_> = entries.iter().filter(differs).map(|entry| entry.name.clone()).collect();
            if other.is_empty() {
                return same;
            }
            // What refers to it differs now, too.
            other.iter().for_each(|name| _ = same.remove(name));
        }
    }

    /// The names that an import of these entries must not give.
    pub(super) fn reserved(&self, same: &BTreeSet<String>) -> Reserved {
        let mut reserved = Reserved::default();
        let externals = self.api.externals.iter().map(|external| external.name.as_str());
        let names = definitions(self.api).map(|(name, _)| name).chain(externals);
        names.filter(|name| !same.contains(*name)).for_each(|name| reserved.definitions.keep(name));
        let groups = self.api.groups.iter().map(|group| spec::bare(&group.name).to_owned());
        reserved.groups = groups.chain(self.sources.iter().map(|source| source.stem().to_ascii_lowercase())).collect();
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
