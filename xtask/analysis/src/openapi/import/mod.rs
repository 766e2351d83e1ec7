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
use crate::error::Error;
pub use existing::Existing;
use existing::Reserved;
pub use options::{Imported, Options};
pub use report::{LeftOut, Report};
use run::Run;
pub use tree::File;

/// Returns the files for all paths of a document, or for those below a prefix. A whole document that this project has
/// exported gives the `api` section too; for others, `draft` writes one. The order of paths and schemas in a document of
/// others changes nothing.
///
/// # Errors
/// If it is not an OpenAPI 3 document, or has nothing to import.
pub fn import(document: &Json, options: &Options<'_>) -> Result<Imported, Error> {
    version::check(document)?;
    let is_own = document.get(keys::SERVICE).is_some();
    let tidy = if is_own { Json::Null } else { tidied(document, false, options.cost_key.unwrap_or_default()) };
    let run = Run::new(if is_own { document } else { &tidy }, options);
    let mut read = run.read(Reserved::default());
    if let Some(existing) = &options.existing {
        let same = existing.same(&read.entries);
        read = run.read(existing.reserved(&same));
        existing.without_known(&mut read.groups, &mut read.left_out);
        Existing::without_same(&mut read.entries, &read.groups, &same);
    }
    run.written(read)
}

/// A document of others without keys that only look like our extensions, but for the one that is `kept`, and without spaces at the ends of lines, which
/// a text of several lines cannot have in YAML. Our own exports are not changed.
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
