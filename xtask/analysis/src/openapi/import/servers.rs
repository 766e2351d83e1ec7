//! The servers of a document: those of all operations, and those of some, which get names.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToSnakeCase;

use super::operation::{self, Operation};
use super::text::{filled, shortened};
use crate::entry::yaml::{Map, Node};
use crate::openapi::json::{self, Json};

/// The servers of a document.
#[derive(Default)]
pub(super) struct Servers {
    rows: Vec<Row>,
    /// The names of servers that only some operations have, by their URLs.
    names: BTreeMap<String, String>,
    comments: Vec<String>,
}

struct Row {
    url: String,
    name: Option<String>,
    doc: Option<String>,
}

impl Servers {
    pub(super) fn of(document: &Json) -> Self {
        let mut found = Self::default();
        for server in json::items(&document["servers"]) {
            let url = url(server);
            if is_server(&url) {
                let doc = filled(server, "description").map(str::to_owned);
                found.rows.push(Row { url, name: None, doc });
                continue;
            }
            let url = shortened(&url);
            found
                .comments
                .push(format!("left out: the server `{url}`: a server is `https://host`, followed by a path"));
        }
        // The first one is the default, and nobody means the own machine by that.
        found.rows.sort_by_key(|row| row.url.starts_with("http://"));
        if found.rows.is_empty() {
            let question = "question: the document names no server that can be used; where is the service?";
            found.comments.push(question.to_owned());
            found.rows.push(Row { url: "https://api.example.com".to_owned(), name: None, doc: None });
        }
        found.name_others(document);
        found
    }

    /// Those of a spec that is there already.
    pub(super) fn of_spec(servers: &[spec::Server]) -> Self {
        let mut found = Self::default();
        for server in servers {
            if let Some(name) = &server.name {
                found.names.insert(server.url.clone(), name.clone());
            }
            found.rows.push(Row { url: server.url.clone(), name: server.name.clone(), doc: None });
        }
        found
    }

    /// Names the servers of single operations, by their hosts.
    fn name_others(&mut self, document: &Json) {
        let mut others: BTreeMap<String, Option<String>> = BTreeMap::new();
        for operation in operation::all(document) {
            if let Some(server) = own(&operation)
                && is_server(&url(server))
                && !self.is_default(&url(server))
            {
                others.entry(url(server)).or_insert_with(|| filled(server, "description").map(str::to_owned));
            }
        }
        let mut taken = BTreeSet::new();
        for (url, doc) in others {
            let host = url.split('/').nth(2).unwrap_or_default();
            let label = host.split(['.', ':']).next().unwrap_or_default().to_snake_case();
            let label = if label.starts_with(|c: char| c.is_ascii_alphabetic()) { label } else { "other".to_owned() };
            let names = (1_usize..).map(|n| if n == 1 { label.clone() } else { format!("{label}_{n}") });
            let name = names.into_iter().find(|name| taken.insert(name.clone())).unwrap_or_default();
            self.names.insert(url.clone(), name.clone());
            self.rows.push(Row { url, name: Some(name), doc });
        }
    }

    fn is_default(&self, url: &str) -> bool {
        self.rows.iter().any(|row| row.url == url && row.name.is_none())
    }

    /// `servers` of `api`, and its comments.
    pub(super) fn node(&self) -> (Node, Vec<String>) {
        let row = |row: &Row| {
            let mut map = Map::default().with("url", row.url.as_str());
            map.add_some("name", row.name.as_deref());
            map.add_some("doc", row.doc.as_deref());
            Node::from(map)
        };
        (Node::List(self.rows.iter().map(row).collect()), self.comments.clone())
    }
}

/// The name of the server of an operation, if it has one of its own; `servers` are those that the spec has.
pub(super) fn of_operation(
    servers: Option<&Servers>,
    operation: &Operation<'_>,
    notes: &mut Vec<String>,
) -> Option<String> {
    let url = url(own(operation)?);
    if servers.is_some_and(|servers| servers.is_default(&url)) {
        return None;
    }
    let name = servers.and_then(|servers| servers.names.get(&url).cloned());
    if name.is_none() {
        let url = shortened(&url);
        notes.push(format!("question: the document sends it to `{url}`; which of the servers is that (`server`)?"));
    }
    name
}

/// The server that an operation or its path names.
fn own<'a>(operation: &Operation<'a>) -> Option<&'a Json> {
    [operation.json, operation.item].into_iter().find_map(|json| json::items(&json["servers"]).first())
}

/// The URL of a server, with the defaults of its variables.
fn url(server: &Json) -> String {
    let mut url = server["url"].as_str().unwrap_or_default().trim_end_matches('/').to_owned();
    for (name, variable) in json::entries(&server["variables"]) {
        url = url.replace(&format!("{{{name}}}"), variable["default"].as_str().unwrap_or_default());
    }
    url.trim_end_matches('/').to_owned()
}

/// Whether the language takes the URL of a server.
fn is_server(url: &str) -> bool {
    let plain = url.strip_prefix("http://");
    let Some(rest) = plain.or_else(|| url.strip_prefix("https://")) else { return false };
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = host.rsplit_once(':').unwrap_or((host, "443"));
    let is_local = matches!(host, "localhost" | "127.0.0.1");
    let fits = |text: &str, more: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    (plain.is_none() || is_local)
        && host.split('.').all(|part| !part.is_empty())
        && fits(host, ".-_")
        && port.chars().all(|c| c.is_ascii_digit())
        && port.parse::<u16>().is_ok()
        && fits(path, "._-~/")
}
