//! The method by which an extension returns a group.

use proc_macro2::TokenStream;
use quote::quote;
use spec::Group;

use crate::ident::{group, ident};

/// `fn user(&self) -> self::user::UserApi<'_, Self::Mode>`, in the mode of the client.
pub(super) fn signature(definition: &Group) -> TokenStream {
    let name = ident(&definition.name);
    let api = group(&definition.name);
    quote! { fn #name(&self) -> self::#name::#api<'_, Self::Mode> }
}

/// The group, which borrows the runtime's client.
pub(super) fn body(definition: &Group) -> TokenStream {
    let name = ident(&definition.name);
    let api = group(&definition.name);
    quote! { self::#name::#api { client: self.as_ref() } }
}
