//! From trees to the model: resolves every name and checks every rule of the language.
//!
//! Each check takes the collector first, adds every problem it finds and continues; its result is
//! used only if no problem was found at all.

mod account_rate;
mod aliases;
mod auth;
mod caching;
mod circles;
mod context;
mod cost;
mod defaults;
mod definitions;
mod differs;
mod endpoints;
mod error_bodies;
mod errors;
mod families;
mod graph;
mod groups;
mod header;
mod inline;
mod inputs;
mod items;
mod key;
mod names;
mod pages;
mod returns;
mod sendable;
mod service;
mod steps;
mod symbols;
mod texts;
mod types;
mod unions;
mod unused;

use crate::model::Api;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::{Source, Span};
use crate::yaml::Node;
use symbols::Symbols;

/// What the files describe.
#[derive(Clone, Copy)]
pub(crate) enum Scope<'a> {
    /// A whole service.
    Whole,
    /// More endpoints for the client of this crate, or a whole service.
    Extension(&'a str),
}

/// Checks the files together. The result is incomplete if problems were found.
pub(crate) fn check(acc: &mut Problems, sources: &[Source], files: &[Node], scope: Scope<'_>) -> Option<Api> {
    let is_whole = files.len() == sources.len();
    let is_extension = matches!(scope, Scope::Extension(_)) && files.iter().all(|file| file.meant("api").is_none());
    let symbols = Symbols::collect(acc, files, is_whole, is_extension);
    let ids = definitions::ids(acc, &symbols);
    let enums = definitions::enums(acc, &symbols);
    let unions = unions::unions(acc, &unions::Definitions { symbols: &symbols, ids: &ids, enums: &enums });
    let mut types = definitions::types(acc, &symbols);
    circles::check(acc, &types);
    graph::box_cycles(&mut types);
    let (families, groups) = groups::groups(acc, sources, files, &symbols, &enums, &types);
    let section = api_section(acc, files);
    let client_crate = match (section, scope) {
        (None, Scope::Extension(client_crate)) => client_crate.to_owned(),
        (None, Scope::Whole) => {
            // A file that could not be read may be the one with the section.
            if is_whole && files.iter().all(|file| file.meant("api").is_none()) {
                acc.add(Span { file: 0, start: 0, end: 0 }, Problem::NoApi);
            }
            return None;
        }
        (Some(api), _) => {
            no_uses(acc, files);
            service::client_crate(acc, api)
        }
    };
    let mut api = Api {
        client_crate,
        service: section.map(|api| service::service(acc, api)),
        externals: definitions::externals(&symbols),
        ids,
        enums,
        types,
        unions,
        families,
        groups,
        files: sources.iter().map(|source| source.path.clone()).collect(),
    };
    // Definitions with problems are not in the model, which would make others look unused or unknown.
    if acc.is_empty() {
        account_rate::resolve(acc, &mut api, section);
        caching::resolve(acc, &mut api, files);
        unused::names(acc, &api);
        families::types(acc, &api);
    }
    if acc.is_empty() && matches!(scope, Scope::Extension(_)) {
        unused::files(acc, &api, files);
    }
    Some(api)
}

fn api_section<'a>(acc: &mut Problems, files: &'a [Node]) -> Option<&'a Node> {
    let mut found = files.iter().filter_map(|file| file.entry("api"));
    let first = found.next();
    if let Some(first) = first {
        for again in found {
            acc.add_related(again.key.span, Problem::SecondApi, first.key.span, "first described here");
        }
    }
    first.map(|entry| &entry.value)
}

/// A spec with an `api` section has a client of its own, and defines all of its types.
fn no_uses(acc: &mut Problems, files: &[Node]) {
    for uses in files.iter().filter_map(|file| file.entry("uses")) {
        acc.add(uses.key.span, Problem::UsesItself);
    }
}
