//! Entries of the spec from an OpenAPI document.

mod auth;
mod body;
mod circles;
mod common;
mod definitions;
mod deprecation;
mod draft;
mod endpoints;
mod entry;
mod existing;
mod files;
mod groups;
mod homes;
mod known;
mod markdown;
mod media;
mod methods;
mod objects;
mod operation;
mod options;
mod pages;
mod params;
mod parts;
mod plan;
mod reader;
mod references;
mod repair;
mod report;
mod responses;
mod run;
mod scalars;
mod schemas;
mod sent;
mod servers;
mod service;
mod text;
mod tree;
mod types;
mod union;
mod unions;
mod version;

use super::json::{self, Json, Object};
use super::keys;
use crate::entry::declared::Declared;
use crate::entry::yaml::Node;
use crate::error::Error;
pub use existing::Existing;
use existing::Reserved;
pub use options::{Imported, Options};
pub use report::{LeftOut, Report};
use run::{Read, Run};
pub use tree::File;

/// Returns the files for all paths of a document, or for those below a prefix. A whole document that this project has
/// exported gives the `api` section too; for others, `draft` writes one. The order of paths and schemas in a document of
/// others changes nothing.
///
/// # Errors
/// If it is not an OpenAPI 3 document, or has nothing to import.
pub fn import(document: &Json, options: &Options<'_>) -> Result<Imported, Error> {
    let tidy = tidy(document, options)?;
    let run = Run::new(tidy.as_ref().unwrap_or(document), options);
    let read = read(&run, options, true);
    run.written(read)
}

/// Returns the entry of a GET as an import gives it, with the types of the spec that it comes to.
///
/// # Errors
/// If it is not an OpenAPI 3 document, or does not have the operation.
pub fn declared(document: &Json, path: &str, options: &Options<'_>) -> Result<Declared, Error> {
    let options = Options { prefix: Some(path), draft: false, ..*options };
    let tidy = tidy(document, &options)?;
    let run = Run::new(tidy.as_ref().unwrap_or(document), &options);
    let read = read(&run, &options, false);
    let mut found = read.groups.into_iter().flat_map(|group| group.endpoints.entries);
    match found.find(|entry| entry.key == path).map(|entry| entry.value) {
        Some(Node::Map(entry)) => Ok(Declared { entry, has_prices: options.cost_key.is_some() }),
        _ => Err(Error {
            what: format!("cannot take GET {path} from the document"),
            why: "it declares no such operation that the language can express".to_owned(),
            help: "leave out `--document`, or correct the path",
        }),
    }
}

/// A document of others without what only looks like an export of ours.
fn tidy(document: &Json, options: &Options<'_>) -> Result<Option<Json>, Error> {
    version::check(document)?;
    let is_own = document.get(keys::SERVICE).is_some();
    Ok((!is_own).then(|| tidied(document, false, options.cost_key.unwrap_or_default())))
}

/// What a run reads; `is_new` leaves out the endpoints that the spec has.
fn read(run: &Run<'_>, options: &Options<'_>, is_new: bool) -> Read {
    let mut read = run.read(Reserved::default());
    let Some(existing) = &options.existing else { return read };
    let same = existing.same(&read.entries);
    read = run.read(existing.reserved(&same));
    if is_new {
        existing.without_known(&mut read.groups, &mut read.left_out);
    }
    Existing::without_same(&mut read.entries, &read.groups, &same);
    if !run.is_own() {
        existing.with_versions(&read.entries, &mut read.groups);
        existing.with_params(&mut read.groups);
        existing.with_enums(&mut read.entries, &mut read.groups);
        Existing::without_unused(&mut read.entries, &read.groups);
    }
    read
}

/// A document of others without keys that only look like our extensions, but for the one that is `kept`, and without spaces at the
/// ends of lines, which a text of several lines cannot have in YAML. Our own exports are not changed.
fn tidied(json: &Json, is_named_freely: bool, kept: &str) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(|item| tidied(item, false, kept)).collect()),
        Json::Object(_) => {
            let mut object = Object::new();
            let is_kept = |key: &str| is_named_freely || key == kept || !keys::ALL.contains(&key);
            for (key, value) in json::entries(json).filter(|(key, _)| is_kept(key)) {
                let value = match value.as_str().filter(|_| key == "description" || key == "summary") {
                    Some(text) => Json::from(text.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")),
                    None => tidied(value, matches!(key.as_str(), "properties" | "schemas"), kept),
                };
                object.insert(key.clone(), value);
            }
            object.into()
        }
        other => other.clone(),
    }
}
