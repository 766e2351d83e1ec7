//! Where the groups hang: on the client itself, or on a foreign one by a trait.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Entry, Group};

use super::prelude::runtime;
use crate::docs;
use crate::ident::{group, ident};

pub(super) fn items(api: &Api) -> Vec<TokenStream> {
    match api.entry {
        _ if api.groups.is_empty() => Vec::new(),
        Entry::Inherent => vec![runtime(api), inherent(&api.groups)],
        Entry::Extension => {
            vec![runtime(api), extension(&api.groups), implementation(&api.groups), checks(&api.groups)]
        }
    }
}

fn inherent(groups: &[Group]) -> TokenStream {
    let methods = groups.iter().map(|group| {
        let signature = signature(group);
        let body = body(group);
        quote! { pub #signature { #body } }
    });
    let docs = groups.iter().map(|group| docs::lines(&group.doc));
    quote! {
        /// The groups of endpoints.
        impl Client {
            #(#docs #[must_use] #methods)*
        }
    }
}

fn extension(groups: &[Group]) -> TokenStream {
    let docs = groups.iter().map(|group| docs::lines(&group.doc));
    let signatures = groups.iter().map(signature);
    quote! {
        /// The groups of endpoints, on a client.
        pub trait Groups {
            #(#docs #[must_use] #signatures;)*
        }
    }
}

fn implementation(groups: &[Group]) -> TokenStream {
    let signatures = groups.iter().map(signature);
    let bodies = groups.iter().map(body);
    quote! {
        impl Groups for Client {
            #(#signatures { #bodies })*
        }
    }
}

/// That the client has no group of the same name, which would hide the one of the trait.
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

fn signature(definition: &Group) -> TokenStream {
    let name = ident(&definition.name);
    let api = group(&definition.name);
    quote! { fn #name(&self) -> self::#name::#api<'_> }
}

fn body(definition: &Group) -> TokenStream {
    let name = ident(&definition.name);
    let api = group(&definition.name);
    quote! { self::#name::#api { client: self } }
}
