//! The client generator at compile time: `endpoints!`, which the client's crate exports.
//!
//! The macro reads its arguments, reads the files that they name, and hands both on: `spec` checks
//! them, `codegen` makes the code, the same that the project's own command writes to files.

mod call;
#[cfg(test)]
mod cases;
mod expand;
mod failure;
mod fault;
mod input;
#[cfg(test)]
mod same_tokens;

use std::path::PathBuf;

/// Endpoints of one's own on the published client, from a spec that is written in YAML.
///
/// ```ignore
/// hikerapi::endpoints!("spec/comments.yaml");
///
/// let comments = client.comments().by_media(media.pk).await?;
/// ```
///
/// # What it takes
///
/// - One or more specs. A text of one line is the path of a file, from the folder of `Cargo.toml`;
///   it stays inside of the package. A text of several lines, best a raw string, is the YAML
///   itself; its `group` then needs a `name`, which otherwise is the file's.
/// - Before them, the module to make, with its docs if there are any: `pub(crate) mod comments,`.
///   Without it the module is `pub mod endpoints`.
/// - `crate = name` where the client's crate has another name in `Cargo.toml`.
///
/// ```ignore
/// hikerapi::endpoints!(
///     /// What the community says.
///     pub(crate) mod community,
///     "spec/comments.yaml",
///     "spec/likes.yaml",
///     crate = hikerapi,
/// );
/// ```
///
/// # What it gives
///
/// The module holds `types`, one module for each file that has endpoints, and the trait `Groups`,
/// which hangs the groups on `Client`. The trait is in scope where the macro stands; elsewhere,
/// `use crate::endpoints::Groups as _;`. Requests are those of the client in every way: awaited,
/// sent, raw, in pages.
///
/// # What a spec says
///
/// The same as the project's own, but that `api` is not needed: the service is the client's.
/// `uses: [Media, UserPk]` brings in the client's types by name. An endpoint costs 1 unit unless
/// it says otherwise.
///
/// # When it runs
///
/// Whenever the crate is built, and it is built again when one of the files changes. All problems
/// of a spec come as one compile error, each with file, line and hint.
#[proc_macro]
pub fn endpoints(arguments: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    expand::expand(arguments.into(), package.as_deref()).into()
}
