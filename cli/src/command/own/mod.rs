//! The commands of the tool's own, which every service has.

mod balance;
mod completions;
mod endpoints;
#[cfg(feature = "harvest")]
mod harvest;
mod key;
mod man;
mod own_command;
mod schema;
#[cfg(any(feature = "mock", feature = "mcp"))]
mod servers;

pub(super) use own_command::{Building, OwnCommand};

use crate::tool::Tool;

/// All of them, in the order of the help.
const ALL: &[OwnCommand] = &[
    endpoints::COMMAND,
    balance::COMMAND,
    schema::COMMAND,
    #[cfg(feature = "harvest")]
    harvest::COMMAND,
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
