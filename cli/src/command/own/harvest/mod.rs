//! `hiker harvest`: the command lines of jobs for many workers.

// No two of these import each other.
mod add;
mod others;
mod run;
mod store;

use super::own_command::OwnCommand;
use crate::command::options;
use crate::failure::Failure;

const ABOUT: &str = "Run jobs by many workers with one key, from a store that keeps all they bring";

const LONG_ABOUT: &str = "\
Run jobs by many workers with one key: one rate limit, one budget, nothing paid twice.

A store has the jobs, what they have brought and what they have cost: a file (`run.db`, SQLite), or a database of PostgreSQL \
(`postgres://user@host/database`), which many machines can share. A run can be killed at any time: the next one goes on.";

pub(super) const COMMAND: OwnCommand = OwnCommand {
    name: "harvest",
    is_offered: |_| true,
    command: |building, command| {
        let [store, ..] = options::jobs();
        let command = command
            .about(ABOUT)
            .long_about(LONG_ABOUT)
            .subcommand_required(true)
            .arg_required_else_help(true)
            .disable_help_subcommand(true)
            .arg(store);
        if !(building.is_built)("harvest") && !(building.is_built)("tool-harvest") {
            return command;
        }
        command.subcommands([
            add::command(building),
            run::command(),
            others::status(),
            others::export(),
            others::retry(),
            others::moving(),
        ])
    },
    run: |context, matches| match matches.subcommand() {
        Some(("add", of_command)) => add::run(context, of_command),
        Some(("run", of_command)) => run::run(context, of_command),
        Some(("status", of_command)) => others::run_status(context, of_command),
        Some(("export", of_command)) => others::run_export(context, of_command),
        Some(("retry", of_command)) => others::run_retry(context, of_command),
        Some(("move", of_command)) => others::run_move(context, of_command),
        _ => Err(Failure::usage("no command of `harvest`")),
    },
};
