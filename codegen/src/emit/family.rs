//! A family: the module of its groups and types, and the struct that a client returns, with a method for each group.

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Family, Group};

use super::mentions::{Mentions, Site};
use super::prelude::runtime;
use super::{definitions, group};
use crate::gate::Gate;
use crate::ident::{group as struct_name, ident};
use crate::markdown;
use crate::module::{Content, Exports, Module};

pub(super) fn module<'a>(api: &'a Mentions<'a>, family: usize) -> Module<'a> {
    let Family { name, doc, .. } = &api.families[family];
    Module {
        name: name.clone(),
        doc: api.text(&Site::family(api, family), &markdown::safe(doc)),
        file: None,
        gate: Gate::family(api, Some(family)),
        exports: Exports::Itself,
        content: Box::new(move || {
            let types = definitions::are_in(api, family).then(|| definitions::module(api, Some(family)));
            let groups = groups(api, family).map(|definition| group::module(api, definition));
            Content {
                children: types.into_iter().chain(groups).collect(),
                ..Content::of([runtime(api), structure(api, family), methods(api, family)])
            }
        }),
    }
}

/// The groups of a family.
pub(super) fn groups(api: &Api, family: usize) -> impl Iterator<Item = &Group> {
    api.groups.iter().filter(move |group| group.family == Some(family))
}

fn structure(api: &Mentions<'_>, family: usize) -> TokenStream {
    let Family { name, doc, .. } = &api.families[family];
    let doc = api.lines(&Site::family(api, family), &markdown::safe(doc));
    let name = struct_name(name);
    quote! {
        #doc
        #[derive(Debug, Clone, Copy)]
        pub struct #name<'a, M: Mode = Async> {
            pub(super) client: &'a RuntimeClient<M>,
        }
    }
}

fn methods(api: &Mentions<'_>, family: usize) -> TokenStream {
    let name = struct_name(&api.families[family].name);
    let methods = groups(api, family).map(|definition| {
        let doc = api.lines(&Site::family(api, family), &markdown::safe(&definition.doc));
        let (method, group) = (ident(&definition.inner), struct_name(&definition.inner));
        quote! {
            #doc
            #[must_use]
            pub fn #method(self) -> self::#method::#group<'a, M> {
                self::#method::#group { client: self.client }
            }
        }
    });
    quote! {
        impl<'a, M: Mode> #name<'a, M> {
            #(#methods)*
        }
    }
}
