//! The declaration that every generated module begins with.

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
