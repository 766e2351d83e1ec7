//! The commands of the tool's own, which every service has.

mod balance;
mod completions;
mod endpoints;
mod key;
mod listing;
mod man;
mod own_command;
mod schema;
#[cfg(any(feature = "mock", feature = "mcp"))]
mod servers;

pub(super) use own_command::OwnCommand;

use crate::tool::Tool;

/// All of them, in the order of the help.
const ALL: &[OwnCommand] = &[
    endpoints::COMMAND,
    balance::COMMAND,
    schema::COMMAND,
    #[cfg(feature = "mock")]
    servers::MOCK,
    #[cfg(feature = "mcp")]
    servers::MCP,
    key::COMMAND,
    completions::COMMAND,
    man::COMMAND,
];

/// Returns those that make sense for a service.
pub(super) fn offered(tool: &Tool) -> impl Iterator<Item = &'static OwnCommand> {
    ALL.iter().filter(|own| (own.is_offered)(tool))
}
