//! The `api` section, which only an export of ours holds all of.

use std::collections::BTreeMap;

use crate::openapi::json::Json;
use crate::openapi::keys;
use crate::stanza::yaml::{Layout, Map, Node};

/// The section, where the document has what it needs.
pub(super) fn section(document: &Json) -> Option<Map> {
    let own = document.get(keys::SERVICE)?;
    let text = |json: &Json, key: &str| Node::from(json.at(key).text().unwrap_or_default());
    let servers =
        document.at("servers").items().iter().map(|server| Map::default().with("url", text(server, "url")).into());
    let mut section = Map::new(Layout::Block)
        .with("name", text(document.at("info"), "title"))
        .with("doc", text(document.at("info"), "description"))
        .with("servers", Node::List(servers.collect()));
    for (key, value) in own.entries() {
        let mut value = Node::from(value);
        if let Node::Map(map) = &mut value {
            match key.as_str() {
                "auth" => map.add("header", key_header(document)),
                "cost" => map.add("units", usual_cost(document).map_or(Node::Word("1".to_owned()), Node::from)),
                "errors" => tables_as_blocks(map),
                _ => {}
            }
        }
        section.add(key, value);
    }
    Some(section)
}

fn key_header(document: &Json) -> &str {
    let schemes = document.at("components").at("securitySchemes").entries();
    let in_header = schemes.iter().find(|(_, scheme)| scheme.at("in").text() == Some("header"));
    in_header.and_then(|(_, scheme)| scheme.at("name").text()).unwrap_or_default()
}

/// A row a line, as tables are written by hand.
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

/// The number of units that most endpoints cost.
pub(super) fn usual_cost(document: &Json) -> Option<&Json> {
    let mut counts: BTreeMap<String, (usize, &Json)> = BTreeMap::new();
    for (_, item) in document.at("paths").entries() {
        if let Some(cost @ Json::Number(number)) = item.at("get").get(keys::COST) {
            counts.entry(number.to_string()).or_insert((0, cost)).0 += 1;
        }
    }
    let most = counts.values().map(|(count, _)| *count).max()?;
    counts.into_values().find(|(count, _)| *count == most).map(|(_, cost)| cost)
}
