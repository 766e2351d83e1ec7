//! Groups: those that an export of ours names, and for other documents one for each tag, or each first part of a path.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::{Api, Problem, bare};

use super::endpoints::{self, Endpoint};
use super::operation::{self, Operation};
use super::plan::{Of, Plan};
use super::reader::Reader;
use super::references;
use super::report::LeftOut;
use super::responses::Response;
use super::text::{file_name, filled, shortened};
use crate::entry::grouping;
use crate::entry::names::Taken;
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;
use crate::values::siblings::Siblings;

/// The endpoints of one file.
pub(super) struct Group {
    pub(super) file: String,
    /// The group of the spec that its endpoints belong to, by its position.
    pub(super) home: Option<usize>,
    /// If it differs from the file's name.
    pub(super) name: Option<String>,
    pub(super) family: Option<String>,
    pub(super) doc: String,
    pub(super) aliases: Option<Node>,
    /// The endpoint that its example shows, by its key.
    pub(super) example: Option<String>,
    pub(super) base: String,
    pub(super) endpoints: Map,
    /// The positions of the endpoints in the document.
    order: Vec<usize>,
    methods: Taken,
    requests: Taken,
    /// The responses of the endpoints, by their keys.
    pub(super) responses: BTreeMap<String, Response>,
}

/// What is in the document: its groups, and what is left out of it.
pub(super) struct Found {
    pub(super) groups: Vec<Group>,
    pub(super) left_out: Vec<LeftOut>,
    /// How many operations there are.
    pub(super) operations: usize,
}

/// The groups of all operations whose path is `included`.
/// No group gets a `reserved` name.
pub(super) fn groups<'a>(
    reader: &mut Reader<'a>,
    reserved: &BTreeSet<String>,
    existing: Option<&'a Api>,
    included: impl Fn(&str) -> bool,
    usual_cost: Option<&Json>,
) -> Found {
    let mut groups = Groups::new(reader.document(), reserved, existing.filter(|_| !reader.is_own()));
    let mut left_out = Vec::new();
    let mut operations = 0;
    // Names are given in the order of the paths, so that those of a document whose paths are sorted differently are equal.
    let mut paths: Vec<_> = json::entries(&reader.document()["paths"]).enumerate().collect();
    paths.sort_by_key(|(_, (path, _))| *path);
    for (position, (path, item)) in paths.into_iter().filter(|(_, (path, _))| included(path)) {
        let item = references::followed(reader.document(), item);
        if let Some(reference) = item["$ref"].as_str() {
            left_out.push(LeftOut::other(path, format!("it is `{}`, which is not in the file", shortened(reference))));
        }
        for method in operation::others(item) {
            operations += 1;
            left_out.push(LeftOut::operation(method, path, "the language has no word for this method"));
        }
        for operation in operation::of_path(path, item) {
            operations += 1;
            if let Err(why) = groups.add(reader, position, &operation, usual_cost) {
                left_out.push(LeftOut::operation(operation.method, path, why));
            }
        }
    }
    Found { groups: groups.finish(reader.is_own()), left_out, operations }
}

/// The groups of a document.
struct Groups<'a> {
    all: Vec<Group>,
    /// The groups that the tags of an export name.
    by_tag: BTreeMap<String, usize>,
    by_base: BTreeMap<String, usize>,
    /// The other groups that have endpoints.
    planned: BTreeMap<Of<'a>, usize>,
    plan: Plan<'a>,
    /// The spec that the entries come to.
    existing: Option<&'a Api>,
    /// The groups whose endpoints belong to a group of that, by its position.
    by_home: BTreeMap<usize, usize>,
    taken: Taken,
}

impl<'a> Groups<'a> {
    fn new(document: &'a Json, reserved: &BTreeSet<String>, existing: Option<&'a Api>) -> Self {
        let (mut all, mut by_tag, mut by_base) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut taken = Taken::default();
        reserved.iter().for_each(|name| taken.keep(name));
        for (tag, group) in own_groups(document) {
            taken.keep(group.file.split('.').next().unwrap_or_default());
            by_base.entry(group.base.clone()).or_insert(all.len());
            by_tag.entry(tag).or_insert(all.len());
            all.push(group);
        }
        let plan = Plan::new(document, &mut taken);
        let (planned, by_home) = (BTreeMap::new(), BTreeMap::new());
        Self { all, by_tag, by_base, planned, plan, existing, by_home, taken }
    }

