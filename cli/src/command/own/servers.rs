//! `hiker mock` and `hiker mcp`: the commands that serve other programs.

use super::own_command::OwnCommand;

#[cfg(feature = "mock")]
pub(super) const MOCK: OwnCommand = OwnCommand {
    name: "mock",
    is_offered: |_| true,
    command: |_, command| crate::mock::describe(command),
    run: |context, matches| crate::mock::run(context.tool, &context.terminal, matches),
};

#[cfg(feature = "mcp")]
pub(super) const MCP: OwnCommand = OwnCommand {
    name: "mcp",
    is_offered: |_| true,
    command: |_, command| crate::mcp::describe(command),
    run: |context, matches| crate::mcp::run(context.tool, &(context.settings)()?, &context.terminal, matches),
};
