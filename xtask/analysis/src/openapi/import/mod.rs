//! Entries of the spec from an OpenAPI document.

mod circles;
mod definitions;
mod deprecation;
mod endpoints;
mod entry;
mod files;
mod groups;
mod markdown;
mod objects;
mod params;
mod parts;
mod reader;
mod references;
mod repair;
mod responses;
mod schemas;
mod service;
mod text;
mod tree;
mod types;
mod version;

use super::json::{self, Json, Object};
use super::keys;
use crate::error::Error;
use reader::Reader;
use text::shortened;
pub use tree::File;

const HELP: &str = "name another prefix with `--path PREFIX`";

/// Returns the files for all paths of a document, or for those below a prefix. A whole document that this project has
/// exported gives the `api` section too; for others, write an `api.yaml`.
///
/// # Errors
/// If it is not an OpenAPI 3 document, or has nothing to import.
pub fn files(document: &Json, prefix: Option<&str>) -> Result<Vec<File>, Error> {
    version::check(document)?;
    let prefix = prefix.map(|prefix| prefix.trim_end_matches('/'));
    let is_wanted = |path: &str| match prefix {
        Some(prefix) => path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        None => true,
    };
    let tidy = tidied(document, false);
    let document = if document.get(keys::SERVICE).is_some() { document } else { &tidy };
    let api = prefix.map_or_else(|| service::section(document), |_| None);
    let usual_cost = service::usual_cost(document).filter(|_| api.is_some());
    let mut reader = Reader::new(document);
    let (mut groups, mut left_out) = groups::groups(&mut reader, is_wanted, usual_cost);
    if prefix.is_some() {
        groups.retain(|group| !group.endpoints.is_empty());
    } else {
        reader.need_own();
    }
    if groups.is_empty() && api.is_none() {
        let why = match left_out.as_slice() {
            [] => format!("no path is below `{}`", prefix.unwrap_or("/")),
            all => all.join("\n        "),
        };
        return Err(could_not("there is nothing to import", why, HELP));
    }
    let trees = files::trees(api, groups, definitions::all(reader));
    let files = repair::accepted(trees, &head(document), &mut left_out)?;
    if files.is_empty() {
        return Err(could_not("there is nothing to import", left_out.join("\n        "), HELP));
    }
    Ok(files)
}

/// A document of others without keys that only look like our extensions, and without spaces at the ends of lines, which
/// a text of several lines cannot have in YAML. Our own exports are not changed.
fn tidied(json: &Json, is_named_freely: bool) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(|item| tidied(item, false)).collect()),
        Json::Object(_) => {
            let mut object = Object::new();
            let is_kept = |key: &str| is_named_freely || !keys::ALL.contains(&key);
            for (key, value) in json::entries(json).filter(|(key, _)| is_kept(key)) {
                let value = match value.as_str().filter(|_| key == "description" || key == "summary") {
                    Some(text) => Json::from(text.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")),
                    None => tidied(value, matches!(key.as_str(), "properties" | "schemas")),
                };
                object.insert(key.clone(), value);
            }
            object.into()
        }
        other => other.clone(),
    }
}

/// The comment at the top of each file.
fn head(document: &Json) -> String {
    let title = document["info"]["title"].as_str().unwrap_or("without a title");
    let version = document["info"]["version"].as_str().unwrap_or("without a version");
    let (title, version) = (shortened(title), shortened(version));
    let source = format!("Imported from the OpenAPI description {title} ({version}).");
    if document.get(keys::SERVICE).is_some() {
        return source;
    }
    format!(
        "{source} A description declares types, but not what the service sends: add which texts are ids, what leads to \
         the next page, what a request costs and which fields can be missing. Each open decision has a `question` comment."
    )
}

fn could_not(what: &str, why: String, help: &'static str) -> Error {
    Error { what: what.to_owned(), why, help }
}
