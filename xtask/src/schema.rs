//! `cargo xtask schema`: the JSON Schema of the spec language, for editors.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::project::root;
use crate::{output, stdout};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {}

/// Prints it.
///
/// # Errors
/// None.
pub fn run(_: &Args) -> Result<(), Failure> {
    stdout::write(&spec::schema())
}

/// Where the schema is kept, for the editors of this project's own spec.
#[must_use]
pub fn path() -> PathBuf {
    root().join("spec/schema.json")
}

/// Whether the kept schema is not the one of the language.
#[must_use]
pub fn differs() -> bool {
    std::fs::read(path()).map_or(true, |bytes| bytes != spec::schema().as_bytes())
}

/// Keeps it.
///
/// # Errors
/// Where it cannot be written.
pub fn write() -> Result<(), Failure> {
    output::replace(&path(), &spec::schema())
}
