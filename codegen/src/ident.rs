//! Identifiers from the names that the spec's check has made.

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span};
pub(crate) use spec::bare;

/// Returns the identifier of a name; `r#type` becomes a raw identifier.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(bare) => Ident::new_raw(bare, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Returns the name of a request's struct: `FollowersChunkRequest` for `followers_chunk`.
pub(crate) fn request(method: &str) -> Ident {
    ident(&spec::request_name(method))
}

/// Returns the name of a group's struct: `UserApi` for `user`.
pub(crate) fn group(name: &str) -> Ident {
    ident(&format!("{}Api", bare(name).to_upper_camel_case()))
}
