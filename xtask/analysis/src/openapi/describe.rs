//! A document as a spec, to hold another spec against it.

use spec::{Api, Color, Source};

use super::import::{Options, import};
use super::json::{self, Json};
use crate::error::Error;

/// What a document says of a service.
#[derive(Debug)]
pub struct Described {
    /// Its endpoints and types, as an import reads them.
    pub api: Api,
    /// The addresses of its servers.
    pub servers: Vec<String>,
    /// The headers that can carry a key, in small letters, with the scheme before it.
    pub keys: Vec<(String, Option<String>)>,
    /// What an import leaves out, `GET /v1/items`, and why.
    pub left_out: Vec<(String, String)>,
    /// What requests cost, by the keys of their endpoints, where the document says so.
    pub prices: Vec<(String, u64)>,
}

/// Reads a document. `cost_key` is the extension that has the units of an operation.
///
/// # Errors
/// Where it is none, or has nothing that the language can express.
pub fn describe(document: &Json, cost_key: Option<&str>) -> Result<Described, Error> {
    let imported = import(document, &Options { draft: true, ..Options::default() })?;
    let sources: Vec<_> = imported.files.into_iter().map(|file| Source { path: file.name, text: file.text }).collect();
    let api = spec::read(&sources).map_err(|problems| Error {
        what: "cannot read what the document describes".to_owned(),
        why: spec::render(&problems, &sources, Color::Plain),
        help: "import the document to see what of it is a spec: `cargo xtask import openapi`",
    })?;
    let left_out = imported.report.left_out.into_iter().map(|left| (left.what, left.why)).collect();
    let prices = cost_key.map(|key| prices(document, key)).unwrap_or_default();
    Ok(Described { api, servers: servers(document), keys: keys(document), left_out, prices })
}

/// The units of all operations that have them.
fn prices(document: &Json, cost_key: &str) -> Vec<(String, u64)> {
    let paths = json::entries(&document["paths"]);
    let operations = paths.flat_map(|(path, item)| json::entries(item).map(move |(method, json)| (path, method, json)));
    let price = |(path, method, operation): (&String, &String, &Json)| {
        let units = operation[cost_key].as_u64()?;
        let key = if method == "get" { path.clone() } else { format!("{} {path}", method.to_ascii_uppercase()) };
        Some((key, units))
    };
    operations.filter_map(price).collect()
}

/// The addresses that are whole, with the defaults of their variables.
fn servers(document: &Json) -> Vec<String> {
    let address = |server: &Json| {
        let mut url = server["url"].as_str()?.to_owned();
        for (name, variable) in json::entries(&server["variables"]) {
            url = url.replace(&format!("{{{name}}}"), variable["default"].as_str().unwrap_or_default());
        }
        url.contains("://").then(|| url.trim_end_matches('/').to_owned())
    };
    json::items(&document["servers"]).iter().filter_map(address).collect()
}

fn keys(document: &Json) -> Vec<(String, Option<String>)> {
    let key = |scheme: &Json| match (scheme["type"].as_str()?, scheme["in"].as_str()) {
        ("apiKey", Some("header")) => Some((scheme["name"].as_str()?.to_ascii_lowercase(), None)),
        ("http", _) => Some(("authorization".to_owned(), scheme["scheme"].as_str().map(str::to_owned))),
        ("oauth2" | "openIdConnect", _) => Some(("authorization".to_owned(), Some("bearer".to_owned()))),
        _ => None,
    };
    let schemes = json::entries(&document["components"]["securitySchemes"]);
    schemes.filter_map(|(_, scheme)| key(scheme)).collect()
}
