//! The names of commands and flags.

use heck::ToShoutySnakeCase;
use hikerapi_runtime::dynamic::{EndpointDescription, GroupDescription};
use hikerapi_runtime::service::Param;

use super::options;
use crate::tool::{Tool, kebab};

/// Returns the name of a group's command: `user`.
pub(super) fn group(group: &GroupDescription) -> String {
    kebab(group.name)
}

/// Returns the name of an endpoint's command in its group: `by-id`.
pub(super) fn method(endpoint: &EndpointDescription) -> String {
    kebab(endpoint.operation.name)
}

/// Returns the whole command of an endpoint: `hiker user by-id`.
pub(super) fn command(tool: &Tool, in_group: &GroupDescription, endpoint: &EndpointDescription) -> String {
    format!("{} {} {}", tool.name, group(in_group), method(endpoint))
}

/// Returns the whole command of the endpoint with this key, if the tool has it: of `/v1/user/by/id`, `hiker user by-id`.
pub(super) fn command_of_key(tool: &Tool, key: &str) -> Option<String> {
    let (group, endpoint) = tool.endpoints().find(|(_, endpoint)| endpoint.operation.key() == key)?;
    Some(command(tool, group, endpoint))
}

/// Returns the command of the endpoint with this key, unless it is deprecated.
pub(super) fn current_command_of_key(tool: &Tool, key: &str) -> Option<String> {
    let is_current = |endpoint: &EndpointDescription| endpoint.operation.key() == key && endpoint.deprecated.is_none();
    let (group, endpoint) = tool.endpoints().find(|(_, endpoint)| is_current(endpoint))?;
    Some(command(tool, group, endpoint))
}

/// Returns the name of a command of the tool's own: a group of the service keeps its name, and the tool's command gives way.
pub(super) fn own(tool: &Tool, name: &str) -> String {
    let is_taken = tool.groups.iter().any(|in_spec| group(in_spec) == name);
    if is_taken { format!("tool-{name}") } else { name.to_owned() }
}

/// Returns the flags of the parameters, in their order, without the dashes: `max-id`; `param-all` where the tool has an option
/// of this name.
pub(super) fn flags(params: &[Param]) -> Vec<String> {
    let mut flags: Vec<String> = Vec::with_capacity(params.len());
    for param in params {
        let plain = kebab(param.name);
        let is_free = |flag: &String| !options::NAMES.contains(&flag.as_str()) && !flags.contains(flag);
        let other = format!("param-{plain}");
        let numbered = (2..).map(|number| format!("{other}-{number}"));
        let flag = [plain, other.clone()].into_iter().chain(numbered).find(is_free);
        flags.push(flag.unwrap_or_default());
    }
    flags
}

/// Returns the name of a value in usage and help: `USER_ID`.
pub(super) fn value(name: &str) -> String {
    let value = name.to_shouty_snake_case();
    if value.is_empty() { "VALUE".to_owned() } else { value }
}

#[cfg(test)]
mod tests {
    use hikerapi_runtime::service::ParamForm;

    use super::*;

    #[track_caller]
    fn check(names: &[&'static str], expected: &[&str]) {
        let params: Vec<_> = names.iter().map(|name| Param::optional(name, ParamForm::Text)).collect();
        assert_eq!(flags(&params), expected);
    }

    #[test]
    fn flags_are_the_names_of_the_wire_in_kebab_case() {
        check(&["max_id", "pageSize", "ids[]", "created[gte]"], &["max-id", "page-size", "ids", "created-gte"]);
    }

    #[test]
    fn a_flag_that_the_tool_has_gets_a_prefix() {
        check(&["all", "out", "help", "spec"], &["param-all", "param-out", "param-help", "param-spec"]);
    }

    #[test]
    fn no_two_parameters_have_one_flag() {
        check(
            &["max_id", "maxId", "max-id", "_", "__"],
            &["max-id", "param-max-id", "param-max-id-2", "value", "param-value"],
        );
    }
}
