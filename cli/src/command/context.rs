//! What a command of the tool's own runs with.

use clap::Command;

use crate::failure::Failure;
use crate::settings::Settings;
use crate::terminal::Terminal;
use crate::tool::Tool;

/// What a command runs with.
pub(crate) struct Context<'a> {
    pub(crate) tool: &'a Tool,
    pub(crate) terminal: Terminal,
    /// Returns the settings. Commands that send nothing work without a configuration file, and with a wrong one.
    pub(crate) settings: &'a dyn Fn() -> Result<Settings, Failure>,
    /// Returns the whole tree of commands.
    pub(crate) tree: fn(&Tool) -> Command,
}
