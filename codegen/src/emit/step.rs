//! Steps from a value to a part of it.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Part, Presence, Step};

use crate::ident::ident;

/// The part of a value, after the name of the value.
pub(super) fn part(step: &Step) -> TokenStream {
    match &step.part {
        Part::Index(index) => {
            let index = syn::Index::from(*index);
            quote!(.#index)
        }
        Part::Field { rust, .. } => {
            let name = ident(rust);
            quote!(.#name)
        }
        Part::Each | Part::Value => TokenStream::new(),
    }
}

/// An iterator without what is null.
pub(super) fn flattened(presence: Presence, code: TokenStream) -> TokenStream {
    if presence == Presence::Required { code } else { quote!(#code.flatten()) }
}
