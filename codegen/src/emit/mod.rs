//! The emitters: one small pure function for each thing that generated code holds.

// From the top down: each module imports only from those below it.
mod borrowed;
mod caching;
mod client;
mod constructor;
mod definitions;
mod deprecation;
mod described;
mod endpoint_table;
mod enums;
mod example;
mod extension;
mod family;
mod gates;
mod group;
mod ids;
mod literal;
mod mentions;
mod moved;
mod neighbours;
mod operation;
mod paging;
mod param;
mod prelude;
mod price;
mod reachable;
mod request;
mod returns;
mod rows;
mod samples;
mod sending;
mod sent;
mod service;
mod split;
mod step;
mod structs;
mod unions;
mod variants;
mod words;

pub(crate) use endpoint_table::endpoint_table;
pub(crate) use mentions::Mentions;

use proc_macro2::TokenStream;
use spec::Service;

use crate::gate::Gate;
use crate::markdown;
use crate::module::{Content, Exports, Module};
use crate::sample::Samples;

/// The whole of the generated code.
pub(crate) fn root<'a>(api: &'a Mentions<'a>, samples: &'a Samples) -> Module<'a> {
    Module {
        name: String::new(),
        doc: doc(api.service.as_ref()),
        file: None,
        gate: Gate::NONE,
        exports: Exports::Itself,
        content: Box::new(move || Content { children: children(api, samples), ..Content::of(items(api)) }),
    }
}

/// A whole spec has a client of its own; an extension adds to an existing one.
fn items(api: &Mentions<'_>) -> Vec<TokenStream> {
    match &api.service {
        Some(service) => client::items(api, service),
        None => extension::items(api),
    }
}

fn children<'a>(api: &'a Mentions<'a>, samples: &'a Samples) -> Vec<Module<'a>> {
    let groups = api.groups.iter().filter(|group| group.family.is_none()).map(|group| group::module(api, group));
    let families = (0..api.families.len()).map(|family| family::module(api, family));
    let service = api.service.iter().map(|service| service::module(api, service));
    let tables =
        [definitions::module(api, None), rows::module(api), described::module(api), samples::module(api, samples)];
    service.chain(tables).chain(groups).chain(families).collect()
}

fn doc(service: Option<&Service>) -> String {
    match service {
        Some(service) => {
            format!(
                "A client for {}: a module for each group of endpoints, and the types they share.",
                markdown::phrase(&service.name)
            )
        }
        None => "Endpoints that extend a client: a module for each group, and the types they share.".to_owned(),
    }
}
