//! The `api` section, which only our own exports have.

use std::collections::BTreeMap;

use super::operation;
use super::text::filled;
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::{self, Json};
use crate::openapi::{facts, keys};

/// The section, if the document is an export of ours.
pub(super) fn section(document: &Json) -> Option<Map> {
    let own = document.get(keys::SERVICE)?;
    let text = |json: &Json, key: &str| Node::from(json[key].as_str().unwrap_or_default());
    let default = json::items(&document["servers"]).iter().map(|server| {
        let mut row = Map::default().with("url", text(server, "url"));
        row.add_some("doc", filled(server, "description"));
        Node::from(row)
    });
    let servers = default.chain(json::items(&own["servers"]).iter().map(Node::from));
    let mut section = Map::new(Layout::Block)
        .with("name", text(&document["info"], "title"))
        .with("doc", text(&document["info"], "description"))
        .with("servers", Node::List(servers.collect()));
    for (key, value) in json::entries(own).filter(|(key, _)| *key != "servers") {
        let mut value = Node::from(value);
        match (key.as_str(), &mut value) {
            ("auth", auth) => complete_auth(auth, document),
            ("errors", Node::Map(map)) => {
                status_docs(map, document, &own["errors"]["statuses"]);
                tables_as_blocks(map);
            }
            ("families", Node::Map(map)) => map.layout = Layout::Block,
            _ => {}
        }
        section.add(key, value);
    }
    Some(section)
}

/// Adds the headers or schemes of the keys, and where keys come from.
fn complete_auth(auth: &mut Node, document: &Json) {
    let mut schemes = json::entries(&document["components"]["securitySchemes"]).map(|(_, scheme)| scheme);
    let rows = match auth {
        Node::List(rows) => rows.iter_mut().collect(),
        one => vec![one],
    };
    for row in rows {
        let (Node::Map(row), Some(scheme)) = (row, schemes.next()) else { continue };
        match scheme["scheme"].as_str() {
            Some("bearer") => row.add("scheme", "Bearer"),
            Some("basic") => row.add("scheme", "Basic"),
            Some(word) => row.add("scheme", word),
            None => row.add("header", scheme["name"].as_str().unwrap_or_default()),
        }
        row.add_some("doc", filled(scheme, "description"));
    }
}

/// Adds to each status what its response describes.
fn status_docs(errors: &mut Map, document: &Json, rows: &Json) {
    let responses = &document["components"]["responses"];
    let statuses = errors.entries.iter_mut().find(|entry| entry.key == "statuses");
    let Some(Node::Map(statuses)) = statuses.map(|entry| &mut entry.value) else { return };
    for entry in &mut statuses.entries {
        let (row, status) = (&rows[&entry.key], entry.key.to_uppercase());
        let component = if status == "OTHER" { "status-default".to_owned() } else { format!("status-{status}") };
        let word = |key: &str| row[key].as_str().unwrap_or_default();
        let facts = facts::facts(word("means"), row["billed"].as_bool(), word("retry"));
        let doc = responses[&component]["description"].as_str().and_then(|text| facts::doc(text, &facts));
        if let Node::Map(row) = &mut entry.value {
            row.add_some("doc", doc);
        }
    }
}

/// One row per line, as in hand-written tables.
fn tables_as_blocks(errors: &mut Map) {
    errors.layout = Layout::Block;
    for entry in &mut errors.entries {
        if let Node::Map(map) = &mut entry.value
            && matches!(entry.key.as_str(), "statuses" | "codes" | "texts")
        {
            map.layout = Layout::Block;
        }
    }
}

/// The number of units that an endpoint costs by default, else those that most cost, by the extension that has the price of an operation.
pub(super) fn usual_cost<'a>(document: &'a Json, cost_key: &str) -> Option<&'a Json> {
    if let Some(units) = document[keys::SERVICE]["cost"].get("units") {
        return Some(units);
    }
    let mut counts: BTreeMap<String, (usize, &Json)> = BTreeMap::new();
    for operation in operation::all(document) {
        if let Some(cost @ Json::Number(number)) = operation.json.get(cost_key) {
            counts.entry(number.to_string()).or_insert((0, cost)).0 += 1;
        }
    }
    let most = counts.values().map(|(count, _)| *count).max()?;
    counts.into_values().find(|(count, _)| *count == most).map(|(_, cost)| cost)
}
