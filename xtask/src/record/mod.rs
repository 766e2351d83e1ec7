//! `cargo xtask record`: responses fetched with your API key, and stored as fixtures without private data.
//!
//! This command alone needs an HTTP client: the feature `record` adds it, and a build without the feature builds and runs
//! one with it.

#[cfg(feature = "record")]
mod address;
mod args;
#[cfg(feature = "record")]
mod aside;
#[cfg(feature = "record")]
mod fetch;
#[cfg(feature = "record")]
mod keys;
#[cfg(feature = "record")]
mod plan;
#[cfg(feature = "record")]
mod run;
#[cfg(feature = "record")]
mod server;
#[cfg(feature = "record")]
mod target;

pub use args::Args;

use crate::failure::Failure;

/// Fetches, scrubs and stores responses.
///
/// # Errors
/// Where a request cannot be made, is not answered with success, or the fixture cannot be written.
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
