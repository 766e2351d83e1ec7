//! Endpoints that the binary was not built with, from spec files.

// No two modules import each other.
mod describe;
mod leak;
mod operation;
mod paging;
mod read;

use std::path::PathBuf;

use hikerapi_runtime::dynamic::{EndpointDescription, GroupDescription};
use hikerapi_runtime::service::Operation;

use crate::failure::Failure;
use crate::tool::{Tool, kebab};
use crate::words::count;

/// Returns the tool with the endpoints of these files, which are one spec together, and what to tell the user. An endpoint that
/// the tool has is replaced: one with the same command, and one with the same method and path, whatever its name.
///
/// # Errors
/// Where a file cannot be read or is wrong, and where it describes another service.
pub(crate) fn extend(tool: &Tool, files: &[PathBuf]) -> Result<(Tool, Vec<String>), Failure> {
    if files.is_empty() {
        return Ok((tool.clone(), Vec::new()));
    }
    let api = read::api(tool, files)?;
    let mut groups: Vec<Group> = tool.groups.iter().map(Group::built_in).collect();
    let mut replaced = Vec::new();
    for (name, doc, endpoints) in describe::groups(tool, &api) {
        for endpoint in &endpoints {
            let here = Command::of(name, endpoint.operation);
            replaced.extend(groups.iter_mut().flat_map(|group| group.take(&here)));
        }
        match groups.iter_mut().find(|group| kebab(group.name) == kebab(name)) {
            Some(group) => group.endpoints.extend(endpoints),
            None => groups.push(Group { name, doc, endpoints }),
        }
    }
    groups.retain(|group| !group.endpoints.is_empty());
    let groups = groups.into_iter().map(Group::description).collect::<Vec<_>>();
    let note = note(&replaced);
    Ok((Tool { groups: Vec::leak(groups), ..tool.clone() }, note.into_iter().collect()))
}

/// What an endpoint of a file is called by, and what it calls.
struct Command {
    group: String,
    method: String,
    operation: &'static Operation,
}

impl Command {
    fn of(group: &str, operation: &'static Operation) -> Self {
        Self { group: kebab(group), method: kebab(operation.name), operation }
    }
}

/// A group that can grow.
struct Group {
    name: &'static str,
    doc: &'static str,
    endpoints: Vec<EndpointDescription>,
}

impl Group {
    fn built_in(group: &'static GroupDescription) -> Self {
        Self { name: group.name, doc: group.doc, endpoints: group.endpoints.to_vec() }
    }

    /// Takes the endpoints that another one replaces, and returns their keys.
    fn take(&mut self, by: &Command) -> Vec<String> {
        let is_here = kebab(self.name) == by.group;
        let is_replaced = |endpoint: &EndpointDescription| {
            endpoint.operation.is(by.operation) || (is_here && kebab(endpoint.operation.name) == by.method)
        };
        let taken = self.endpoints.iter().filter(|endpoint| is_replaced(endpoint));
        let keys = taken.map(|endpoint| endpoint.operation.key().into_owned()).collect();
        self.endpoints.retain(|endpoint| !is_replaced(endpoint));
        keys
    }

    fn description(self) -> GroupDescription {
        GroupDescription::new(self.name, self.doc, Vec::leak(self.endpoints))
    }
}

fn note(replaced: &[String]) -> Option<String> {
    let (first, others) = replaced.split_first()?;
    let others = match others.len() {
        0 => String::new(),
        others => format!(" and {}", count(others as u64, "other endpoint")),
    };
    Some(format!("note: the spec of `--spec` is used for `{first}`{others}, in place of the built-in one"))
}
