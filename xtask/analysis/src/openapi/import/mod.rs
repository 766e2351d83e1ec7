//! Stanzas of the spec from an OpenAPI document.

mod definitions;
mod endpoints;
mod files;
mod groups;

mod params;
mod reader;
mod schemas;
mod service;

mod types;

use spec::{Color, Source};

use super::json::{Json, Object};
use super::keys;
use crate::error::Error;
pub use files::File;
use reader::Reader;

/// The files of a document, of all its paths or of those below a prefix. A whole document gives the `api` section too
/// where an export of this project has written it; otherwise the files go with an `api.yaml` of one's own.
///
/// # Errors
/// Where it is no OpenAPI 3 document, or holds nothing to import.
pub fn files(document: &Json, prefix: Option<&str>) -> Result<Vec<File>, Error> {
    let version = document.at("openapi").text().unwrap_or_default();
    if !version.starts_with("3.") {
        let why = format!("its `openapi` is `{version}`, 3.0 and 3.1 are known");
        return Err(could_not("cannot import the document", why, "convert it to OpenAPI 3.0 or 3.1 first"));
    }
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
    let (mut groups, left_out) = groups::groups(&mut reader, is_wanted, usual_cost);
    if prefix.is_some() {
        groups.retain(|group| !group.endpoints.is_empty());
    } else {
        reader.need_own();
    }
    if groups.is_empty() && api.is_none() {
        let why = match left_out.as_slice() {
            [] => format!("no path stands below `{}`", prefix.unwrap_or("/")),
            all => all.join("\n        "),
        };
        return Err(could_not("there is nothing to import", why, "name another prefix with `--path PREFIX`"));
    }
    let has_api = api.is_some();
    let files = files::files(api, groups, reader.finish(), &head(document), &left_out);
    checked(files, has_api)
}

/// A document of another's without what only looks like our extensions, and without the blanks at the ends of lines,
/// with which a text of several lines could not be written as such. Exports of ours are taken as they are.
fn tidied(json: &Json, is_named_freely: bool) -> Json {
    match json {
        Json::List(items) => Json::List(items.iter().map(|item| tidied(item, false)).collect()),
        Json::Object(_) => {
            let mut object = Object::new();
            let is_kept = |key: &str| is_named_freely || !keys::ALL.contains(&key);
            for (key, value) in json.entries().iter().filter(|(key, _)| is_kept(key)) {
                let value = match value.text().filter(|_| key == "description" || key == "summary") {
                    Some(text) => Json::from(text.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")),
                    None => tidied(value, matches!(key.as_str(), "properties" | "schemas")),
                };
                object.set(key, value);
            }
            object.into()
        }
        other => other.clone(),
    }
}

/// Where it all comes from, and what to do with it.
fn head(document: &Json) -> String {
    let title = document.at("info").at("title").text().unwrap_or("without a title");
    let version = document.at("info").at("version").text().unwrap_or("without a version");
    let source = format!("Imported from the OpenAPI description {title} ({version}).");
    if document.get(keys::SERVICE).is_some() {
        return source;
    }
    format!(
        "{source} It tells what the service declares, not what it sends: which texts are ids, what leads to the next \
         page, what a request costs and which fields are really there is for you to say; a question stands where \
         something must be decided."
    )
}

/// Nothing is given out that the language does not take.
fn checked(files: Vec<File>, has_api: bool) -> Result<Vec<File>, Error> {
    let mut sources: Vec<_> =
        files.iter().map(|file| Source { path: file.name.clone(), text: file.text.clone() }).collect();
    if !has_api {
        sources.push(Source { path: "api".to_owned(), text: crate::stanza::names::API.to_owned() });
    }
    match spec::read(&sources) {
        Ok(_) => Ok(files),
        Err(problems) => {
            let why = spec::render(&problems, &sources, Color::Plain);
            Err(could_not("the document gives no valid spec", why, "correct in the document what is shown"))
        }
    }
}

fn could_not(what: &str, why: String, help: &'static str) -> Error {
    Error { what: what.to_owned(), why, help }
}
