//! The client generator at compile time: the macro `endpoints!`, which the client's crate exports.
//!
//! The macro parses its arguments and reads the files that they name. Then `spec` checks them, and `codegen`
//! generates the same code that `cargo xtask codegen` writes to files.

mod call;
#[cfg(test)]
mod cases;
mod expand;
mod failure;
mod fault;
mod input;
mod load;
#[cfg(test)]
mod same_tokens;

use std::path::PathBuf;

/// Adds endpoints to the client in your own crate, from a YAML spec.
///
/// ```ignore
/// hikerapi::endpoints!("spec/comments.yaml");
///
/// let comments = client.comments().by_media(media.pk).await?;
/// ```
///
/// The arguments are:
///
/// - One or more specs, as string literals. A literal of one line is the path of a file inside your package,
///   relative to the folder of `Cargo.toml`. A literal of several lines, best a raw string, is the YAML itself.
///   Its `group` needs a `name`, which for a file is the name of the file.
/// - Before them, optionally, the module to generate: `pub(crate) mod comments,`, with docs if you like. The
///   default is `pub mod endpoints`.
/// - `crate = name`, if the client's crate has another name in your `Cargo.toml`.
///
/// ```ignore
/// hikerapi::endpoints!(
///     /// Comments and likes.
///     pub(crate) mod community,
///     "spec/comments.yaml",
///     "spec/likes.yaml",
///     crate = hikerapi,
/// );
/// ```
///
/// The generated module contains `types`, one module per group, and the trait `Groups`, which adds the groups as methods of
/// `Client`, and of `blocking::Client` with the feature `blocking`. The trait is in scope where you call the macro. Elsewhere, write `use crate::endpoints::Groups as _;`.
/// The requests do everything that the client's own requests do: `.await`, `.send()`, `.raw()`, `.pages()`.
///
/// The spec language is that of the project itself. A spec without `api` extends the client: `uses: [Media, UserPk]`
/// imports types of the client, and an endpoint costs 1 unit unless its `cost` says otherwise. A spec with `api`
/// describes another service, and the module has its own `Client`.
///
/// # Errors
///
/// All problems of a spec are one compile error that shows the file and line of each, and how to fix it. Cargo
/// rebuilds your crate when one of the files changes.
#[proc_macro]
pub fn endpoints(arguments: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    expand::expand(arguments.into(), package.as_deref()).into()
}
