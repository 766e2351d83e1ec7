//! The project's commands: `cargo xtask --help`.
//!
//! Each command is a module with its `Args` and one `run`. It reads arguments and files, calls an engine of the crate
//! `analysis` or `codegen`, and prints or writes the result. Exit codes: 0 for success, 1 for findings, 2 where the
//! command could not run.

pub mod bench;
pub mod check_docs;
pub mod codegen;
pub mod diff;
pub mod drift;
pub mod export;
pub mod import;
pub mod infer;
pub mod record;
pub mod schema;
pub mod terminal;

mod endpoint_table;
pub mod failure;
mod files;
mod fixtures;
mod images;
pub mod input;
pub mod output;
pub mod project;
mod report;
pub mod stderr;
pub mod stdout;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Generate the client and check it against its spec
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The commands, in the order in which the help shows them.
#[derive(Subcommand)]
enum Command {
    /// Measure decoding, requests, generation and builds, each compared with an alternative
    Bench(bench::Args),
    /// Check the service's documentation against the spec
    CheckDocs(check_docs::Args),
    /// Generate the client from the spec, or check that it is up to date
    Codegen(codegen::Args),
    /// Show what changes for users from one spec to another
    Diff(diff::Args),
    /// Check recorded responses against the spec
    Drift(drift::Args),
    /// Convert the spec to OpenAPI 3.1
    #[command(subcommand)]
    Export(export::Export),
    /// Convert an OpenAPI document to entries of the spec
    #[command(subcommand)]
    Import(import::Import),
    /// Infer an entry of the spec from recorded responses
    Infer(infer::Args),
    /// Record responses with your API key as fixtures, with personal data replaced
    Record(record::Args),
    /// Print the JSON Schema of the spec language
    Schema(schema::Args),
    /// Draw the terminal sessions of the docs from the output of their commands
    Terminal(terminal::Args),
}

/// Runs the command.
///
/// # Errors
/// Where the command found something, or could not run.
pub fn run(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        Command::Bench(args) => bench::run(args),
        Command::CheckDocs(args) => check_docs::run(args),
        Command::Codegen(args) => codegen::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Drift(args) => drift::run(args),
        Command::Export(what) => export::run(what),
        Command::Import(what) => import::run(what),
        Command::Infer(args) => infer::run(args),
        Command::Record(args) => record::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Terminal(args) => terminal::run(args),
    }
}
