//! The `api` section.

use super::caching;
use super::error_bodies;
use super::header;
use super::names::entries;
use crate::model::{Code, ErrorRules, Limits, Means, Retry, Server, Service, Status, Text, Verdict, Violations};
use crate::name;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::{Entry, Node};

const UNEXPECTED: Verdict = Verdict { means: Means::Unexpected, billed: false, retry: Retry::Never };

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
    Service {
        name: text(api, &["name"]),
        doc: text(api, &["doc"]),
        servers: servers(acc, api),
        key_header: header::of_key(acc, api.get("auth")),
        key_env: env(acc, api),
        key_doc: doc(api.get("auth")),
        account_rate: None,
        requests_per_second: positive(acc, api, "rate_limit", "per_second"),
        rate_limit_doc: doc(api.get("rate_limit")),
        cost_header: header::header(acc, api.get("cost")),
        cost_field: text(api, &["cost", "field"]),
        cost_doc: doc(api.get("cost")),
        limits: Limits {
            timeout_seconds: positive(acc, api, "limits", "timeout_seconds").into(),
            connect_seconds: positive(acc, api, "limits", "connect_seconds").into(),
            idle_seconds: positive(acc, api, "limits", "idle_seconds").into(),
            body_bytes: positive(acc, api, "limits", "body_bytes").into(),
        },
        cache_not_found_seconds: caching::not_found(acc, api),
        errors: error_rules(acc, api.get("errors")),
    }
}

fn servers(acc: &mut Problems, api: &Node) -> Vec<Server> {
    let Some(list) = api.entry("servers") else { return Vec::new() };
    if list.value.is_list() && list.value.items().is_empty() {
        acc.add(list.key.span, Problem::NoServers);
    }
    let mut servers = Vec::new();
    for server in list.value.items() {
        let Some((node, url)) = server.get("url").and_then(|node| Some((node, node.filled()?))) else { continue };
        if let Some(why) = wrong_server(url) {
            acc.add(node.span, Problem::BadServer { why });
        }
        servers.push(Server { url: url.trim_end_matches('/').to_owned(), doc: doc(Some(server)) });
    }
    servers
}

/// Only https: a typing mistake in the spec must not send a key unencrypted. The other rules are
/// those of the runtime's URL parser, so that the spec's author sees the mistake and not a user.
fn wrong_server(url: &str) -> Option<&'static str> {
    let Some(rest) = url.strip_prefix("https://") else { return Some("its scheme is not `https://`") };
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
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

fn env(acc: &mut Problems, api: &Node) -> String {
    let Some(node) = api.get("auth").and_then(|auth| auth.get("env")) else { return String::new() };
    let name = node.filled().unwrap_or_default();
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.starts_with(|c: char| c.is_ascii_digit()) || !name.chars().all(fits) {
        acc.add(node.span, Problem::BadEnv { name: name.to_owned() });
    }
    name.to_owned()
}

fn positive(acc: &mut Problems, api: &Node, section: &str, what: &'static str) -> u32 {
    let Some(node) = api.get(section).and_then(|section| section.get(what)) else { return 0 };
    let count = node.count();
    if count == Some(0) {
        acc.add(node.span, Problem::BadLimit { what });
    }
    count.unwrap_or_default()
}

fn error_rules(acc: &mut Problems, errors: Option<&Node>) -> ErrorRules {
    let rows = |key| entries(errors.and_then(|errors| errors.get(key)));
    let messages = errors.and_then(|errors| errors.get("message")).map(Node::items).unwrap_or_default();
    let (statuses, other, other_doc) = statuses(acc, errors.and_then(|errors| errors.entry("statuses")));
    ErrorRules {
        code: errors.map(|errors| text(errors, &["code"])).unwrap_or_default(),
        message: messages.iter().filter_map(Node::text).map(str::to_owned).collect(),
        violations: errors.and_then(|errors| errors.get("violations")).map(|node| Violations {
            list: text(node, &["list"]),
            path: text(node, &["path"]),
            text: text(node, &["text"]),
        }),
        bodies: error_bodies::bodies(acc, errors.and_then(|errors| errors.get("bodies"))),
        statuses,
        other,
        other_doc,
        codes: rows("codes").into_iter().map(|entry| code(acc, entry)).collect(),
        texts: rows("texts").into_iter().map(|entry| error_text(acc, entry)).collect(),
    }
}

