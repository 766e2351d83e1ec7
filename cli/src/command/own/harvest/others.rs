//! `hiker harvest status`, `export`, `retry` and `move`.

use std::process::ExitCode;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use hikerapi_harvest::job::{JobId, State};
use hikerapi_harvest::store::JobFilter;

use super::store::read_store;
use crate::command::context::Context;
use crate::command::options;
use crate::failure::Failure;
use crate::harvest::{self, Export, Form};
use crate::output::choose_format;

pub(super) fn status() -> Command {
    let format = Arg::new("format")
        .long("format")
        .value_name("FORMAT")
        .value_parser(PossibleValuesParser::new(["table", "json", "prometheus"]))
        .hide_possible_values(true)
        .help("table, json or prometheus; by default a table on a terminal and json in a pipe");
    let failed = Arg::new("failed").long("failed").action(ArgAction::SetTrue);
    Command::new("status")
        .about("Print how far a store is, what it has cost, and what has failed")
        .arg(format)
        .arg(failed.help("List the jobs that have failed, that nothing was found for, or that are private"))
}

pub(super) fn run_status(context: &Context<'_>, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let store = read_store(context, matches)?;
    let form = match options::get::<String>(matches, "format").as_deref() {
        Some("table") => Form::Table,
        Some("prometheus") => Form::Prometheus,
        None if context.terminal.is_output => Form::Table,
        _ => Form::Json,
    };
    harvest::status(context.tool, &context.terminal, &store, form, options::is_set(matches, "failed"))
}

pub(super) fn export() -> Command {
    let rows = options::rows().map(|arg| match arg.get_id().as_str() {
        "select" => arg.visible_alias("columns"),
        _ => arg,
    });
    Command::new("export")
        .about("Write the items of an endpoint as rows, with the arguments of their jobs")
        .arg(endpoint().num_args(1..=2).value_names(["GROUP", "ENDPOINT"]).required(true))
        .args(rows)
}

pub(super) fn run_export(context: &Context<'_>, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let endpoint = harvest::meant(context.tool, &options::get_all(matches, "of").join("/"))?;
    let output = options::read_output(matches);
    choose_format(&output, &context.terminal)?;
    let export = Export { store: read_store(context, matches)?, endpoint, output };
    harvest::export(&context.terminal, &export)
}

pub(super) fn retry() -> Command {
    let state = Arg::new("state")
        .long("state")
        .value_name("STATE")
        .action(ArgAction::Append)
        .value_delimiter(',')
        .value_parser(PossibleValuesParser::new(["failed", "not-found", "private"]))
        .help("Those in this state; can be repeated [default: failed]");
    let job = Arg::new("job").long("job").value_name("N").value_parser(value_parser!(i64).range(1..));
    Command::new("retry")
        .about("Let jobs be run again that have ended without success")
        .arg(state)
        .arg(endpoint().long("endpoint").value_name("GROUP/ENDPOINT").help("Those of this endpoint"))
        .arg(job.help("The job with this number"))
}

pub(super) fn run_retry(context: &Context<'_>, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let endpoint = options::get::<String>(matches, "of").map(|text| harvest::meant(context.tool, &text)).transpose()?;
    let states = options::get_all(matches, "state");
    let states = states.iter().filter_map(|name| match name.as_str() {
        "failed" => Some([State::Failed, State::Delayed].as_slice()),
        "not-found" => Some([State::NotFound].as_slice()),
        "private" => Some([State::Private].as_slice()),
        _ => None,
    });
    let job = options::get::<i64>(matches, "job").map(JobId);
    let mut states: Vec<State> = states.flatten().copied().collect();
    if job.is_some() && states.is_empty() {
        states = vec![State::Failed, State::Delayed, State::NotFound, State::Private];
    }
    let endpoint = endpoint.map(|endpoint| endpoint.operation.key().into_owned());
    let filter = JobFilter { states, endpoint, job };
    harvest::retry(&context.terminal, &read_store(context, matches)?, &filter)
}

pub(super) fn moving() -> Command {
    let to = Arg::new("to").value_name("TO").required(true).help("The new store, which has no jobs yet");
    Command::new("move")
        .about("Move all of a store to another one: from a file to a database, for many machines")
        .arg(to)
}

pub(super) fn run_move(context: &Context<'_>, matches: &ArgMatches) -> Result<ExitCode, Failure> {
    let from = read_store(context, matches)?;
    let to = options::get::<String>(matches, "to").ok_or_else(|| Failure::usage("no new store"))?;
    harvest::warn_of_password(&to, &context.terminal);
    harvest::move_to(&context.terminal, &from, &to)
}

fn endpoint() -> Arg {
    Arg::new("of").help("The endpoint, such as `user by-id`")
}
