//! Turns a checked spec into the Rust source of a typed client.
//!
//! [`generate`] gives files, for a folder that is committed; [`tokens`] gives the same code as
//! one token stream, for a macro. Both are pure: the same spec gives the same bytes everywhere,
//! nothing is read or written, and nothing can fail, since the spec has been checked.

mod docs;
mod emit;
mod files;
mod ident;
mod module;
mod moved;
mod print;
mod rust_type;

pub use files::{Files, MARK};

use proc_macro2::TokenStream;
use spec::Api;

/// The generated code as files, by their path below the output folder.
#[must_use]
pub fn generate(api: &Api) -> Files {
    files::files(api, emit::root(api))
}

/// The generated code as the content of one module.
#[must_use]
pub fn tokens(api: &Api) -> TokenStream {
    emit::root(api).nested()
}