/// Exact rows before classes, so that the first matching row is the right one.
fn statuses(acc: &mut Problems, section: Option<&Entry>) -> (Vec<Status>, Verdict, Option<String>) {
    let Some(section) = section else { return (Vec::new(), UNEXPECTED, None) };
    let mut rows = Vec::new();
    let mut other = None;
    for entry in entries(Some(&section.value)) {
        let key = entry.key.literal();
        let (verdict, doc) = (verdict(&entry.value), doc(Some(&entry.value)));
        match range(&key) {
            _ if key == "other" => other = Some((verdict, doc)),
            Some((first, last)) => rows.push(Status { first, last, verdict, doc }),
            None => acc.add(entry.key.span, Problem::BadStatus { key }),
        }
    }
    if section.value.is_map() && other.is_none() {
        acc.add(section.key.span, Problem::NoOtherStatus);
    }
    let mut means = section.value.entries().iter().map(|entry| entry.value.text_of("means").and_then(Means::of_word));
    // An unknown word may be a misspelled `ok`.
    if section.value.is_map() && !means.any(|means| means.is_none_or(|means| means == Means::Ok)) {
        acc.add(section.key.span, Problem::NoOkStatus);
    }
    rows.sort_by_key(|row| (row.last - row.first, row.first));
    let (other, other_doc) = other.unwrap_or((UNEXPECTED, None));
    (rows, other, other_doc)
}

/// The range of statuses of a key. Three characters, so that no two keys have the same range.
fn range(key: &str) -> Option<(u16, u16)> {
    if key.len() != 3 {
        return None;
    }
    if let Some(class) = key.strip_suffix("xx") {
        let class: u16 = class.parse().ok()?;
        return (1..=5).contains(&class).then_some((class * 100, class * 100 + 99));
    }
    let status: u16 = key.parse().ok()?;
    (100..=599).contains(&status).then_some((status, status))
}

fn code(acc: &mut Problems, entry: &Entry) -> Code {
    filled_key(acc, entry);
    Code {
        code: entry.key.literal(),
        means: verdict(&entry.value).means,
        billed: entry.value.get("billed").and_then(Node::flag),
        retry: entry.value.text_of("retry").and_then(Retry::of_word),
        doc: doc(Some(&entry.value)),
    }
}

/// An empty text would match every body. The docs of the client show the key as code, in the list of what errors mean.
fn filled_key(acc: &mut Problems, entry: &Entry) {
    let key = entry.key.literal();
    let why = match key.as_str() {
        key if key.trim().is_empty() => "it is empty",
        key if key.contains('`') => "it contains a backtick",
        key if key.contains(char::is_control) => "it contains a line break or another control character",
        _ => return,
    };
    acc.add(entry.key.span, Problem::BadKey { why });
}

fn error_text(acc: &mut Problems, entry: &Entry) -> Text {
    filled_key(acc, entry);
    let key = entry.key.literal();
    if key.contains('*') && key.replace('*', "").trim().is_empty() {
        acc.add(entry.key.span, Problem::BadKey { why: "every text matches it" });
    }
    let status = entry.value.get("status");
    let number = status.and_then(Node::count).and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
    if let Some(node) = status.filter(|node| node.count().is_some() && range(&number.to_string()).is_none()) {
        acc.add(node.span, Problem::BadStatus { key: node.literal() });
    }
    Text { text: entry.key.literal(), status: number, verdict: verdict(&entry.value), doc: doc(Some(&entry.value)) }
}

fn verdict(node: &Node) -> Verdict {
    Verdict {
        means: node.text_of("means").and_then(Means::of_word).unwrap_or(Means::Unexpected),
        billed: node.get("billed").and_then(Node::flag).unwrap_or_default(),
        retry: node.text_of("retry").and_then(Retry::of_word).unwrap_or(Retry::Never),
    }
}

/// The units of endpoints without `cost`: those of the service, in whichever file it is.
pub(super) fn default_units(files: &[Node]) -> u32 {
    files.iter().find_map(|file| file.get("api")?.get("cost")?.get("units")?.count()).unwrap_or(1)
}

fn doc(section: Option<&Node>) -> Option<String> {
    section?.text_of("doc").map(str::to_owned)
}

fn text(node: &Node, path: &[&str]) -> String {
    let found = path.iter().try_fold(node, |node, key| node.get(key));
    found.and_then(Node::text).unwrap_or_default().to_owned()
}
