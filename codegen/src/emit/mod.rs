//! The emitters: one small pure function for each thing that generated code holds.

mod definitions;
mod entry;
mod enums;
mod group;
mod ids;
mod paging;
mod request;
mod service;
mod structs;

use proc_macro2::TokenStream;
use quote::quote;
use spec::{Api, Service};

use crate::ident::ident;
use crate::module::{Exports, Module};

/// The whole of the generated code.
pub(crate) fn root(api: &Api) -> Module {
    let groups = api.groups.iter().map(|group| group::module(api, group));
    let service = api.service.as_ref();
    let shared = service.map(|service| service::module(api, service)).into_iter().chain([definitions::module(api)]);
    Module {
        name: String::new(),
        doc: doc(service),
        file: None,
        exports: Exports::Itself,
        items: entry::items(api),
        children: shared.chain(groups).collect(),
    }
}

fn doc(service: Option<&Service>) -> String {
    let made = "made from its spec: one module a group, and the types they share";
    match service {
        Some(service) => format!("The client of {}, {made}.", service.name),
        None => format!("An extension of the client, {made}."),
    }
}

/// What every module begins with: all that generated code needs, from the runtime. A glob, and
/// nothing from the prelude: the code means the same wherever it is put.
fn runtime(api: &Api) -> TokenStream {
    let runtime = ident(&api.runtime);
    quote! { use ::#runtime::rt::*; }
}
