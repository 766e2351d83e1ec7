//! Operations as endpoints.

use super::definitions::said;
use super::reader::Reader;
use super::{params, schemas, types};
use crate::openapi::json::Json;
use crate::openapi::keys;
use crate::stanza::shape::Shape;
use crate::stanza::yaml::{Layout, Map, Node};

/// The stanza of a GET, without its name, and the comments above it.
pub(super) fn endpoint<'a>(
    reader: &mut Reader<'a>,
    path: &str,
    item: &'a Json,
    hint: &str,
    usual_cost: Option<&Json>,
) -> (Map, Vec<String>) {
    let operation = item.at("get");
    let (params, mut comments) = params::params(reader, path, item, operation, hint);
    let mut notes = Vec::new();
    let returns = returns(reader, operation, &format!("{hint}Reply"), &mut notes);
    let pages = operation.get(keys::PAGES);
    if pages.is_none() && looks_like_a_page(&returns) {
        notes.push(
            "question: does the last element continue the list? Then it is `cursor?`, and `pages:` is missing."
                .to_owned(),
        );
    }
    comments.extend(notes);
    let mut stanza = Map::new(Layout::Block).with("doc", doc(path, operation));
    stanza.add_some("deprecated", deprecated(operation));
    stanza.add_some("params", (!params.is_empty()).then_some(params));
    stanza.add("returns", returns.node());
    stanza.add_some("pages", pages.map(Node::from));
    stanza.add_some("cost", operation.get(keys::COST).filter(|cost| Some(*cost) != usual_cost).map(Node::from));
    stanza.add_some("example", operation.at(keys::FIXTURE).text());
    (stanza, comments)
}

/// What the file says of the operation, in the order of how much that is worth.
fn doc(path: &str, operation: &Json) -> String {
    let words = ["description", "summary"].iter().find_map(|key| said(operation, key));
    let named = || said(operation, "operationId").map(|id| format!("The reply of `{id}`."));
    words.map(str::to_owned).or_else(named).unwrap_or_else(|| format!("The reply of `{path}`."))
}

fn deprecated(operation: &Json) -> Option<Node> {
    if let Some(own) = operation.get(keys::DEPRECATED) {
        return Some(Node::from(own));
    }
    if !operation.at("deprecated").is_true() {
        return None;
    }
    let tells = |text: &&str| text.to_ascii_lowercase().contains("deprecat");
    let told = ["summary", "description"].iter().filter_map(|key| said(operation, key)).find(tells);
    let reason = told.unwrap_or("The service declares it deprecated and says no more.");
    Some(Map::default().with("reason", reason.trim()).into())
}

/// The type of the first good answer that is JSON.
fn returns<'a>(reader: &mut Reader<'a>, operation: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let document = reader.document();
    let answers = operation.at("responses").entries();
    let good = answers.iter().filter(|(status, _)| status.starts_with('2') || status == "default");
    for (_, answer) in good {
        let content = schemas::followed(document, answer).at("content").entries();
        let is_json = |name: &str| name.contains("json") || name == "*/*";
        if let Some((_, body)) = content.iter().find(|(name, _)| is_json(name))
            && let Some(schema) = body.get("schema")
        {
            return types::shape(reader, schema, hint, notes);
        }
    }
    notes.push("question: the description has no schema of the answer; what is it?".to_owned());
    Shape::json()
}

/// A list and something that may be missing: the usual form of a page.
fn looks_like_a_page(returns: &Shape) -> bool {
    let Shape::Tuple(items) = returns else { return false };
    matches!(items.first(), Some(Shape::List(_))) && items.last().is_some_and(Shape::is_nullable)
}
