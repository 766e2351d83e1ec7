//! The project's commands: `cargo xtask --help`.
//!
//! Reading and writing files happens here and nowhere else. Each command is a module with its
//! `Args` and one `run`; exit codes are 0 for success, 1 for findings, 2 where a command could
//! not run. A library, so that tests can call what the commands call.

pub mod bench;
pub mod codegen;
pub mod diff;
pub mod docs;
pub mod drift;
pub mod failure;
pub mod input;
pub mod learn;
#[path = "../analysis/src/openapi/mod.rs"]
pub mod openapi;
pub mod output;
pub mod project;
pub mod record;
pub mod schema;
#[path = "../analysis/src/stanza/mod.rs"]
pub mod stanza;
pub mod stdout;

use clap::{Parser, Subcommand};

use failure::Failure;

/// Keeps the client true to its spec.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// The commands, in the order in which the help shows them.
#[derive(Subcommand)]
enum Command {
    /// Measures what decoding, requests and generation cost, beside rivals.
    Bench(bench::Args),
    /// Generates the client from the spec, or checks that it is up to date.
    Codegen(codegen::Args),
    /// Says what changes for users from one spec to another.
    Diff(diff::Args),
    /// Holds the service's published page against the spec.
    Docs(docs::Args),
    /// Holds the spec against recorded replies.
    Drift(drift::Args),
    /// Prints the spec in another language: OpenAPI.
    #[command(subcommand)]
    Export(openapi::Export),
    /// Makes stanzas of the spec from another language: OpenAPI.
    #[command(subcommand)]
    Import(openapi::Import),
    /// Makes a stanza of the spec from recorded replies.
    Learn(learn::Args),
    /// Fetches replies with your key and stores them as fixtures, cleared of private data.
    Record(record::Args),
    /// Prints the JSON Schema of the spec language.
    Schema(schema::Args),
}

/// Runs the command that was asked for.
///
/// # Errors
/// Where the command found something, or could not run.
pub fn run(cli: &Cli) -> Result<(), Failure> {
    match &cli.command {
        Command::Bench(args) => bench::run(args),
        Command::Codegen(args) => codegen::run(args),
        Command::Diff(args) => diff::run(args),
        Command::Docs(args) => docs::run(args),
        Command::Drift(args) => drift::run(args),
        Command::Export(what) => openapi::export(what),
        Command::Import(what) => openapi::import(what),
        Command::Learn(args) => learn::run(args),
        Command::Record(args) => record::run(args),
        Command::Schema(args) => schema::run(args),
    }
}
