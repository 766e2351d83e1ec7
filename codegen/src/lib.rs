//! Turns a checked spec into the Rust source of a typed client.
//!
//! [`generate`] returns files, for a folder that is committed. [`tokens`] returns the same code as
//! one token stream, for a macro. [`endpoint_table`] returns the endpoints in Markdown, for a README. All are pure functions:
//! the same spec gives the same bytes on every machine, and nothing is read or written. They cannot fail, because the spec is
//! checked.
//!
//! Modules from top to bottom; each imports only from those below it: `files` (paths and headers),
//! `print` and `macro_input` (tokens to text), `emit` (a function for each thing that is generated),
//! `module` (the tree of modules), `sample` (JSON for tests), `docs`, `rust_type`, `gate` (features), `markdown` (texts of the
//! spec), `ident`.

#![cfg_attr(doctest, doc = include_str!("../README.md"))]

mod docs;
mod emit;
mod files;
mod gate;
mod ident;
mod macro_input;
mod markdown;
mod module;
mod print;
mod rust_type;
mod sample;

pub use files::{Files, MARK};
pub use sample::Samples;

use emit::Mentions;
use proc_macro2::TokenStream;
use spec::Api;

/// Generates files, each with its path below the output folder.
#[must_use]
pub fn generate(api: &Api, samples: &Samples) -> Files {
    files::files(api, emit::root(&Mentions::new(api), samples))
}

/// Generates the content of one module.
#[must_use]
pub fn tokens(api: &Api, samples: &Samples) -> TokenStream {
    emit::root(&Mentions::new(api), samples).nested()
}

/// Returns the endpoints as tables of Markdown: the call, what it is for, what it returns, and its price. Deprecated ones are
/// in a second table, which is collapsed.
#[must_use]
pub fn endpoint_table(api: &Api) -> String {
    emit::endpoint_table(api)
}
