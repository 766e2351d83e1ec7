//! The emitters: one small pure function for each thing that generated code holds.

mod definitions;
mod entry;
mod enums;
mod group;
mod ids;
mod paging;
mod param;
mod prelude;
mod request;
mod service;
mod structs;

use spec::{Api, Service};

use crate::module::{Content, Exports, Module};

/// The whole of the generated code.
pub(crate) fn root(api: &Api) -> Module<'_> {
    Module {
        name: String::new(),
        doc: doc(api.service.as_ref()),
        file: None,
        exports: Exports::Itself,
        content: Box::new(|| Content { children: children(api), ..Content::of(entry::items(api)) }),
    }
}

fn children(api: &Api) -> Vec<Module<'_>> {
    let groups = api.groups.iter().map(|group| group::module(api, group));
    let service = api.service.iter().map(|service| service::module(api, service));
    service.chain([definitions::module(api)]).chain(groups).collect()
}

fn doc(service: Option<&Service>) -> String {
    let made = "made from its spec: one module a group, and the types they share";
    match service {
        Some(service) => format!("The client of {}, {made}.", service.name),
        None => format!("An extension of the client, {made}."),
    }
}
