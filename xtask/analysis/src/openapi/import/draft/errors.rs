//! What the bodies of errors have in common, by the document; with prices, which responses are billed.

use std::collections::BTreeMap;

use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::import::media::json_schema;
use crate::openapi::import::operation;
use crate::openapi::import::{parts, references, schemas};
use crate::openapi::json::{self, Json};

/// Fields with a message, the most exact first.
const MESSAGES: &[&str] = &["message", "error_message", "detail", "description", "error_description", "title", "error"];
/// Fields with a code.
const CODES: &[&str] = &["code", "error_code", "type"];

/// `errors`, with its comments; `None` where the document says nothing of it.
pub(super) fn errors(document: &Json, has_prices: bool) -> Option<(Vec<String>, Map)> {
    let mut map = Map::new(Layout::Block);
    if let Some(ways) = usual_ways(document) {
        map.add_some("code", ways.code);
        map.add_some("message", ways.message.map(|message| Node::List(vec![Node::from(message)])));
    }
    if has_prices {
        map.add("statuses", statuses());
    }
    let comments = if has_prices { vec!["question: which responses are billed?".to_owned()] } else { Vec::new() };
    (!map.is_empty()).then_some((comments, map))
}

/// The ways to the code and the message in a body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Ways {
    code: Option<String>,
    message: Option<String>,
}

/// The ways that most operations with a body for an error have.
fn usual_ways(document: &Json) -> Option<Ways> {
    let mut counts: BTreeMap<Ways, usize> = BTreeMap::new();
    for operation in operation::all(document) {
        let mut responses: Vec<_> = json::entries(&operation.json["responses"]).collect();
        responses.sort_by_key(|(status, _)| *status);
        let is_error = |status: &str| status.starts_with(['4', '5']) || status == "default";
        let mut bodies = responses.iter().filter(|(status, _)| is_error(status)).filter_map(|(_, response)| {
            let schema = json_schema(&references::followed(document, response)["content"])?;
            ways(document, references::followed(document, schema))
        });
        if let Some(ways) = bodies.next() {
            *counts.entry(ways).or_default() += 1;
        }
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(ways, _)| ways)
}

/// The ways in a schema: its own fields, or those of its field `error` or of the items of `errors`.
fn ways(document: &Json, schema: &Json) -> Option<Ways> {
    let inside = |way: &str| {
        let field = property(document, schema, way)?;
        let field =
            if schemas::types(field) == ["array"] { references::followed(document, &field["items"]) } else { field };
        Some(field)
    };
    let places = [("", Some(schema)), ("error.", inside("error")), ("errors.0.", inside("errors"))];
    let found = |names: &[&str], is_message: bool| {
        let mut ways = places.iter().filter_map(|(way, schema)| Some((way, (*schema)?))).flat_map(|(way, schema)| {
            let is_text = move |name: &&&str| {
                let field = property(document, schema, name);
                field.is_some_and(|field| schemas::types(field).contains(&"string") && (is_message || !name.is_empty()))
            };
            names.iter().filter(is_text).map(move |name| format!("{way}{name}"))
        });
        ways.next()
    };
    let message = found(MESSAGES, true)?;
    // A code is beside its message.
    let place = message.rfind('.').map_or("", |dot| &message[..=dot]).to_owned();
    let code = found(CODES, false).filter(|code| code.rfind('.').map_or("", |dot| &code[..=dot]) == place);
    Some(Ways { code, message: Some(message) })
}

fn property<'a>(document: &'a Json, schema: &'a Json, name: &str) -> Option<&'a Json> {
    let found = parts::parts(document, schema);
    let property = parts::properties(&found).into_iter().find(|property| property.name == name)?;
    Some(references::followed(document, property.schema))
}

/// What statuses mean by HTTP, and nothing billed but what succeeds.
fn statuses() -> Map {
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
        let mut row = Map::default().with("means", *means).with("billed", Node::Word(billed.to_owned()));
        row.add_some("retry", (*retry != "never").then_some(*retry));
        statuses.add(status, row);
    }
    statuses
}
