//! `hiker key`: the key in the keyring of the system. Builds that know none say so.

use std::process::ExitCode;

use clap::Command;

use super::own_command::OwnCommand;
use crate::settings::keyring;

/// Whether the build knows the keyring.
const IS_KNOWN: bool = cfg!(feature = "keyring");

pub(super) const COMMAND: OwnCommand = OwnCommand {
    name: "key",
    is_offered: |tool| !tool.service.auth.is_empty(),
    command: |_, command| {
        let set = Command::new("set").about("Ask for the key, without showing it, and keep it in the keyring");
        let delete = Command::new("delete").about("Delete the key from the keyring");
        command
            .about("Keep the key in the keyring of the system")
            .hide(!IS_KNOWN)
            .subcommand_required(IS_KNOWN)
            .arg_required_else_help(IS_KNOWN)
            .disable_help_subcommand(true)
            .subcommands([set, delete])
    },
    run: |context, matches| {
        let (tool, service) = (context.tool.name, context.tool.service);
        match matches.subcommand_name() {
            Some("delete") => keyring::delete(tool, service)?,
            _ => keyring::set(tool, service)?,
        }
        Ok(ExitCode::SUCCESS)
    },
};
