//! `hiker completions`: completions for a shell.

use clap::{Arg, value_parser};
use clap_complete::Shell;

use super::own_command::OwnCommand;
use crate::failure::Failure;
use crate::listing::print;

pub(super) const COMMAND: OwnCommand = OwnCommand {
    name: "completions",
    is_offered: |_| true,
    command: |_, command| {
        let shell = Arg::new("shell").value_name("SHELL").required(true).value_parser(value_parser!(Shell));
        command.about("Print completions for a shell").arg(shell.help("The shell"))
    },
    run: |context, matches| {
        let shell = matches.get_one::<Shell>("shell").copied().ok_or_else(|| Failure::usage("no shell"))?;
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut (context.tree)(context.tool), context.tool.name, &mut script);
        print(&script)
    },
};
