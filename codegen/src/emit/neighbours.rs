//! The definitions beside a definition, which it names.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Type};

use crate::ident::ident;
use crate::rust_type::names_in;

/// Imports the definitions in these types from the module around, except for `own`.
pub(super) fn neighbours<'a>(api: &Api, own: &str, types: impl Iterator<Item = &'a Type>) -> TokenStream {
    let mut names = BTreeSet::new();
    for ty in types {
        names_in(api, ty, &mut |name| {
            names.insert(name);
        });
    }
    names.remove(own);
    let names = names.into_iter().map(ident);
    match names.len() {
        0 => TokenStream::new(),
        _ => quote! { use super::{#(#names),*}; },
    }
}
