//! Groups: those that an export of ours names, and for other files one for each first part of a path.

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::definitions::said;
use super::reader::Reader;
use super::{endpoints, files};
use crate::openapi::json::Json;
use crate::openapi::keys;
use crate::stanza::grouping;
use crate::stanza::names::{self, Taken};
use crate::stanza::yaml::{Layout, Map};

/// The endpoints of one file.
pub(super) struct Group {
    pub(super) file: String,
    /// Where the file's name does not give it.
    pub(super) name: Option<String>,
    pub(super) doc: String,
    pub(super) base: String,
    pub(super) endpoints: Map,
    methods: Taken,
    requests: Taken,
}

/// The groups of all GETs that `wanted` takes, and what is left out and why.
pub(super) fn groups<'a>(
    reader: &mut Reader<'a>,
    wanted: impl Fn(&str) -> bool,
    usual_cost: Option<&Json>,
) -> (Vec<Group>, Vec<String>) {
    let mut groups = own_groups(reader.document());
    let mut left_out = Vec::new();
    for (path, item) in reader.document().at("paths").entries().iter().filter(|(path, _)| wanted(path)) {
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
    for tag in document.at("tags").items() {
        let (Some(base), Some(file)) = (tag.at(keys::BASE).text(), files::own_name(tag)) else { continue };
        let mut group = new(file, said(tag, "description").unwrap_or("Endpoints."), base);
        let name = tag.at("name").text().unwrap_or_default();
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
    let method = match operation.at(keys::METHOD).text() {
        Some(method) => method.to_owned(),
        None => {
            let Group { methods, requests, .. } = &mut groups[group];
            grouping::method(methods, requests, rest.filter(|rest| !rest.is_empty()).unwrap_or(path))
        }
    };
    groups[group].methods.keep(&method);
    groups[group].requests.keep(&method.to_upper_camel_case());
    // What has no name of its own is called after the group and the method, once where they are one.
    let stem = groups[group].file.split('.').next().unwrap_or_default();
    let said = rest.is_none_or(|rest| !rest.is_empty());
    let hint = if said { format!("{stem} {method}") } else { stem.to_owned() }.to_upper_camel_case();
    let (mut stanza, comments) = endpoints::endpoint(reader, path, item, &hint, usual_cost);
    stanza.add_some("name", (usual.as_ref() != Some(&method)).then_some(method));
    groups[group].endpoints.add_said(comments, path, stanza);
    Ok(())
}

/// Whether the language takes the path, whatever its parameters are.
fn check_path(path: &str) -> Result<(), String> {
    let mut params = Map::default();
    let inner = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    for (index, name) in inner.enumerate() {
        params.add(name, Map::default().with("type", "string").with("rust", format!("p{index}")));
    }
    let mut endpoint = Map::default().with("doc", "x").with("name", "x").with("returns", "json");
    endpoint.add_some("params", (!params.is_empty()).then_some(params));
    match names::refusal("group.yaml", &names::with_endpoint("/x", path, endpoint)) {
        Some(why) => Err(why),
        None => Ok(()),
    }
}

/// The group of an operation, which is made where there is none.
fn position(groups: &mut Vec<Group>, document: &Json, path: &str, operation: &Json) -> usize {
    let tags: Vec<_> = operation.at("tags").items().iter().filter_map(Json::text).collect();
    let own =
        document.at("tags").items().iter().find(|tag| tag.at("name").text().is_some_and(|tag| tags.contains(&tag)));
    if let Some(file) = own.and_then(files::own_name)
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
    groups.push(new(&format!("{named}.yaml"), &format!("What stands below `{base}`."), &base));
    groups.len() - 1
}
