//! Tokens that are moved into others. `quote!` copies each token of a stream that it is given, at every level anew; most
//! streams are made once and used once.

use std::cell::Cell;

use proc_macro2::TokenStream;
use quote::ToTokens;

/// Tokens that can be interpolated once; the second time there are none.
pub(crate) struct Moved(Cell<TokenStream>);

pub(crate) fn moved(tokens: TokenStream) -> Moved {
    Moved(Cell::new(tokens))
}

impl ToTokens for Moved {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.take());
    }
}
