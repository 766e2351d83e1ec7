//! The trait by which an extension adds its groups to an existing client.

use proc_macro2::TokenStream;
use quote::quote;
use spec::Group;

use super::mentions::{Mentions, Site};
use super::operation;
use super::prelude::runtime;
use crate::ident::{group, ident};
use crate::markdown;

pub(super) fn items(api: &Mentions<'_>) -> Vec<TokenStream> {
    if api.groups.is_empty() {
        return Vec::new();
    }
    let client_crate = ident(&api.client_crate);
    let uses = quote! { use ::#client_crate::Client; };
    vec![
        runtime(api),
        uses,
        operation::list(api, &quote!(self)),
        declaration(api),
        implementation(&api.groups),
        checks(&api.groups),
    ]
}

fn declaration(api: &Mentions<'_>) -> TokenStream {
    let docs = api.groups.iter().map(|group| api.lines(&Site::root(), &markdown::safe(&group.doc)));
    let signatures = api.groups.iter().map(signature);
    quote! {
        /// The groups of endpoints that this extension adds to a client.
        pub trait Groups: ServiceClient {
            #(#docs #[must_use] #signatures;)*
        }
    }
}

fn implementation(groups: &[Group]) -> TokenStream {
    let signatures = groups.iter().map(signature);
    let bodies = groups.iter().map(body);
    quote! {
        impl<C: ServiceClient<Async = Client>> Groups for C {
            #(#signatures { #bodies })*
        }
    }
}

/// `fn user(&self) -> self::user::UserApi<'_, Self::Mode>`, in the mode of the client.
fn signature(definition: &Group) -> TokenStream {
    let name = ident(&definition.name);
    let api = group(&definition.name);
    quote! { fn #name(&self) -> self::#name::#api<'_, Self::Mode> }
}

/// The group, which borrows the runtime's client.
fn body(definition: &Group) -> TokenStream {
    let name = ident(&definition.name);
    let api = group(&definition.name);
    quote! { self::#name::#api { client: self.as_ref() } }
}

/// Fails to compile where the client has a group of the same name, which would hide the one of the trait.
fn checks(groups: &[Group]) -> TokenStream {
    let checks = groups.iter().map(|definition| {
        let name = ident(&definition.name);
        let api = group(&definition.name);
        quote! {
            impl NewGroup for self::#name::#api<'_> {}
            const _: () = new_group(Client::#name);
        }
    });
    quote! { #(#checks)* }
}
