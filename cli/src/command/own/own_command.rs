//! What a command of the tool's own is.

use std::process::ExitCode;

use clap::{ArgMatches, Command};

use crate::command::context::Context;
use crate::failure::Failure;
use crate::tool::Tool;

/// The tree that is built.
pub(in crate::command) struct Building<'a> {
    pub(in crate::command) tool: &'a Tool,
    /// Whether commands with this name get their arguments.
    pub(in crate::command) is_built: &'a dyn Fn(&str) -> bool,
}

/// A command of the tool's own.
pub(in crate::command) struct OwnCommand {
    /// Its name, unless a group of the service has it.
    pub(in crate::command) name: &'static str,
    /// Whether it makes sense for a service.
    pub(in crate::command) is_offered: fn(&Tool) -> bool,
    /// Adds its help and its arguments.
    pub(in crate::command) command: fn(&Building<'_>, Command) -> Command,
    pub(in crate::command) run: fn(&Context<'_>, &ArgMatches) -> Result<ExitCode, Failure>,
}
