//! Operations as endpoints.

use super::body::{self, Body};
use super::deprecation::deprecation;
use super::operation::{self, Operation};
use super::params::{self, Params};
use super::reader::Reader;
use super::responses::{self, Response};
use super::servers;
use super::text::filled;
use crate::entry::names::Taken;
use crate::entry::shape::Shape;
use crate::entry::yaml::{Entry, Layout, Map, Node};
use crate::openapi::json::Json;
use crate::openapi::keys;

/// The entry of an operation.
pub(super) struct Endpoint {
    /// Without its name.
    pub(super) entry: Map,
    /// The comments above it.
    pub(super) comments: Vec<String>,
    pub(super) response: Response,
}

/// The entry of an operation.
///
/// # Errors
/// If the language cannot describe it, with the reason.
pub(super) fn endpoint<'a>(
    reader: &mut Reader<'a>,
    operation: &Operation<'a>,
    hint: &str,
    usual_cost: Option<&Json>,
) -> Result<Endpoint, String> {
    let json = operation.json;
    let mut taken = Taken::default();
    let Params { map: params, headers, idempotency, left_out: mut comments, .. } =
        params::params(reader, operation, hint, &mut taken);
    let mut notes = Vec::new();
    let body = body::body(reader, operation, hint, &mut taken, &mut notes)?;
    let Response { shape, has_links } = responses::returns(reader, operation, &format!("{hint}Response"), &mut notes)?;
    let has_links = has_links || params.entries.iter().any(mentions_links);
    let server = match json[keys::SERVER].as_str() {
        Some(name) => Some(name.to_owned()),
        None => servers::of_operation(reader.servers.as_ref(), operation, &mut notes),
    };
    let pages = json.get(keys::PAGES);
    let deprecation = deprecation(reader.document(), operation, &mut notes);
    comments.extend(notes);
    let reason = deprecation.as_ref().and_then(|deprecation| deprecation.reason);
    let mut entry = Map::new(Layout::Block).with("doc", doc(operation, reason, &shape));
    entry.add_some("aliases", json.get(keys::ALIASES).map(Node::from));
    entry.add_some("deprecated", deprecation.map(|deprecation| deprecation.entry));
    entry.add_some("server", server);
    entry.add_some("headers", constants(headers));
    entry.add_some("params", (!params.is_empty()).then_some(params));
    if let Some(Body { section, node }) = body {
        entry.add(section, node);
    }
    entry.add_some("idempotency", idempotency);
    entry.add_some("safe", json.get(keys::SAFE).map(Node::from));
    entry.add("returns", shape.node());
    entry.add_some("pages", pages.map(Node::from));
    entry.add_some("cost", json.get(reader.cost_key()).filter(|cost| Some(*cost) != usual_cost).map(Node::from));
    entry.add_some("cache", json.get(keys::CACHE).map(Node::from));
    entry.add_some("differs", json.get(keys::DIFFERS).map(Node::from));
    entry.add_some("example", json[keys::FIXTURE].as_str());
    Ok(Endpoint { entry, comments, response: Response { shape, has_links } })
}

/// Whether the doc of a parameter says that its values come from the header with links to other pages.
fn mentions_links(param: &Entry) -> bool {
    let Node::Map(body) = &param.value else { return false };
    body.entries.iter().any(|entry| {
        let Node::Text(doc) = &entry.value else { return false };
        let is_plain = |c: &char| c.is_alphanumeric() || c.is_whitespace();
        let plain: String = doc.chars().filter(is_plain).collect();
        entry.key == "doc" && plain.to_ascii_lowercase().contains("link header")
    })
}

fn constants(headers: Vec<(String, String)>) -> Option<Map> {
    let map = headers.into_iter().fold(Map::default(), |map, (name, value)| map.with(&name, value));
    (!map.is_empty()).then_some(map)
}

/// The doc of the operation: its summary and its description, else one made of its name. What is written as the reason of
/// a deprecation is not repeated.
fn doc(operation: &Operation<'_>, reason: Option<&str>, returns: &Shape) -> String {
    let texts: Vec<_> = ["summary", "description"].into_iter().filter_map(|key| filled(operation.json, key)).collect();
    let texts = match texts.as_slice() {
        [summary, description] if description.trim().starts_with(summary.trim()) => vec![*description],
        [..] => texts,
    };
    let kept: Vec<_> = texts.iter().copied().filter(|text| Some(text.trim()) != reason).collect();
    let kept = if kept.is_empty() { texts } else { kept };
    match kept.as_slice() {
        [] => made_doc(operation, returns),
        // The first paragraph is the summary that lists of docs show.
        kept => kept.join("\n\n"),
    }
}

/// What is known of an operation of which the document says nothing: what is sent, or for a GET what comes back.
fn made_doc(operation: &Operation<'_>, returns: &Shape) -> String {
    let id = filled(operation.json, "operationId");
    let sent = operation::named(&operation.key());
    let is_read = operation.is_get() && *returns != Shape::named("none");
    match id {
        Some(id) if is_read => format!("The response of `{id}`."),
        None if is_read => format!("The response of `{}`.", operation.key()),
        Some(id) => format!("Sends `{sent}`, the operation `{id}`."),
        None => format!("Sends `{sent}`."),
    }
}
