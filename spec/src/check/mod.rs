//! From trees to the model: every name resolved, every rule of the language held.
//!
//! Each check takes the collector first, finds every problem it can and goes on; what it gives
//! back is used only where no problem was found at all.

mod definitions;
mod endpoints;
mod graph;
mod names;
mod pages;
mod params;
mod service;
mod symbols;
mod types;

use crate::model::{Api, Entry};
use crate::problem::{Problem, Problems};
use crate::source::{Source, Span};
use crate::yaml::Node;
use symbols::Symbols;

/// Checks the files together. The result is incomplete where problems were found.
pub(crate) fn check(acc: &mut Problems, sources: &[Source], files: &[Node]) -> Option<Api> {
    let symbols = Symbols::collect(acc, files);
    let ids = definitions::ids(&symbols);
    let enums = definitions::enums(acc, &symbols);
    let mut types = definitions::types(acc, &symbols);
    graph::box_cycles(&mut types);
    let groups = endpoints::groups(acc, sources, files, &symbols, &types);
    let api = api_section(acc, files, sources)?;
    Some(Api {
        runtime: api.text_of("crate").unwrap_or_default().to_owned(),
        entry: match api.text_of("entry") {
            Some("inherent") => Entry::Inherent,
            _ => Entry::Extension,
        },
        service: service::service(acc, api),
        ids,
        enums,
        types,
        groups,
        files: sources.iter().map(|source| source.path.clone()).collect(),
    })
}

fn api_section<'a>(acc: &mut Problems, files: &'a [Node], sources: &[Source]) -> Option<&'a Node> {
    let mut found = files.iter().filter_map(|file| file.entry("api"));
    let first = found.next();
    if let Some(first) = first {
        for again in found {
            acc.add_related(again.key.span, Problem::SecondApi, first.key.span, "first described here");
        }
    } else if files.len() == sources.len() {
        // A file that could not be read may have been the one with the section.
        acc.add(Span { file: 0, start: 0, end: 0 }, Problem::NoApi);
    }
    first.map(|entry| &entry.value)
}

/// What holds where a cost is not given: the service's price, wherever its section stands.
pub(crate) fn default_units(files: &[Node]) -> u32 {
    let price = files.iter().filter_map(|file| file.get("api")?.get("cost")?.get("units")?.count()).next();
    price.and_then(|units| u32::try_from(units).ok()).unwrap_or(1)
}
