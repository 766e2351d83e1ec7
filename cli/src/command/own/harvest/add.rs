//! `hiker harvest add`: the endpoints as jobs.

use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command};
use hikerapi_runtime::dynamic::EndpointDescription;

use super::store::read_store;
use crate::command::context::Context;
use crate::command::endpoint::{self, MANY, deprecated, long_about};
use crate::command::markdown::Writer;
use crate::command::own::own_command::Building;
use crate::command::{options, param, request};
use crate::failure::Failure;
use crate::harvest::{self, Add, Origin};
use crate::job::{Inputs, Source};
use crate::tool::Tool;

/// The command with an endpoint for each kind of job.
pub(super) fn command(building: &Building<'_>) -> Command {
    let command = Command::new("add")
        .about("Add jobs: an endpoint, its arguments, and how far a list is read")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading("Groups")
        .subcommand_value_name("GROUP ENDPOINT");
    if !(building.is_built)("add") {
        return command;
    }
    command.subcommands(building.tool.groups.iter().map(|group| endpoint::group(building, group, job)))
}

/// The command that adds jobs of an endpoint.
fn job(command: Command, tool: &Tool, endpoint: &EndpointDescription, writer: &Writer<'_>) -> Command {
    let operation = endpoint.operation;
    let has_inputs = operation.params.iter().any(|param| param.is_required);
    // With `--from`, one of the values is in the store.
    let arg = |arg: Arg| match arg.is_required_set() {
        true => arg.required(false).required_unless_present("from"),
        false => arg,
    };
    let mut command =
        command.long_about(long_about(tool, endpoint, writer)).args(param::args(endpoint, writer).into_iter().map(arg));
    if operation.paging.is_some() {
        command = command.args(options::list());
    }
    let [field, _] = options::inputs();
    let [_, from, field_of_items, priority] = options::jobs();
    if has_inputs {
        command = command.args([field, from, field_of_items]).after_long_help(MANY);
    }
    command.arg(priority)
}

/// Adds the jobs of a command line.
pub(super) fn run(context: &Context<'_>, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let (tool, terminal) = (context.tool, &context.terminal);
    let Some((group, of_group)) = matches.subcommand() else { return Err(Failure::usage("no group")) };
    let Some((method, of_endpoint)) = of_group.subcommand() else { return Err(Failure::usage("no endpoint")) };
    let endpoint = request::endpoint(tool, group, method)
        .ok_or_else(|| Failure::usage(format!("there is no endpoint `{group} {method}`")))?;
    if endpoint.rows.is_none() {
        return Err(Failure::usage(format!("`{group} {method}` returns no rows, and a store keeps nothing else")));
    }
    let (arguments, inputs) = request::values(endpoint, of_endpoint)?;
    let add = Add {
        store: read_store(context, of_endpoint)?,
        server: (context.settings)()?.server_url(tool.service).to_owned(),
        endpoint,
        origin: origin(tool, endpoint, &arguments, inputs, of_endpoint)?,
        arguments,
        list: options::read_list(of_endpoint),
        priority: options::get(of_endpoint, "priority").unwrap_or_default(),
    };
    if let Some(deprecation) = &endpoint.deprecated {
        let text = deprecated(tool, deprecation, &Writer::new(tool));
        terminal.note(&format!("warning: {}", text.replace('\n', " ")));
    }
    harvest::add(tool, terminal, &add)
}

/// Where the value is that each job has another one of.
fn origin(
    tool: &Tool,
    endpoint: &'static EndpointDescription,
    arguments: &[(&'static str, Vec<String>)],
    inputs: Option<Inputs>,
    matches: &ArgMatches,
) -> Result<Origin, Failure> {
    let Some(from) = options::get::<String>(matches, "from") else {
        return Ok(inputs.map_or(Origin::One, Origin::Lines));
    };
    let from = harvest::meant(tool, &from)?;
    let field = options::get(matches, "field");
    let is_missing = |name: &&str| !arguments.iter().any(|(given, _)| given == name);
    let required = endpoint.operation.params.iter().filter(|param| param.is_required).map(|param| param.name);
    let missing: Vec<&'static str> = required.filter(is_missing).collect();
    match (inputs, missing.as_slice()) {
        (Some(Inputs { source: Source::File(_), .. }), _) => {
            Err(Failure::usage("`--from` and `@FILE` are both inputs: give one of them"))
        }
        (_, [param]) => Ok(Origin::Items { from, param, field }),
        (_, []) => Err(Failure::usage("`--from` is for a required value: leave it out, or give `-` for it")),
        (_, missing) => Err(Failure::usage(format!(
            "`--from` is for one value, and `{}` are missing: give the others, and `-` for it",
            missing.join("`, `")
        ))),
    }
}
