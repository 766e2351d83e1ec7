//! The endpoints that are offered as tools, with a description of each.

use std::fmt::Write as _;

use hikerapi_runtime::dynamic::{EndpointDescription, GroupDescription};
use hikerapi_runtime::service::{Method, Operation, ParamForm, Returned, UnitsMore};
use serde_json::{Map, Value};

use super::arguments::{Argument, arguments};
use super::schema;
use crate::failure::Failure;
use crate::tool::{Tool, kebab};
use crate::words::count;

/// What a user wants to be offered.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// The names of groups, as those of commands; all where there is none.
    pub(super) groups: Vec<String>,
    pub(super) deprecated: bool,
}

/// An endpoint as a tool.
#[derive(Debug)]
pub(super) struct Offered {
    /// `user_by_id`
    pub(super) name: String,
    pub(super) endpoint: &'static EndpointDescription,
    pub(super) arguments: Vec<Argument>,
}

/// The endpoints that are offered, in the order of the spec.
pub(super) fn offered(tool: &Tool, choice: &Choice) -> Result<Vec<Offered>, Failure> {
    let known: Vec<_> = tool.groups.iter().map(|group| kebab(group.name)).collect();
    if let Some(unknown) = choice.groups.iter().find(|name| !known.contains(name)) {
        let unknown = unknown.escape_debug();
        return Err(Failure::usage(format!("there is no group `{unknown}`; there are `{}`", known.join("`, `"))));
    }
    let is_chosen = |group: &GroupDescription, endpoint: &EndpointDescription| {
        let is_in_group = choice.groups.is_empty() || choice.groups.contains(&kebab(group.name));
        is_in_group && (choice.deprecated || endpoint.deprecated.is_none()) && can_be_offered(endpoint.operation)
    };
    let chosen = tool.endpoints().filter(|(group, endpoint)| is_chosen(group, endpoint));
    Ok(chosen.map(|(group, endpoint)| Offered::new(group.name, endpoint)).collect())
}

/// Whether a request changes nothing, and both its arguments and its result can be JSON.
fn can_be_offered(operation: &Operation) -> bool {
    let is_read = operation.method == Method::Get || operation.is_safe;
    let is_json = matches!(operation.returns, Returned::Json | Returned::JsonOrNothing);
    is_read && is_json && !operation.params.iter().any(|param| param.is_required && param.form == ParamForm::Bytes)
}

impl Offered {
    fn new(group: &str, endpoint: &'static EndpointDescription) -> Self {
        let method = endpoint.operation.name;
        let name = format!("{group}_{}", method.strip_prefix("r#").unwrap_or(method));
        Self { name, endpoint, arguments: arguments(endpoint) }
    }

    /// Whether a result can have many rows, so that it may not fit in one.
    pub(super) fn is_list(&self) -> bool {
        self.endpoint.operation.paging.is_some() || self.endpoint.rows.is_some_and(|rows| rows.list.is_some())
    }

    /// The description of a tool: what it returns, its price, and how to go on.
    pub(super) fn description(&self, tool: &Tool, all: &[Self]) -> String {
        let mut text = named(self.endpoint.doc, all);
        text.push_str("\n\n");
        if let Some(deprecation) = &self.endpoint.deprecated {
            text.push_str("Deprecated. ");
            if !deprecation.replacements.is_empty() {
                let keys: Vec<_> = deprecation.replacements.iter().map(|key| format!("`{key}`")).collect();
                let _ = write!(text, "Use instead: {}. ", named(&keys.join(", "), all));
            }
        }
        text.push_str(&price(tool, self.endpoint.operation));
        if self.is_list() {
            text.push_str(
                " Where rows are left, the result has a `checkpoint`: call again with it and the same arguments to go on.",
            );
        }
        text
    }

    /// The JSON Schema of the arguments.
    pub(super) fn input_schema(&self) -> Map<String, Value> {
        let paging = self.endpoint.operation.paging.is_some();
        schema::input(&self.arguments, paging, self.is_list())
    }
}

/// The price, for people.
fn price(tool: &Tool, operation: &Operation) -> String {
    let of = if operation.paging.is_some() { "page" } else { "call" };
    if !tool.service.has_price() {
        return format!("Each {of} is one request, which counts as one unit.");
    }
    let units = |units: u32| count(units.into(), "unit");
    let mut text = match operation.units {
        0 => "Free".to_owned(),
        price => format!("Costs {} for each {of}", units(price)),
    };
    for when in operation.units_when {
        let _ = write!(text, ", {} with `{}`", units(when.units), when.param);
    }
    if let Some(more) = operation.units_more {
        let UnitsMore { every, param, .. } = more;
        let _ = write!(text, ", and {} more for every further {every} of `{param}`", units(more.units));
    }
    if operation.is_estimate {
        text.push_str("; this is an estimate");
    }
    text + "."
}

/// A text of the spec, in which endpoints have the names of their tools.
fn named(text: &str, all: &[Offered]) -> String {
    all.iter().fold(text.to_owned(), |text, offered| {
        text.replace(&format!("`{}`", offered.endpoint.operation.key()), &format!("`{}`", offered.name))
    })
}
