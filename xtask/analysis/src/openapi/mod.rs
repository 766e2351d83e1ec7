//! The spec in OpenAPI's words, both ways: `cargo xtask export openapi` and `cargo xtask import openapi`.

pub mod export;
pub mod import;
pub mod json;
mod keys;

use clap::Subcommand;

use crate::failure::Failure;

/// What the spec can be printed as.
#[derive(Subcommand)]
pub enum Export {
    /// OpenAPI 3.1, as JSON.
    Openapi(export::Args),
}

/// What stanzas can be made from.
#[derive(Subcommand)]
pub enum Import {
    /// An OpenAPI 3.0 or 3.1 document, as JSON.
    Openapi(import::Args),
}

/// Exports.
///
/// # Errors
/// As the command has them.
pub fn export(what: &Export) -> Result<(), Failure> {
    match what {
        Export::Openapi(args) => export::run(args),
    }
}

/// Imports.
///
/// # Errors
/// As the command has them.
pub fn import(what: &Import) -> Result<(), Failure> {
    match what {
        Import::Openapi(args) => import::run(args),
    }
}
