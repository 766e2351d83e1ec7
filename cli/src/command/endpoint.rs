//! The commands of groups and endpoints.

use clap::Command;
use hikerapi_runtime::dynamic::{Deprecation, EndpointDescription, GroupDescription};
use hikerapi_runtime::rows::Schema;
use hikerapi_runtime::service::{Operation, Returned};

use super::markdown::Writer;
use super::own::Building;
use super::{names, options, param, price};
use crate::tool::Tool;

/// Returns the command of a group. Only endpoints whose names are `built` have their arguments: a command line calls one, and
/// a service can have a thousand.
///
/// `full` adds the help and the arguments of an endpoint.
pub(super) fn group(building: &Building<'_>, group: &GroupDescription, full: Full) -> Command {
    let Building { tool, is_built } = building;
    let writer = Writer::new(tool);
    let name = names::group(group);
    let command = Command::new(name.clone())
        .about(writer.sentence(group.doc))
        .long_about(writer.text(group.doc))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Endpoints")
        .subcommand_value_name("ENDPOINT");
    if !is_built(&name) {
        return command;
    }
    command.subcommands(group.endpoints.iter().map(|endpoint| {
        let name = names::method(endpoint);
        let command = Command::new(name.clone()).about(about(endpoint, &writer));
        if is_built(&name) { full(command, tool, endpoint, &writer) } else { command }
    }))
}

/// What makes the command of an endpoint whole.
pub(super) type Full = fn(Command, &Tool, &EndpointDescription, &Writer<'_>) -> Command;

/// One sentence, for lists of commands.
pub(super) fn about(endpoint: &EndpointDescription, writer: &Writer<'_>) -> String {
    let sentence = writer.sentence(endpoint.doc);
    if endpoint.deprecated.is_some() { format!("(deprecated) {sentence}") } else { sentence }
}

/// The command that calls the endpoint, with its arguments and its whole help.
pub(super) fn call(command: Command, tool: &Tool, endpoint: &EndpointDescription, writer: &Writer<'_>) -> Command {
    let operation = endpoint.operation;
    let takes_inputs = endpoint.rows.is_some() && operation.params.iter().any(|param| param.is_required);
    let mut command = command.long_about(long_about(tool, endpoint, writer)).args(param::args(endpoint, writer));
    if operation.paging.is_some() {
        command = command.args(options::list());
    }
    if takes_inputs {
        command = command.args(options::inputs()).after_long_help(MANY);
    }
    command = command.args(options::money());
    match (endpoint.rows, operation.returns) {
        (Some(_), _) => command.args(options::rows()).args(options::resume()),
        (None, Returned::Bytes) => command.arg(options::out()),
        (None, _) => command,
    }
}

/// How one command is run for many values.
pub(super) const MANY: &str = "\
For many values, give `-` in place of one of the required values: it is then read from standard input, a value on each line. \
`@FILE` reads the values from a file. A value that begins with `@` is written with two: `@@name`; before values that begin with \
a minus, write `--`.";

pub(super) fn long_about(tool: &Tool, endpoint: &EndpointDescription, writer: &Writer<'_>) -> String {
    let operation = endpoint.operation;
    let deprecated = endpoint.deprecated.as_ref().map(|deprecation| deprecated(tool, deprecation, writer));
    let rows = endpoint.rows.map(|rows| rows.ty.schema()).filter(Schema::is_object);
    let schema = names::own(tool, "schema");
    let facts = [
        price::words(tool, operation).map(|price| format!("Price: {price}")),
        pages(operation).map(|pages| format!("Pages: {pages}")),
        rows.map(|rows| format!("Rows: {name}; `{} {schema} {name}` lists the columns", tool.name, name = rows.name)),
        tool.service.requests_per_second.map(|rate| format!("Limit: {rate} requests per second")),
        Some(format!("Endpoint: {} {}", operation.method.as_str(), operation.path)),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let parts = [deprecated, Some(writer.text(endpoint.doc)), Some(facts)];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// What is said of pages, where an endpoint has them.
fn pages(operation: &Operation) -> Option<String> {
    let paging = operation.paging?;
    let start = paging.way.parameter().and_then(|name| {
        let at = operation.params.iter().position(|param| param.name == name && !param.is_required)?;
        names::flags(operation.params).into_iter().nth(at)
    });
    let start = start.map(|flag| format!(", that at --{flag}")).unwrap_or_default();
    Some(format!("one is read{start}; --all, --max-items and --max-pages read on, a request for each"))
}

/// `Deprecated: use `hiker user clips-chunk`. Why.`
pub(super) fn deprecated(tool: &Tool, deprecation: &Deprecation, writer: &Writer<'_>) -> String {
    let reason = deprecation.reason.map(|reason| writer.text(reason)).unwrap_or_default();
    let Replacements { commands, others } = replacements(tool, deprecation, writer);
    let (commands, others) = (quoted(&commands), quoted(&others));
    let instead = match (commands.is_empty(), others.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("use {commands}.")),
        (true, false) => Some(format!("the service names {others}, which `{}` does not have.", tool.name)),
        (false, false) => {
            Some(format!("use {commands}. The service has {others}, too, which `{}` does not.", tool.name))
        }
    };
    match (instead, reason.is_empty()) {
        (None, true) => "Deprecated.".to_owned(),
        (None, false) => format!("Deprecated: {reason}"),
        (Some(instead), true) => format!("Deprecated: {instead}"),
        (Some(instead), false) => format!("Deprecated: {instead} {reason}"),
    }
}

/// What to use instead of a deprecated endpoint.
pub(super) struct Replacements {
    /// Those that the tool has: commands.
    pub(super) commands: Vec<String>,
    /// Those that it has not: keys of endpoints.
    pub(super) others: Vec<String>,
}

/// Returns what the spec names as replacements, and the commands that its reason mentions, unless those are deprecated, too.
pub(super) fn replacements(tool: &Tool, deprecation: &Deprecation, writer: &Writer<'_>) -> Replacements {
    let mut found = Replacements { commands: Vec::new(), others: Vec::new() };
    for key in deprecation.replacements {
        match names::command_of_key(tool, key) {
            Some(command) => found.commands.push(command),
            None => found.others.push((*key).to_owned()),
        }
    }
    let mentioned = deprecation.reason.map(|reason| writer.current_commands(reason)).unwrap_or_default();
    mentioned.into_iter().for_each(|command| {
        if !found.commands.contains(&command) {
            found.commands.push(command);
        }
    });
    found
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}
