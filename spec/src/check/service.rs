//! The `api` section.

use std::collections::BTreeMap;

use super::texts::{doc, text};
use super::{auth, caching, errors, header};
use crate::model::{CostHeader, Limits, ListForm, Price, RateHeaders, Server, Service};
use crate::name;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::Span;
use crate::yaml::Node;

/// The crate of the client.
pub(super) fn client_crate(acc: &mut Problems, api: &Node) -> String {
    let Some(node) = api.get("crate") else { return String::new() };
    let name = node.filled().unwrap_or_default();
    if !name.is_empty() && !name::is_crate(name) {
        acc.add(node.span, Problem::BadCrate { name: name.to_owned() });
    }
    name.to_owned()
}

pub(super) fn service(acc: &mut Problems, api: &Node) -> Service {
    let rate_limit = api.get("rate_limit");
    let cost = cost(acc, api.get("cost"));
    if let Some(entry) = api.entry("cost").filter(|_| api.get("errors").is_none_or(|it| it.meant("statuses").is_none()))
    {
        acc.add(entry.key.span, Problem::StatusesNotSaidBilled);
    }
    let auth = auth::credentials(acc, api.get("auth"));
    let key_headers: Vec<_> = auth.iter().map(|credential| credential.header.clone()).collect();
    Service {
        name: text(api, &["name"]),
        doc: text(api, &["doc"]),
        servers: servers(acc, api),
        auth,
        key_doc: auth::doc(api.get("auth")),
        headers: header::constants(acc, api, &key_headers),
        account_rate: None,
        requests_per_second: positive(acc, api, "rate_limit", "per_second"),
        rate_headers: rate_headers(acc, rate_limit),
        rate_limit_doc: doc(rate_limit),
        limits: Limits {
            timeout_seconds: positive(acc, api, "limits", "timeout_seconds").unwrap_or(60).into(),
            connect_seconds: positive(acc, api, "limits", "connect_seconds").unwrap_or(10).into(),
            idle_seconds: positive(acc, api, "limits", "idle_seconds").unwrap_or(5).into(),
            body_bytes: positive(acc, api, "limits", "body_bytes").unwrap_or(10 << 20).into(),
        },
        cache_not_found_seconds: caching::not_found(acc, api),
        errors: errors::rules(acc, api.get("errors"), cost.is_some()),
        cost,
    }
}

fn cost(acc: &mut Problems, section: Option<&Node>) -> Option<Price> {
    let section = section?;
    let header = section
        .get("header")
        .map(|header| CostHeader { header: header::header(acc, Some(header)), field: text(section, &["field"]) });
    Some(Price { header, units: section.get("units").and_then(Node::count).unwrap_or(1), doc: doc(Some(section)) })
}

fn rate_headers(acc: &mut Problems, section: Option<&Node>) -> Option<RateHeaders> {
    let section = section?;
    let remaining = section.get("remaining")?;
    Some(RateHeaders {
        remaining: header::header(acc, Some(remaining)),
        reset: header::header(acc, section.get("reset")),
    })
}

fn servers(acc: &mut Problems, api: &Node) -> Vec<Server> {
    let Some(list) = api.entry("servers") else { return Vec::new() };
    if list.value.is_list() && list.value.items().is_empty() {
        acc.add(list.key.span, Problem::NoServers);
    }
    let mut servers = Vec::new();
    let mut names: BTreeMap<&str, Span> = BTreeMap::new();
    for server in list.value.items() {
        let Some((node, url)) = server.get("url").and_then(|node| Some((node, node.filled()?))) else { continue };
        if let Some(why) = wrong_server(url) {
            acc.add(node.span, Problem::BadServer { why });
        }
        let name = server.get("name").and_then(|node| Some((node, node.filled()?)));
        if let Some((node, name)) = name {
            match names.get(name) {
                None => _ = names.insert(name, node.span),
                Some(first) => {
                    acc.add_related(node.span, Problem::SameServer { name: name.to_owned() }, *first, "the other one");
                }
            }
        }
        let name = name.map(|(_, name)| name.to_owned());
        servers.push(Server { url: url.trim_end_matches('/').to_owned(), name, doc: doc(Some(server)) });
    }
    if !servers.is_empty() && servers.iter().all(|server| server.name.is_some()) {
        acc.add(list.key.span, Problem::NoDefaultServer);
    }
    servers
}

