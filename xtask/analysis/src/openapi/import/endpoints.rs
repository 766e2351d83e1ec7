//! Operations as endpoints.

use super::reader::Reader;
use super::text::filled;
use super::{params, schemas, types};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// The entry of a GET, without its name, and the comments above it.
pub(super) fn endpoint<'a>(
    reader: &mut Reader<'a>,
    path: &str,
    item: &'a Json,
    hint: &str,
    usual_cost: Option<&Json>,
) -> (Map, Vec<String>) {
    let operation = &item["get"];
    let (params, mut comments) = params::params(reader, path, item, operation, hint);
    let mut notes = Vec::new();
    let returns = returns(reader, operation, &format!("{hint}Response"), &mut notes);
    let pages = operation.get(keys::PAGES);
    if pages.is_none() && looks_like_a_page(&returns) {
        notes.push(
            "question: does the last element continue the list? Then it is `cursor?`, and `pages:` is missing."
                .to_owned(),
        );
    }
    comments.extend(notes);
    let mut entry = Map::new(Layout::Block).with("doc", doc(path, operation));
    entry.add_some("deprecated", deprecated(operation));
    entry.add_some("params", (!params.is_empty()).then_some(params));
    entry.add("returns", returns.node());
    entry.add_some("pages", pages.map(Node::from));
    entry.add_some("cost", operation.get(keys::COST).filter(|cost| Some(*cost) != usual_cost).map(Node::from));
    entry.add_some("example", operation[keys::FIXTURE].as_str());
    (entry, comments)
}

/// The doc of the operation: its description, else its summary, else one made of its name.
fn doc(path: &str, operation: &Json) -> String {
    let words = ["description", "summary"].iter().find_map(|key| filled(operation, key));
    let named = || filled(operation, "operationId").map(|id| format!("The response of `{id}`."));
    words.map(str::to_owned).or_else(named).unwrap_or_else(|| format!("The response of `{path}`."))
}

fn deprecated(operation: &Json) -> Option<Node> {
    if let Some(own) = operation.get(keys::DEPRECATED) {
        return Some(Node::from(own));
    }
    if operation["deprecated"] != true {
        return None;
    }
    let mentions = |text: &&str| text.to_ascii_lowercase().contains("deprecat");
    let text = ["summary", "description"].iter().filter_map(|key| filled(operation, key)).find(mentions);
    let reason = text.unwrap_or("The service declares it deprecated, without a reason.");
    Some(Map::default().with("reason", reason.trim()).into())
}

/// The type of the first successful response that is JSON.
fn returns<'a>(reader: &mut Reader<'a>, operation: &'a Json, hint: &str, notes: &mut Vec<String>) -> Shape {
    let document = reader.document();
    let responses = json::entries(&operation["responses"]);
    let good = responses.filter(|(status, _)| status.starts_with('2') || *status == "default");
    for (_, response) in good {
        let mut content = json::entries(&schemas::followed(document, response)["content"]);
        let is_json = |name: &str| name.contains("json") || name == "*/*";
        if let Some((_, body)) = content.find(|(name, _)| is_json(name))
            && let Some(schema) = body.get("schema")
        {
            return types::shape(reader, schema, hint, notes);
        }
    }
    notes.push("question: the description has no schema of the response; what is it?".to_owned());
    Shape::json()
}

/// A list and something that may be missing: the usual form of a page.
fn looks_like_a_page(returns: &Shape) -> bool {
    let Shape::Tuple(items) = returns else { return false };
    matches!(items.first(), Some(Shape::List(_))) && items.last().is_some_and(Shape::is_nullable)
}
