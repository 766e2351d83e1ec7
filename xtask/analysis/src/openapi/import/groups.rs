//! Groups: those that an export of ours names, and for other documents one for each first part of a path.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use spec::Problem;

use super::endpoints;
use super::reader::Reader;
use super::text::{file_name, filled};
use crate::entry::grouping;
use crate::entry::names::Taken;
use crate::entry::yaml::{Layout, Map};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// The endpoints of one file.
pub(super) struct Group {
    pub(super) file: String,
    /// If it differs from the file's name.
    pub(super) name: Option<String>,
    pub(super) doc: String,
    pub(super) base: String,
    pub(super) endpoints: Map,
    methods: Taken,
    requests: Taken,
}

/// The groups of all GETs whose path is `included`, and what is left out and why.
pub(super) fn groups<'a>(
    reader: &mut Reader<'a>,
    included: impl Fn(&str) -> bool,
    usual_cost: Option<&Json>,
) -> (Vec<Group>, Vec<String>) {
    let mut groups = own_groups(reader.document());
    let mut left_out = Vec::new();
    for (path, item) in json::entries(&reader.document()["paths"]).filter(|(path, _)| included(path)) {
        for method in ["post", "put", "patch", "delete", "head", "options", "trace"] {
            if item.get(method).is_some() {
                left_out.push(format!("{} {path}: only GET can be described", method.to_uppercase()));
            }
        }
        if let Some(operation) = item.get("get")
            && let Err(why) = add(reader, &mut groups, path, item, operation, usual_cost)
        {
            left_out.push(format!("GET {path}: {why}"));
        }
    }
    (groups, left_out)
}

/// The groups that the tags of an export name, in their order.
fn own_groups(document: &Json) -> Vec<Group> {
    let mut groups = Vec::new();
    for tag in json::items(&document["tags"]) {
        let (Some(base), Some(file)) = (tag[keys::BASE].as_str(), file_name(tag)) else { continue };
        let mut group = new(file, filled(tag, "description").unwrap_or("Endpoints."), base);
        let name = tag["name"].as_str().unwrap_or_default();
        let usual = file.split('.').next().unwrap_or_default().to_snake_case();
        group.name = (name != usual && !name.is_empty()).then(|| name.to_owned());
        groups.push(group);
    }
    groups
}

fn new(file: &str, doc: &str, base: &str) -> Group {
    let (file, doc, base) = (file.to_owned(), doc.to_owned(), base.to_owned());
    let (methods, requests) = (Taken::default(), Taken::default());
    Group { file, name: None, doc, base, endpoints: Map::new(Layout::Spaced), methods, requests }
}

fn add<'a>(
    reader: &mut Reader<'a>,
    groups: &mut Vec<Group>,
    path: &str,
    item: &'a Json,
    operation: &'a Json,
    usual_cost: Option<&Json>,
) -> Result<(), String> {
    check_path(path)?;
    let group = position(groups, reader.document(), path, operation);
    let rest = path.strip_prefix(&groups[group].base).filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let usual = rest.map(|rest| if rest.is_empty() { path } else { rest }.to_snake_case());
    let method = match operation[keys::METHOD].as_str() {
        Some(method) => method.to_owned(),
        None => {
            let Group { methods, requests, .. } = &mut groups[group];
            grouping::method(methods, requests, rest.filter(|rest| !rest.is_empty()).unwrap_or(path))
        }
    };
    groups[group].methods.keep(&method);
    groups[group].requests.keep(&method.to_upper_camel_case());
    // An inline schema is named after the group and the method, or the group alone if the path has no more parts.
    let stem = groups[group].file.split('.').next().unwrap_or_default();
    let has_name = rest.is_none_or(|rest| !rest.is_empty());
    let hint = if has_name { format!("{stem} {method}") } else { stem.to_owned() }.to_upper_camel_case();
    let (mut entry, comments) = endpoints::endpoint(reader, path, item, &hint, usual_cost);
    entry.add_some("name", (usual.as_ref() != Some(&method)).then_some(method));
    groups[group].endpoints.add_said(comments, path, entry);
    Ok(())
}

/// Whether the language accepts the path, whatever its parameters are.
fn check_path(path: &str) -> Result<(), String> {
    if let Some(why) = spec::path::misspelled(path) {
        return Err(Problem::BadPath { why }.title());
    }
    let is_one_name = |name: &&str| !name.contains(['{', '}']);
    if let Some(name) = spec::path::placeholders(path).find(|name| !is_one_name(name)) {
        return Err(format!("`{{{name}}}` is no name of a parameter: a part of a path is one `{{name}}` or has none"));
    }
    let mut seen = BTreeSet::new();
    match spec::path::placeholders(path).find(|name| !seen.insert(*name)) {
        Some(name) => Err(Problem::DuplicateKey { key: name.to_owned() }.title()),
        None => Ok(()),
    }
}

/// The group of an operation, which is created if there is none.
fn position(groups: &mut Vec<Group>, document: &Json, path: &str, operation: &Json) -> usize {
    let tags: Vec<_> = json::items(&operation["tags"]).iter().filter_map(Json::as_str).collect();
    let own =
        json::items(&document["tags"]).iter().find(|tag| tag["name"].as_str().is_some_and(|tag| tags.contains(&tag)));
    if let Some(file) = own.and_then(file_name)
        && let Some(found) = groups.iter().position(|group| group.file == file)
    {
        return found;
    }
    let base = grouping::base(path);
    if let Some(found) = groups.iter().position(|group| group.base == base) {
        return found;
    }
    let mut taken = Taken::default();
    groups.iter().for_each(|group| taken.keep(group.file.split('.').next().unwrap_or_default()));
    let named = grouping::stem(&mut taken, &base);
    groups.push(new(&format!("{named}.yaml"), &format!("The endpoints below `{base}`."), &base));
    groups.len() - 1
}