/// Only https, but for servers on localhost: a typing mistake in the spec must not send a key unencrypted. The other rules are
/// those of the runtime's URL parser, so that the spec's author sees the mistake and not a user.
fn wrong_server(url: &str) -> Option<&'static str> {
    let plain = url.strip_prefix("http://");
    let Some(rest) = plain.or_else(|| url.strip_prefix("https://")) else {
        return Some("its scheme is not `https://`");
    };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) =
        authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).unwrap_or((authority, "443"));
    if host == "[::1]" && plain.is_some() {
        return None;
    }
    if plain.is_some() && !matches!(host, "localhost" | "127.0.0.1") {
        return Some("its scheme is `http://`, which is for servers on `localhost` alone");
    }
    let fits_host = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let fits_path = |c: char| c.is_ascii_alphanumeric() || "._-~/".contains(c);
    if url.contains('@') {
        Some("it contains a user name")
    } else if url.contains(['?', '#']) {
        Some("it has a query or a fragment")
    } else if host.split('.').any(str::is_empty) || !host.chars().all(fits_host) {
        Some("its host may only have letters, digits, `.` and `-`")
    } else if port.starts_with('+') || port.parse::<u16>().is_err() {
        Some("its port is not a number up to 65535")
    } else if !path.chars().all(fits_path) {
        Some("its path may only have letters, digits, `.`, `_`, `-`, `~` and `/`")
    } else {
        None
    }
}

fn positive(acc: &mut Problems, api: &Node, section: &str, what: &'static str) -> Option<u32> {
    let node = api.get(section)?.get(what)?;
    let count = node.count();
    if count == Some(0) {
        acc.add(node.span, Problem::BadLimit { what });
    }
    count
}

/// The units of endpoints without `cost`: those of the service, in whichever file it is.
pub(super) fn default_units(files: &[Node]) -> u32 {
    files.iter().find_map(|file| file.get("api")?.get("cost")?.get("units")?.count()).unwrap_or(1)
}

/// Whether requests have a price. An extension does not know, and may say so.
pub(super) fn has_cost(files: &[Node]) -> bool {
    let mut sections = files.iter().filter_map(|file| file.get("api")).peekable();
    sections.peek().is_none() || sections.any(|api| api.get("cost").is_some())
}

/// The headers that carry keys, in small letters, in whichever file they are.
pub(super) fn key_headers(files: &[Node]) -> Vec<String> {
    let Some(auth) = files.iter().find_map(|file| file.get("api")?.get("auth")) else { return Vec::new() };
    let forms = if auth.is_list() { auth.items() } else { std::slice::from_ref(auth) };
    let header = |form: &Node| match form.text_of("header") {
        Some(header) => header.to_ascii_lowercase(),
        None => "authorization".to_owned(),
    };
    forms.iter().map(header).collect()
}

/// How lists are sent, in whichever file it is.
pub(super) fn lists(files: &[Node]) -> ListForm {
    let word = files.iter().find_map(|file| file.get("api")?.text_of("lists"));
    word.and_then(ListForm::of_word).unwrap_or(ListForm::Repeat)
}

/// The names of the servers, in whichever file they are.
pub(super) fn server_names(files: &[Node]) -> Vec<&str> {
    let servers = files.iter().filter_map(|file| file.get("api")?.get("servers"));
    servers.flat_map(Node::items).filter_map(|server| server.text_of("name")).collect()
}
