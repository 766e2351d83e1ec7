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
mod files;
mod groups;
mod known;
mod markdown;
mod media;
mod methods;
mod objects;
mod operation;
mod pages;
mod params;
mod parts;
mod plan;
mod reader;
mod references;
mod repair;
mod report;
mod responses;
mod scalars;
mod schemas;
mod servers;
mod service;
mod text;
mod tree;
mod types;
mod unions;
mod version;

use super::json::{self, Json, Object};
use super::keys;
use crate::error::Error;
use auth::Auth;
use common::Common;
use groups::Found;
use reader::Reader;
pub use report::{LeftOut, Report};
use servers::Servers;
use text::shortened;
pub use tree::File;

const HELP: &str = "name another prefix with `--path PREFIX`";

/// What is imported, and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'o> {
    /// Import only this path and the paths below it, with the definitions that they need.
    pub prefix: Option<&'o str>,
    /// The extension that has the units of an operation, such as `x-reqs-cost`. An operation without it costs 1.
    pub cost_key: Option<&'o str>,
    /// Write a draft of `api.yaml` for a document of others, with a question for what that cannot say.
    pub draft: bool,
}

/// What a document gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The files of the spec. At the end of the last one, comments say what is left out.
    pub files: Vec<File>,
    /// How much of the document that is.
    pub report: Report,
}

/// Returns the files for all paths of a document, or for those below a prefix. A whole document that this project has
/// exported gives the `api` section too; for others, write an `api.yaml`. The order of paths and schemas in a document of
/// others changes nothing.
///
/// # Errors
/// If it is not an OpenAPI 3 document, or has nothing to import.
pub fn import(document: &Json, options: &Options<'_>) -> Result<Imported, Error> {
    version::check(document)?;
    let prefix = options.prefix.map(|prefix| prefix.trim_end_matches('/'));
    let is_wanted = |path: &str| match prefix {
        Some(prefix) => path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
        None => true,
    };
    let is_own = document.get(keys::SERVICE).is_some();
    let tidy = tidied(document, false, options.cost_key.unwrap_or_default());
    let document = if is_own { document } else { &tidy };
    let one = Json::from(1);
    let cost_key = options.cost_key.filter(|_| !is_own).unwrap_or(keys::COST);
    let usual_cost = match prefix {
        None if is_own => service::usual_cost(document, cost_key),
        _ => options.cost_key.map(|_| &one).filter(|_| !is_own),
    };
    let has_draft = prefix.is_none() && options.draft && !is_own;
    let auth = if is_own { Auth::default() } else { Auth::of(document) };
    let mut reader = Reader::new(document, cost_key);
    reader.key_headers = auth.headers();
    reader.servers = has_draft.then(|| Servers::of(document));
    let Found { mut groups, left_out, operations } = groups::groups(&mut reader, is_wanted, usual_cost);
    if prefix.is_some() {
        groups.retain(|group| !group.endpoints.is_empty());
    } else {
        reader.need_own();
    }
    if groups.iter().all(|group| group.endpoints.is_empty()) && (prefix.is_some() || !is_own) {
        let why = match left_out.as_slice() {
            [] => format!("no path is below `{}`", prefix.unwrap_or("/")),
            all => listed(all),
        };
        return Err(could_not("there is nothing to import", why, HELP));
    }
    let mut entries = definitions::all(&mut reader);
    let mut api = service::section(document).filter(|_| prefix.is_none());
    if !is_own {
        pages::find(&mut groups, &mut entries);
    }
    if let Some(servers) = &reader.servers {
        let common = Common::take(&mut groups);
        api = Some(draft::section(document, &auth, servers, &common, options.cost_key.is_some()));
    } else {
        Common::usual(&mut groups, None);
    }
    let scalars = reader.scalars.count(document);
    let trees = files::trees(api, groups, entries);
    let (files, report) = repair::accepted(trees, &head(document), operations, left_out, &scalars)?;
    if files.is_empty() {
        return Err(could_not("there is nothing to import", listed(&report.left_out), HELP));
    }
    Ok(Imported { files, report })
}

fn listed(left_out: &[LeftOut]) -> String {
    left_out.iter().map(LeftOut::to_string).collect::<Vec<_>>().join("\n        ")
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
