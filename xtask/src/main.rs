//! The project's commands: `cargo xtask --help`.
//!
//! Reading and writing files happens here and nowhere else. Each command is one file with one
//! `run`; exit codes are 0 for success, 1 for findings, 2 where a command could not run.

mod codegen;
mod failure;
mod input;
mod output;
mod project;
mod schema;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Keeps the client true to its spec.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates the client from the spec, or checks that it is up to date.
    Codegen(codegen::Args),
    /// Prints the JSON Schema of the spec language.
    Schema(schema::Args),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Codegen(args) => codegen::run(&args),
        Command::Schema(args) => schema::run(&args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
