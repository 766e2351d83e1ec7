//! From names that the spec has decided to tokens.

use heck::ToUpperCamelCase;
use proc_macro2::{Ident, Span};
pub(crate) use spec::bare;

/// The identifier of a name; `r#type` is a raw one.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(bare) => Ident::new_raw(bare, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The struct of a request: `FollowersChunkRequest` of `followers_chunk`.
pub(crate) fn request(method: &str) -> Ident {
    ident(&spec::request_name(method))
}

/// The struct of a group: `UserApi` of `user`.
pub(crate) fn group(name: &str) -> Ident {
    ident(&format!("{}Api", bare(name).to_upper_camel_case()))
}