    fn add(
        &mut self,
        reader: &mut Reader<'a>,
        position: usize,
        operation: &Operation<'a>,
        usual_cost: Option<&Json>,
    ) -> Result<(), String> {
        let path = operation.path;
        check_path(path)?;
        let of = self.plan.of(operation);
        let existing = self.existing;
        let home = existing.and_then(|api| Siblings::group_of(api, path));
        // A group of the spec names its methods by their paths.
        let wanted = if home.is_some() { None } else { self.plan.method(&of, operation) };
        let group = match (existing, home) {
            (Some(api), Some(home)) => self.at_home(api, home),
            _ => self.group(operation, of),
        };
        let rest = path.strip_prefix(&group.base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        let usual = rest.map(|rest| method_of_path(operation, if rest.is_empty() { path } else { rest }));
        let method = match operation.json[keys::METHOD].as_str() {
            Some(method) => method.to_owned(),
            None => {
                let of_path = method_of_path(operation, rest.filter(|rest| !rest.is_empty()).unwrap_or(path));
                grouping::method(&mut group.methods, &group.requests, wanted.as_deref().unwrap_or(&of_path))
            }
        };
        group.methods.keep(&method);
        group.requests.keep(&method.to_upper_camel_case());
        // An inline schema is named after the group and the method, or the group alone if the path has no more parts.
        let stem = match (existing, group.home) {
            (Some(api), Some(home)) => bare(&api.groups[home].name),
            _ => group.file.split('.').next().unwrap_or_default(),
        };
        let has_name = wanted.is_some() || rest.is_none_or(|rest| !rest.is_empty());
        let hint = if has_name { format!("{stem} {method}") } else { stem.to_owned() }.to_upper_camel_case();
        let Endpoint { mut entry, comments, response } = endpoints::endpoint(reader, operation, &hint, usual_cost)?;
        entry.add_some("name", (usual.as_ref() != Some(&method)).then_some(method));
        group.endpoints.add_said(comments, &operation.key(), entry);
        group.responses.insert(operation.key(), response);
        group.order.push(position);
        Ok(())
    }

    /// What comes to a group of the spec. Until it is there, it is a group beside that.
    fn at_home(&mut self, api: &Api, home: usize) -> &mut Group {
        let known = &api.groups[home];
        let position = self.by_home.get(&home).copied().unwrap_or_else(|| {
            let family = known.family.map(|family| bare(&api.families[family].name));
            let stem = match family {
                Some(family) => grouping::stem_in(&mut self.taken, family, &known.base),
                None => grouping::stem(&mut self.taken, &known.base),
            };
            let mut group = new(&format!("{stem}.yaml"), "Endpoints.", &known.base);
            group.family = family.map(str::to_owned);
            group.home = Some(home);
            for endpoint in &known.endpoints {
                group.methods.keep(&endpoint.name);
                group.requests.keep(&endpoint.name.to_upper_camel_case());
            }
            self.all.push(group);
            self.by_home.insert(home, self.all.len() - 1);
            self.all.len() - 1
        });
        &mut self.all[position]
    }

    /// The group of an operation, which is created if there is none.
    fn group(&mut self, operation: &Operation<'a>, of: Of<'a>) -> &mut Group {
        let tags = json::items(&operation.json["tags"]).iter().filter_map(Json::as_str);
        let own = tags.filter_map(|tag| self.by_tag.get(tag)).min().copied();
        let own = own.or_else(|| self.by_base.get(&grouping::base(operation.path)).copied());
        let position = own.or_else(|| self.planned.get(&of).copied()).unwrap_or_else(|| {
            if let Some(planned) = self.plan.groups.get(&of) {
                self.all.push(new(&format!("{}.yaml", planned.stem), &planned.doc, &planned.base));
            }
            self.planned.insert(of, self.all.len() - 1);
            self.all.len() - 1
        });
        &mut self.all[position]
    }

    /// The groups with their endpoints: in the order of an export of ours, else in that of their paths.
    fn finish(mut self, is_own: bool) -> Vec<Group> {
        for group in self.all.iter_mut().filter(|_| is_own) {
            let entries = std::mem::take(&mut group.endpoints.entries);
            let mut placed: Vec<_> = std::mem::take(&mut group.order).into_iter().zip(entries).collect();
            placed.sort_by_key(|(position, _)| *position);
            group.endpoints.entries = placed.into_iter().map(|(_, entry)| entry).collect();
        }
        // All operations of a group of others can be left out.
        self.all.retain(|group| is_own || !group.endpoints.is_empty());
        self.all
    }
}

/// The groups that the tags of an export name, in their order, with the tags.
fn own_groups(document: &Json) -> Vec<(String, Group)> {
    let mut groups = Vec::new();
    let mut files = BTreeSet::new();
    for tag in json::items(&document["tags"]) {
        let (Some(base), Some(file)) = (tag[keys::BASE].as_str(), file_name(tag)) else { continue };
        // Some file systems take two names that differ in case alone for one.
        if !files.insert(file.to_ascii_lowercase()) {
            continue;
        }
        let mut group = new(file, filled(tag, "description").unwrap_or("Endpoints."), base);
        let name = tag["name"].as_str().unwrap_or_default();
        let usual = file.split('.').next().unwrap_or_default().to_snake_case();
        group.name = (name != usual && !name.is_empty()).then(|| name.to_owned());
        group.family = tag[keys::FAMILY].as_str().map(str::to_owned);
        group.aliases = tag.get(keys::ALIASES).map(Node::from);
        group.example = tag[keys::EXAMPLE].as_str().map(str::to_owned);
        groups.push((name.to_owned(), group));
    }
    groups
}

fn new(file: &str, doc: &str, base: &str) -> Group {
    let (file, doc, base) = (file.to_owned(), doc.to_owned(), base.to_owned());
    let (methods, requests) = (Taken::default(), Taken::default());
    let (endpoints, order) = (Map::new(Layout::Spaced), Vec::new());
    let (home, name, family, aliases, example) = (None, None, None, None, None);
    let responses = BTreeMap::new();
    Group { file, home, name, family, doc, aliases, example, base, endpoints, order, methods, requests, responses }
}

/// What the language calls a method by its path: that of another one than GET has the verb before it.
fn method_of_path(operation: &Operation<'_>, path: &str) -> String {
    if operation.is_get() {
        return path.to_snake_case();
    }
    format!("{} {path}", operation.method.to_ascii_lowercase()).to_snake_case()
}

/// Whether the language accepts the path, whatever its parameters are.
fn check_path(path: &str) -> Result<(), String> {
    if let Some(why) = spec::path::misspelled(path) {
        return Err(Problem::BadPath { why }.title());
    }
    let mut seen = BTreeSet::new();
    match spec::path::placeholders(path).find(|name| !seen.insert(*name)) {
        Some(name) => Err(Problem::DuplicateKey { key: name.to_owned() }.title()),
        None => Ok(()),
    }
}
