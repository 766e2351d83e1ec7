//! Which operations of a document are a group, and the names that their ids ask for: decided by the whole document, so that
//! neither the order of its paths nor a prefix changes a name.

use std::collections::{BTreeMap, BTreeSet};

use super::methods;
use super::operation::{self, Operation};
use super::text::{filled, shortened};
use crate::entry::grouping;
use crate::entry::names::{self, Taken};
use crate::openapi::json::{self, Json};

/// What the operations of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of<'a> {
    /// A tag.
    Tag(&'a str),
    /// The first part of their paths, where they have no tag.
    Base(String),
}

/// A group before it has endpoints.
pub(super) struct Planned {
    /// The name of its file, without the ending.
    pub(super) stem: String,
    pub(super) doc: String,
    pub(super) base: String,
    /// How many operations want each name.
    wanted: BTreeMap<String, usize>,
}

/// The groups of a document of others.
pub(super) struct Plan<'a> {
    pub(super) groups: BTreeMap<Of<'a>, Planned>,
    /// How many operations have each tag.
    tags: BTreeMap<&'a str, usize>,
}

impl<'a> Plan<'a> {
    /// `taken` has the names that other groups have.
    pub(super) fn new(document: &'a Json, taken: &mut Taken) -> Self {
        let mut plan = Self { groups: BTreeMap::new(), tags: BTreeMap::new() };
        for operation in operation::all(document) {
            tags(operation.json)
                .collect::<BTreeSet<_>>()
                .into_iter()
                .for_each(|tag| *plan.tags.entry(tag).or_default() += 1);
        }
        let mut paths: BTreeMap<Of<'a>, Vec<Operation<'a>>> = BTreeMap::new();
        for operation in operation::all(document) {
            paths.entry(plan.of(&operation)).or_default().push(operation);
        }
        let bases = paths.keys().filter_map(|of| match of {
            Of::Base(base) => Some(base.clone()),
            Of::Tag(_) => None,
        });
        let bases: BTreeSet<_> = bases.collect();
        let mut stems = BTreeMap::new();
        for of in paths.keys() {
            if let Of::Tag(tag) = of {
                stems.insert(*tag, names::member(taken, tag, "group", names::can_name_group));
            }
        }
        let mut stems_of_bases = grouping::stems(taken, &bases);
        for (of, operations) in paths {
            let base = common(operations.iter().map(|operation| operation.path));
            let (stem, doc) = match &of {
                Of::Tag(tag) => (stems.remove(tag).unwrap_or_default(), doc_of_tag(document, tag)),
                Of::Base(base) => {
                    (stems_of_bases.remove(base).unwrap_or_default(), format!("The endpoints below `{base}`."))
                }
            };
            let mut wanted = BTreeMap::new();
            for name in operations.iter().filter_map(|operation| id_name(operation, group_name(&of, &stem))) {
                *wanted.entry(name).or_default() += 1;
            }
            plan.groups.insert(of, Planned { stem, doc, base, wanted });
        }
        plan
    }

    /// What an operation is grouped by: of several tags the one that most operations have.
    pub(super) fn of(&self, operation: &Operation<'a>) -> Of<'a> {
        let count = |tag: &&str| self.tags.get(tag).copied().unwrap_or_default();
        let most = tags(operation.json).max_by(|one, other| count(one).cmp(&count(other)).then_with(|| other.cmp(one)));
        most.map_or_else(|| Of::Base(grouping::base(operation.path)), Of::Tag)
    }

    /// The name that the id of an operation gives its method, unless another one of the group gets the same.
    pub(super) fn method(&self, of: &Of<'a>, operation: &Operation<'a>) -> Option<String> {
        let planned = self.groups.get(of)?;
        let name = id_name(operation, group_name(of, &planned.stem))?;
        (planned.wanted.get(&name) == Some(&1)).then_some(name)
    }
}

/// The words that an id can begin with.
fn group_name<'n>(of: &'n Of<'_>, stem: &'n str) -> &'n str {
    match of {
        Of::Tag(tag) => tag,
        Of::Base(_) => stem,
    }
}

fn id_name(operation: &Operation<'_>, group: &str) -> Option<String> {
    methods::name(filled(operation.json, "operationId")?, operation, group)
}

fn tags(operation: &Json) -> impl Iterator<Item = &str> {
    json::items(&operation["tags"]).iter().filter_map(Json::as_str).filter(|tag| !tag.trim().is_empty())
}

fn doc_of_tag(document: &Json, tag: &str) -> String {
    let declared = json::items(&document["tags"]).iter().find(|declared| declared["name"].as_str() == Some(tag));
    let made = || format!("The endpoints of `{}`.", shortened(tag));
    declared.and_then(|declared| filled(declared, "description")).map_or_else(made, str::to_owned)
}

/// The path that all these have in common, at most up to where each names what it is about.
fn common<'p>(paths: impl Iterator<Item = &'p str>) -> String {
    let bases: BTreeSet<_> = paths.map(grouping::base).collect();
    let parts = |base: &str| base.split('/').skip(1).map(str::to_owned).collect::<Vec<_>>();
    let mut all = bases.iter().map(|base| parts(base));
    let mut common = all.next().unwrap_or_default();
    for other in all {
        let same = common.iter().zip(&other).take_while(|(one, other)| one == other).count();
        common.truncate(same);
    }
    let mut base: String = common.iter().map(|part| format!("/{part}")).collect();
    // What the language has no form for ends it.
    while !base.is_empty() && (spec::path::misspelled(&base).is_some() || base.ends_with('/')) {
        base.truncate(base.rfind('/').unwrap_or_default());
    }
    base
}
