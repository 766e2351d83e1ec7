//! `cargo xtask record`: responses fetched with your API key, and stored as fixtures without private data.
//!
//! This command alone needs an HTTP client: the feature `record` adds it, and a build without the feature builds and runs
//! one with it.

#[cfg(feature = "record")]
mod fetch;
#[cfg(feature = "record")]
mod plan;
#[cfg(feature = "record")]
mod run;

use std::path::PathBuf;

use crate::failure::Failure;

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {
    /// The requests: `"/v1/shop/items?id=1"`
    #[arg(required = true, value_name = "PATH")]
    targets: Vec<String>,
    /// The server: https, or http on localhost [default: the first of the spec]
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Skip the confirmation prompt
    #[arg(long)]
    yes: bool,
    /// Replace existing fixtures
    #[arg(long)]
    force: bool,
    /// Make the same synthetic names as the run that printed this seed; keep it secret
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// The folder of the spec [default: spec]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the fixtures [default: tests/fixtures]
    #[arg(long, value_name = "DIR")]
    fixtures: Option<PathBuf>,
}

/// Fetches, scrubs and stores responses.
///
/// # Errors
/// Where a request cannot be made, is not answered with 200, or the fixture cannot be written.
#[cfg(feature = "record")]
pub fn run(args: &Args) -> Result<(), Failure> {
    run::run(args)
}

/// Runs the same command with the HTTP client in it.
///
/// # Errors
/// Where that cannot be built. Its exit code becomes this one's.
#[cfg(not(feature = "record"))]
pub fn run(_: &Args) -> Result<(), Failure> {
    let mut cargo = std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--locked", "--package", "xtask", "--features", "record", "--manifest-path"]);
    cargo.arg(crate::project::root()?.join("Cargo.toml")).arg("--").args(std::env::args_os().skip(1));
    match cargo.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(2)),
        Err(error) => Err(Failure::CouldNot {
            what: "cannot build this command with its HTTP client".to_owned(),
            why: error.to_string(),
            help: "`cargo build --package xtask --features record` shows more",
        }),
    }
}
