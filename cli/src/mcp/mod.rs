//! `mcp`: the endpoints as tools for agents, over standard input and output.
//!
//! Tools only read: nothing that changes data at the service is offered. What a session may spend has an end.

// From the top down: `server`, `session`, `offer`, `schema`, `arguments`, `answer`. Each imports only from those after it.
mod answer;
mod arguments;
mod offer;
mod schema;
mod server;
mod session;

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use rmcp::ServiceExt as _;

use crate::failure::Failure;
use crate::money::{Limit, Spending};
use crate::settings::Settings;
use crate::terminal::Terminal;
use crate::tool::Tool;
use offer::{Choice, offered};
use server::Server;
use session::Session;

const ABOUT: &str = "Offer the endpoints that only read as tools for agents (MCP), with a hard budget";

const LONG_ABOUT: &str = "\
Offer the endpoints that only read as tools for agents, by the Model Context Protocol (MCP) over standard input and output.

A program that runs agents starts this command, with the key in its environment. Each tool is an endpoint, with its price in \
the description; the tool `spent` says what is left of the budget. A request that does not fit in the budget is refused before \
it is sent. The budget is that of one process: each start has a new one, within the budget of the day. Logs are on standard \
error, without values of arguments.";

/// The largest result by default: an agent reads it whole.
const MAX_RESULT_BYTES: &str = "200000";

/// Adds the help and the arguments of the command.
pub(crate) fn describe(command: Command) -> Command {
    let number = |name: &'static str, unit: &'static str| {
        Arg::new(name).long(name).value_name(unit).value_parser(value_parser!(u64)).allow_negative_numbers(true)
    };
    let groups = Arg::new("groups").long("groups").value_name("GROUP,..").value_delimiter(',');
    let deprecated = Arg::new("deprecated").long("deprecated").action(ArgAction::SetTrue);
    let largest = number("max-result-bytes", "N").value_parser(value_parser!(u64).range(2_000..));
    command.about(ABOUT).long_about(LONG_ABOUT).args([
        number("budget", "UNITS").default_value("50").help("The most units that a session may spend"),
        groups.help("Offer the endpoints of these groups alone"),
        deprecated.help("Offer deprecated endpoints, too"),
        largest
            .default_value(MAX_RESULT_BYTES)
            .help("The bytes of the largest result; rows that do not fit are returned by the next call"),
    ])
}

/// Serves one client until it closes standard input.
pub(crate) fn run(
    tool: &Tool,
    settings: &Settings,
    terminal: &Terminal,
    matches: &ArgMatches,
) -> Result<ExitCode, Failure> {
    let choice = Choice {
        groups: matches.get_many("groups").unwrap_or_default().cloned().collect(),
        deprecated: matches.get_flag("deprecated"),
    };
    let offered = offered(tool, &choice)?;
    let number = |name: &str| matches.get_one::<u64>(name).copied().unwrap_or_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| Failure::io("cannot start", &error))?;
    runtime.block_on(async {
        let connection = (tool.connect)(settings)?;
        let mut spending = Spending::of(settings, tool.service)?;
        spending.grant(number("budget"), Limit::Budget);
        let session = Arc::new(Session::new(connection.as_ref(), &spending, number("max-result-bytes")));
        terminal.note(&format!("{} tools, a budget of {} units", offered.len() + 1, session.budget().remaining()));
        let server = Server::new(tool, offered, Arc::clone(&session), *terminal);
        let served = server.serve(rmcp::transport::stdio()).await;
        let served =
            served.map_err(|error| Failure::failed(format!("no client has begun a session of MCP: {error}")))?;
        let ended = served.waiting().await;
        terminal.note(&format!("spent {} units", session.budget().spent()));
        ended.map(|_| ExitCode::SUCCESS).map_err(|error| Failure::failed(format!("the session broke off: {error}")))
    })
}
