//! `cargo xtask schema`: the JSON Schema of the spec language, for editors.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{output, stdout};

/// What the command takes.
#[derive(clap::Args)]
pub struct Args {}

/// Prints it.
///
/// # Errors
/// None.
pub fn run(_: &Args) -> Result<(), Failure> {
    stdout::exact(&spec::schema())
}

/// Where the schema is kept, for the editors of a spec: in its folder.
#[must_use]
pub fn path(spec: &Path) -> PathBuf {
    spec.join("schema.json")
}

/// Whether the kept schema is not the one of the language.
#[must_use]
pub fn differs(spec: &Path) -> bool {
    std::fs::read(path(spec)).map_or(true, |bytes| !output::same_lines(&bytes, spec::schema().as_bytes()))
}

/// Writes the kept schema.
///
/// # Errors
/// Where it cannot be written.
pub fn write(spec: &Path) -> Result<(), Failure> {
    output::replace(&path(spec), &spec::schema())
}
