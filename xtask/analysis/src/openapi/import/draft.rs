//! A draft of `api` for a document of others: its servers and its key; everything that it cannot say is a question.

use heck::{ToShoutySnakeCase, ToSnakeCase};

use super::text::{filled, shortened};
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::{self, Json};

/// The section. `units` is the price of most operations.
pub(super) fn section(document: &Json, units: u64) -> Map {
    let title = filled(&document["info"], "title").map_or("Service", str::trim);
    let crate_name: String = title.to_snake_case().chars().filter(|c| *c == '_' || c.is_ascii_alphanumeric()).collect();
    let crate_name = crate_name.trim_matches('_');
    let is_name = crate_name.starts_with(|c: char| c.is_ascii_lowercase()) && crate_name.len() <= 40;
    let crate_name = if is_name { format!("{crate_name}_client") } else { "client".to_owned() };
    let mut api = Map::new(Layout::Block)
        .with("name", shortened(title))
        .with("doc", filled(&document["info"], "description").unwrap_or("The service, as it declares itself."));
    api.add("crate", crate_name.as_str());
    let (servers, comments) = servers(document);
    api.add_said(comments, "servers", servers);
    let (auth, comments) = auth(document, &crate_name);
    api.add_said(comments, "auth", auth);
    api.add_said(question("how many requests per second does the service allow?"), "rate_limit", per_second());
    let cost =
        Map::default().with("header", "x-cost").with("field", "units").with("units", Node::Word(units.to_string()));
    api.add_said(
        question("which header of a response has its price, and how? Without one, the prices here count."),
        "cost",
        cost,
    );
    let limits =
        [("timeout_seconds", "60"), ("connect_seconds", "10"), ("idle_seconds", "5"), ("body_bytes", "10485760")];
    api.add("limits", limits.into_iter().fold(Map::default(), |map, (key, value)| map.with(key, word(value))));
    let comments =
        question("which fields of an error body have its code and its message, and which responses are billed?");
    api.add_said(comments, "errors", errors());
    api
}

fn question(text: &str) -> Vec<String> {
    vec![format!("question: {text}")]
}

fn word(word: &str) -> Node {
    Node::Word(word.to_owned())
}

fn per_second() -> Map {
    Map::default().with("per_second", word("1"))
}

/// The servers that a spec can name, with the defaults of their variables; comments name the others.
fn servers(document: &Json) -> (Node, Vec<String>) {
    let mut comments = Vec::new();
    let mut rows: Vec<Node> = Vec::new();
    for server in json::items(&document["servers"]) {
        let mut url = server["url"].as_str().unwrap_or_default().trim_end_matches('/').to_owned();
        for (name, variable) in json::entries(&server["variables"]) {
            url = url.replace(&format!("{{{name}}}"), variable["default"].as_str().unwrap_or_default());
        }
        if !is_server(&url) {
            let url = shortened(&url);
            comments.push(format!("left out: the server `{url}`: a server is `https://host`, followed by a path"));
            continue;
        }
        let mut row = Map::default().with("url", url);
        row.add_some("doc", filled(server, "description"));
        rows.push(row.into());
    }
    if rows.is_empty() {
        comments.push("question: the document names no server that can be used; where is the service?".to_owned());
        rows.push(Map::default().with("url", "https://api.example.com").into());
    }
    (Node::List(rows), comments)
}

/// Whether the language takes the URL of a server.
fn is_server(url: &str) -> bool {
    let Some((host, path)) = url.strip_prefix("https://").map(|rest| rest.split_once('/').unwrap_or((rest, ""))) else {
        return false;
    };
    let (host, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_local = host == "localhost" || host.starts_with("127.");
    let fits = |text: &str, more: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c));
    !is_local
        && host.split('.').all(|part| !part.is_empty())
        && fits(host, ".-_")
        && port.chars().all(|c| c.is_ascii_digit())
        && port.parse::<u16>().is_ok()
        && fits(path, "._-~/")
}

/// The header of the key, if the document has one; comments name the other ways.
fn auth(document: &Json, crate_name: &str) -> (Map, Vec<String>) {
    let mut schemes: Vec<_> = json::entries(&document["components"]["securitySchemes"]).collect();
    // The order of the document decides nothing, except where it says what is required.
    schemes.sort_by_key(|(name, _)| *name);
    let required = json::items(&document["security"]).iter().flat_map(json::entries).map(|(name, _)| name.as_str());
    let required: Vec<_> = required.collect();
    schemes.sort_by_key(|(name, _)| !required.contains(&name.as_str()));
    let header = |scheme: &Json| {
        let name = scheme["name"].as_str().filter(|_| scheme["type"] == "apiKey" && scheme["in"] == "header")?;
        let is_token = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        (!name.is_empty() && name.chars().all(is_token) && !name.eq_ignore_ascii_case("host")).then(|| name.to_owned())
    };
    let found = schemes.iter().find_map(|(key, scheme)| Some((*key, *scheme, header(scheme)?)));
    let mut comments = Vec::new();
    for (key, scheme) in schemes.iter().filter(|(key, _)| found.as_ref().is_none_or(|(own, ..)| own != key)) {
        let words = ["type", "scheme", "in", "name"].iter().filter_map(|key| scheme[*key].as_str());
        let words = shortened(&words.collect::<Vec<_>>().join(" "));
        comments
            .push(format!("left out: the security scheme `{}` ({words}): a key is sent in one header", shortened(key)));
    }
    if found.is_none() {
        comments.push("question: the document names no header for a key; how is it sent?".to_owned());
    }
    let name = found.as_ref().map_or("x-api-key", |(_, _, header)| header.as_str());
    let env = format!("{}_KEY", crate_name.trim_end_matches("_client").to_shouty_snake_case());
    let mut auth = Map::default().with("header", name).with("env", env);
    auth.add_some("doc", found.and_then(|(_, scheme, _)| filled(scheme, "description")));
    (auth, comments)
}

/// What statuses mean by HTTP, and nothing billed but what succeeds.
fn errors() -> Map {
    const STATUSES: &[(&str, &str, &str)] = &[
        ("200", "ok", "never"),
        ("400", "bad_request", "never"),
        ("401", "unauthorized", "never"),
        ("403", "forbidden", "never"),
        ("404", "not_found", "never"),
        ("429", "rate_limited", "wait"),
        ("5xx", "unavailable", "backoff"),
        ("other", "unexpected", "never"),
    ];
    let mut statuses = Map::new(Layout::Block);
    for (status, means, retry) in STATUSES {
        let billed = if *status == "200" { "true" } else { "false" };
        let mut row = Map::default().with("means", *means).with("billed", word(billed));
        row.add_some("retry", (*retry != "never").then_some(*retry));
        statuses.add(status, row);
    }
    Map::new(Layout::Block)
        .with("code", "code")
        .with("message", Node::List(vec![Node::from("message"), Node::from("error")]))
        .with("statuses", statuses)
}
