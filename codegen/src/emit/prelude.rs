//! The declarations that generated modules begin with.

use proc_macro2::TokenStream;
use quote::quote;
use spec::Api;

use crate::ident::ident;

/// All that generated code needs, from the runtime. A glob, and nothing from Rust's own prelude: the code means the same
/// wherever it is put.
pub(super) fn runtime(api: &Api) -> TokenStream {
    let client_crate = ident(&api.client_crate);
    quote! { use ::#client_crate::rt::*; }
}

/// Exports the runtime's types of one module, beside what generated code declares with them.
pub(super) fn exports(api: &Api, module: &str) -> TokenStream {
    let client_crate = ident(&api.client_crate);
    let module = ident(module);
    quote! {
        #[doc(inline)]
        pub use ::#client_crate::rt::#module::*;
    }
}

/// What a struct has of its default; nothing where all facts are stated, since clippy refuses that.
pub(super) fn default<'a>(mut facts: impl Iterator<Item = &'a Option<TokenStream>>, name: &str) -> Option<TokenStream> {
    let name = ident(name);
    facts.any(Option::is_none).then(|| quote!(..#name::DEFAULT))
}
