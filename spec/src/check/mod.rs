//! From trees to the model: resolves every name and checks every rule of the language.
//!
//! Each check takes the collector first, adds every problem it finds and continues; its result is
//! used only if no problem was found at all.

mod definitions;
mod endpoints;
mod graph;
mod groups;
mod names;
mod pages;
mod params;
mod service;
mod symbols;
mod types;
mod unused;

use crate::model::{Api, Entry};
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
    /// More endpoints for the client of this crate, or those of another service on its runtime.
    Extension(&'a str),
}

/// Checks the files together. The result is incomplete if problems were found.
pub(crate) fn check(acc: &mut Problems, sources: &[Source], files: &[Node], scope: Scope<'_>) -> Option<Api> {
    let is_whole = files.len() == sources.len();
    let symbols = Symbols::collect(acc, files, is_whole);
    let ids = definitions::ids(&symbols);
    let enums = definitions::enums(acc, &symbols);
    let mut types = definitions::types(acc, &symbols);
    graph::box_cycles(&mut types);
    let groups = groups::groups(acc, sources, files, &symbols, &enums, &types);
    let section = api_section(acc, files);
    let (runtime, entry) = match (section, scope) {
        (None, Scope::Extension(runtime)) => (runtime.to_owned(), Entry::Extension),
        (None, Scope::Whole) => {
            // A file that could not be read may be the one with the section.
            if is_whole {
                acc.add(Span { file: 0, start: 0, end: 0 }, Problem::NoApi);
            }
            return None;
        }
        (Some(api), scope) => (service::runtime(acc, api), entry(acc, files, api, scope)),
    };
    let api = Api {
        runtime,
        entry,
        service: section.map(|api| service::service(acc, api)),
        externals: definitions::externals(&symbols),
        ids,
        enums,
        types,
        groups,
        files: sources.iter().map(|source| source.path.clone()).collect(),
    };
    // Definitions with problems are not in the model, which would make others look unused.
    if acc.is_empty() {
        unused::names(acc, &api);
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

/// How the groups are added to the client. Only code inside the client's crate can add methods to it, and
/// only code outside of that crate can use its types.
fn entry(acc: &mut Problems, files: &[Node], api: &Node, scope: Scope<'_>) -> Entry {
    let Some(inherent) = api.get("entry").filter(|entry| entry.text() == Some("inherent")) else {
        return Entry::Extension;
    };
    if matches!(scope, Scope::Extension(_)) {
        acc.add(inherent.span, Problem::InherentExtension);
    }
    for uses in files.iter().filter_map(|file| file.entry("uses")) {
        acc.add(uses.key.span, Problem::UsesItself);
    }
    Entry::Inherent
}
