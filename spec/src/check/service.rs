//! What holds for the whole service.

use crate::model::{Code, ErrorRules, Limits, Means, Retry, Service, Status, Text, Verdict, Violations};
use crate::problem::{Problem, Problems};
use crate::yaml::{Entry, Node};

const UNEXPECTED: Verdict = Verdict { means: Means::Unexpected, billed: false, retry: Retry::Never };

pub(super) fn service(acc: &mut Problems, api: &Node) -> Service {
    Service {
        name: text(api, &["name"]),
        doc: text(api, &["doc"]),
        servers: servers(acc, api),
        key_header: header(acc, api.get("auth")),
        key_env: env(acc, api),
        requests_per_second: u32::try_from(positive(acc, api, "pace", "per_second")).unwrap_or(u32::MAX),
        cost_header: header(acc, api.get("cost")),
        cost_field: text(api, &["cost", "field"]),
        limits: Limits {
            timeout_seconds: positive(acc, api, "limits", "timeout_seconds"),
            connect_seconds: positive(acc, api, "limits", "connect_seconds"),
            idle_seconds: positive(acc, api, "limits", "idle_seconds"),
            body_bytes: positive(acc, api, "limits", "body_bytes"),
        },
        errors: error_rules(acc, api.get("errors")),
    }
}

fn servers(acc: &mut Problems, api: &Node) -> Vec<String> {
    let Some(list) = api.entry("servers") else { return Vec::new() };
    if list.value.items().is_empty() {
        acc.add(list.key.span, Problem::NoServers);
    }
    let mut servers = Vec::new();
    for node in list.value.items().iter().filter_map(|server| server.get("url")) {
        let url = node.text().unwrap_or_default();
        if let Some(why) = wrong_server(url) {
            acc.add(node.span, Problem::BadServer { why });
        }
        servers.push(url.trim_end_matches('/').to_owned());
    }
    servers
}

/// Only https: a key must never be sent in the open because of a typing mistake in the spec.
fn wrong_server(url: &str) -> Option<&'static str> {
    let rest = url.strip_prefix("https://");
    let host = rest.unwrap_or_default().split('/').next().unwrap_or_default();
    if rest.is_none() {
        Some("another scheme than https")
    } else if host.is_empty() {
        Some("an empty host")
    } else if url.contains('@') {
        Some("a user name in its URL")
    } else if url.contains(['?', '#']) {
        Some("a query or a fragment")
    } else if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Some("blanks in its URL")
    } else {
        None
    }
}

fn header(acc: &mut Problems, section: Option<&Node>) -> String {
    let Some(node) = section.and_then(|section| section.get("header")) else { return String::new() };
    let name = node.text().unwrap_or_default();
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(token) {
        acc.add(node.span, Problem::BadHeader { name: name.to_owned() });
    }
    name.to_ascii_lowercase()
}

fn env(acc: &mut Problems, api: &Node) -> String {
    let Some(node) = api.get("auth").and_then(|auth| auth.get("env")) else { return String::new() };
    let name = node.text().unwrap_or_default();
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) || !name.chars().all(fits) {
        acc.add(node.span, Problem::BadEnv { name: name.to_owned() });
    }
    name.to_owned()
}

fn positive(acc: &mut Problems, api: &Node, section: &str, what: &'static str) -> u64 {
    let Some(node) = api.get(section).and_then(|section| section.get(what)) else { return 0 };
    let count = node.count();
    if count == Some(0) {
        acc.add(node.span, Problem::BadLimit { what });
    }
    count.unwrap_or_default()
}

fn error_rules(acc: &mut Problems, errors: Option<&Node>) -> ErrorRules {
    let entries = |key| errors.and_then(|errors| errors.get(key)).map(Node::entries).unwrap_or_default();
    let messages = errors.and_then(|errors| errors.get("message")).map(Node::items).unwrap_or_default();
    let (statuses, other) = statuses(acc, errors.and_then(|errors| errors.entry("statuses")));
    ErrorRules {
        code: errors.map(|errors| text(errors, &["code"])).unwrap_or_default(),
        message: messages.iter().filter_map(Node::text).map(str::to_owned).collect(),
        violations: errors.and_then(|errors| errors.get("violations")).map(|node| Violations {
            list: text(node, &["list"]),
            path: text(node, &["path"]),
            text: text(node, &["text"]),
        }),
        statuses,
        other,
        codes: entries("codes").iter().map(code).collect(),
        texts: entries("texts").iter().map(|entry| error_text(acc, entry)).collect(),
    }
}

/// Exact rows before classes, so that the first that fits is the right one.
fn statuses(acc: &mut Problems, section: Option<&Entry>) -> (Vec<Status>, Verdict) {
    let Some(section) = section else { return (Vec::new(), UNEXPECTED) };
    let mut rows = Vec::new();
    let mut other = None;
    for entry in section.value.entries() {
        let key = entry.key.literal();
        let verdict = verdict(&entry.value);
        match range(&key) {
            _ if key == "other" => other = Some(verdict),
            Some((first, last)) => rows.push(Status { first, last, verdict }),
            None => acc.add(entry.key.span, Problem::BadStatus { key }),
        }
    }
    if other.is_none() {
        acc.add(section.key.span, Problem::NoOtherStatus);
    }
    rows.sort_by_key(|row| (row.last - row.first, row.first));
    (rows, other.unwrap_or(UNEXPECTED))
}

fn range(key: &str) -> Option<(u16, u16)> {
    if let Some(class) = key.strip_suffix("xx") {
        let class: u16 = class.parse().ok()?;
        return (1..=5).contains(&class).then_some((class * 100, class * 100 + 99));
    }
    let status: u16 = key.parse().ok()?;
    (100..=599).contains(&status).then_some((status, status))
}

fn code(entry: &Entry) -> Code {
    Code {
        code: entry.key.literal(),
        means: verdict(&entry.value).means,
        billed: entry.value.get("billed").and_then(Node::flag),
        retry: entry.value.text_of("retry").and_then(Retry::of_word),
    }
}

fn error_text(acc: &mut Problems, entry: &Entry) -> Text {
    let status = entry.value.get("status");
    let number = status.and_then(Node::count).and_then(|number| u16::try_from(number).ok()).unwrap_or_default();
    if let Some(node) = status.filter(|node| node.count().is_some() && range(&number.to_string()).is_none()) {
        acc.add(node.span, Problem::BadStatus { key: node.literal() });
    }
    Text { text: entry.key.literal(), status: number, verdict: verdict(&entry.value) }
}

fn verdict(node: &Node) -> Verdict {
    Verdict {
        means: node.text_of("means").and_then(Means::of_word).unwrap_or(Means::Unexpected),
        billed: node.get("billed").and_then(Node::flag).unwrap_or_default(),
        retry: node.text_of("retry").and_then(Retry::of_word).unwrap_or(Retry::Never),
    }
}

fn text(node: &Node, path: &[&str]) -> String {
    let found = path.iter().try_fold(node, |node, key| node.get(key));
    found.and_then(Node::text).unwrap_or_default().to_owned()
}
