//! A service's own OpenAPI document as documentation: its endpoints, and what only such a document says.

use std::collections::HashMap;
use std::sync::Arc;

use spec::{Api, Endpoint, IdForm, Param, Place, Scalar, Service, Source, Type, Values};

use super::description::Description;
use super::document::{Document, DocumentedEndpoint};
use super::position::Position;
use super::table::Row;
use crate::located::Located;

/// What is known of a document before it becomes a page.
#[derive(Debug)]
#[allow(missing_docs, reason = "as in `Description`")]
pub struct Described {
    pub api: Api,
    pub servers: Vec<String>,
    pub keys: Vec<(String, Option<String>)>,
    pub left_out: Vec<(String, String)>,
    pub prices: Vec<(String, u64)>,
}

/// Adds a document to the documentation. `own` is the service of the spec.
pub fn add(document: &mut Document, own: Option<&Service>, source: Source, described: Described) {
    let page = document.pages.len();
    let offsets = offsets(&source.text);
    let Described { api, servers, keys, left_out, prices } = described;
    let prices: HashMap<_, _> = prices.into_iter().collect();
    let prefix = Prefix::of(own, &servers);
    let mut endpoints = HashMap::new();
    let first = document.endpoints.len();
    for (group_at, group) in api.groups.iter().enumerate() {
        for (at, endpoint) in group.endpoints.iter().enumerate() {
            let key = endpoint.key().replacen(&endpoint.path, &prefix.apply(&endpoint.path), 1);
            let offset = offsets.get(endpoint.path.as_str()).copied().unwrap_or_default();
            let price = prices.get(&endpoint.key()).copied();
            let documented = documented(&api, endpoint, key.clone(), Position { page, offset });
            document.endpoints.push(DocumentedEndpoint { price, ..documented });
            endpoints.insert(key, (group_at, at));
        }
    }
    // In the order of the document: what several endpoints share is reported at the first.
    document.endpoints[first..].sort_by_key(|endpoint| endpoint.start);
    let left_out = left_out.into_iter().map(|(what, why)| (prefix.request(&what), why)).collect();
    document.pages.push(Arc::new(Located::new(source)));
    document.descriptions.push(Description { api, servers, keys, left_out, page, endpoints });
}

fn documented(api: &Api, endpoint: &Endpoint, key: String, start: Position) -> DocumentedEndpoint {
    let is_row = |param: &&Param| param.place != Place::Body;
    let row = |param: &Param| Row {
        name: param.wire.clone(),
        ty: word(api, &param.ty).to_owned(),
        required: Some(param.required),
        start,
    };
    DocumentedEndpoint {
        key,
        start,
        is_deprecated: endpoint.deprecated.is_some(),
        // A whole body has no names to compare.
        has_table: endpoint.params.iter().all(|param| param.place != Place::Body),
        params: endpoint.params.iter().filter(is_row).map(row).collect(),
        is_described: true,
        ..DocumentedEndpoint::default()
    }
}

/// The word for a type in a table of parameters; empty where it says nothing.
fn word(api: &Api, ty: &Type) -> &'static str {
    match ty {
        Type::Scalar(Scalar::Integer) => "integer",
        Type::Scalar(Scalar::Number) => "number",
        Type::Scalar(Scalar::Boolean) => "boolean",
        Type::Scalar(Scalar::String | Scalar::Url | Scalar::Date) => "string",
        Type::Enum(index) if matches!(api.enums[*index].values, Values::Integer(_)) => "integer",
        Type::Enum(_) => "string",
        Type::Id(index) if api.ids[*index].form == IdForm::Text => "string",
        Type::List(_) => "array",
        Type::Nullable(inner) => word(api, inner),
        _ => "",
    }
}

/// What the paths of the document begin with, and those of the spec do not, or the reverse: the path of a server.
struct Prefix {
    add: String,
    take: String,
}

impl Prefix {
    fn of(own: Option<&Service>, servers: &[String]) -> Self {
        let own: Vec<_> = own.into_iter().flat_map(Service::own_servers).map(|server| parts(&server.url)).collect();
        let theirs = servers.iter().map(|server| parts(server));
        let same_host = theirs.flat_map(|theirs| own.iter().map(move |own| (*own, theirs)));
        let found = same_host.into_iter().find(|((own, _), (theirs, _))| own == theirs);
        let (take, add) = found.map(|((_, own), (_, theirs))| (own, theirs)).unwrap_or_default();
        Self { add: add.to_owned(), take: take.to_owned() }
    }

    /// `GET /v1/items` of `GET /items`; anything else as it is.
    fn request(&self, what: &str) -> String {
        match what.split_once(' ') {
            Some((method, path)) if path.starts_with('/') => format!("{method} {}", self.apply(path)),
            _ => what.to_owned(),
        }
    }

    fn apply(&self, path: &str) -> String {
        let whole = format!("{}{path}", self.add);
        whole.strip_prefix(&self.take).filter(|rest| rest.starts_with('/')).map_or(whole.clone(), str::to_owned)
    }
}

/// The host of an address, and the path after it.
pub(super) fn parts(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let at = rest.find('/').unwrap_or(rest.len());
    (&rest[..at], rest[at..].trim_end_matches('/'))
}

/// Where each key that is a path begins, in JSON or YAML.
fn offsets(text: &str) -> HashMap<&str, usize> {
    let mut found = HashMap::new();
    for (at, _) in text.match_indices('/') {
        let before = text[..at].chars().next_back();
        let key = match before {
            Some(quote @ ('"' | '\'')) => {
                text[at..].split_once(quote).filter(|(_, rest)| rest.trim_start().starts_with(':')).map(|(key, _)| key)
            }
            None | Some(' ' | '\n') => {
                let line = text[at..].lines().next().unwrap_or_default();
                line.split_once(": ").map(|(key, _)| key).or(line.trim_end().strip_suffix(':'))
            }
            Some(_) => None,
        };
        if let Some(key) = key {
            found.entry(key).or_insert(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_in_json_and_yaml() {
        let json = "{\"paths\": {\"/a\": {\"x\": \"/b\"}, \"/a/{id}\" : {}}}";
        assert_eq!(offsets(json).get("/a").copied(), json.find("/a\""));
        assert_eq!(offsets(json).get("/a/{id}").copied(), json.find("/a/{"));
        assert!(!offsets(json).contains_key("/b"));
        let yaml = "paths:\n  /a:\n    get: {}\n  '/b/{c}': {}\n  /d: {}\n";
        for path in ["/a", "/b/{c}", "/d"] {
            assert_eq!(offsets(yaml).get(path).copied(), yaml.find(path), "{path}");
        }
    }

    #[test]
    fn the_path_of_a_server_counts_as_a_part_of_each_path() {
        let moved = |own: &str, theirs: &str, path: &str| {
            let text = format!("api: {{ name: N, doc: D., crate: c, servers: [{{ url: {own} }}] }}\n");
            let api = spec::read(&[Source { path: "api.yaml".to_owned(), text }]).expect("a spec");
            Prefix::of(api.service.as_ref(), &[theirs.to_owned()]).apply(path)
        };
        assert_eq!(moved("https://a.example", "https://a.example/v1", "/x"), "/v1/x");
        assert_eq!(moved("https://a.example/v1", "https://a.example", "/v1/x"), "/x");
        assert_eq!(moved("https://a.example/v1", "https://a.example/v1", "/x"), "/x");
        assert_eq!(moved("https://a.example/v1", "https://b.example", "/v1/x"), "/v1/x");
    }
}
