//! `cargo xtask schema`: the JSON Schema of the spec language, for editors.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::{files, output, stdout};

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

/// More than a schema has; what is longer is something else.
const MAX_BYTES: u64 = 16 << 20;

/// Whether the kept schema is not the one of the language.
///
/// # Errors
/// Where it is there and cannot be read: it is no file, or too long.
pub fn differs(spec: &Path) -> Result<bool, Failure> {
    let path = path(spec);
    if fs::symlink_metadata(&path).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(true);
    }
    let bytes = files::bytes("the schema", &path, MAX_BYTES, "move it away: `cargo xtask codegen` writes it again")?;
    Ok(!output::same_lines(&bytes, spec::schema().as_bytes()))
}

/// Writes the kept schema.
///
/// # Errors
/// Where it cannot be written.
pub fn write(spec: &Path) -> Result<(), Failure> {
    output::replace(&path(spec), &spec::schema(), "check that the folder of the spec may be written")
}
