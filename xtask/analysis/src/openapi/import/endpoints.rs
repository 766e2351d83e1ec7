//! Operations as endpoints.

use super::deprecation::deprecation;
use super::reader::Reader;
use super::text::filled;
use super::{params, responses};
use crate::entry::shape::Shape;
use crate::entry::yaml::{Layout, Map, Node};
use crate::openapi::json::Json;
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
    let returns = responses::returns(reader, operation, &format!("{hint}Response"), &mut notes);
    let pages = operation.get(keys::PAGES);
    if pages.is_none() && looks_like_a_page(&returns) {
        notes.push(
            "question: does the last element continue the list? Then it is `cursor?`, and `pages:` is missing."
                .to_owned(),
        );
    }
    let deprecation = deprecation(reader.document(), path, operation, &mut notes);
    comments.extend(notes);
    let reason = deprecation.as_ref().and_then(|deprecation| deprecation.reason);
    let mut entry = Map::new(Layout::Block).with("doc", doc(path, operation, reason));
    entry.add_some("deprecated", deprecation.map(|deprecation| deprecation.entry));
    entry.add_some("params", (!params.is_empty()).then_some(params));
    entry.add("returns", returns.node());
    entry.add_some("pages", pages.map(Node::from));
    entry.add_some("cost", operation.get(reader.cost_key()).filter(|cost| Some(*cost) != usual_cost).map(Node::from));
    entry.add_some("cache", operation.get(keys::CACHE).map(Node::from));
    entry.add_some("example", operation[keys::FIXTURE].as_str());
    (entry, comments)
}

/// The doc of the operation: its summary and its description, else one made of its name. What is written as the reason of
/// a deprecation is not repeated.
fn doc(path: &str, operation: &Json, reason: Option<&str>) -> String {
    let texts: Vec<_> = ["summary", "description"].into_iter().filter_map(|key| filled(operation, key)).collect();
    let texts = match texts.as_slice() {
        [summary, description] if description.trim().starts_with(summary.trim()) => vec![*description],
        [..] => texts,
    };
    let kept: Vec<_> = texts.iter().copied().filter(|text| Some(text.trim()) != reason).collect();
    let kept = if kept.is_empty() { texts } else { kept };
    let named = || filled(operation, "operationId").map(|id| format!("The response of `{id}`."));
    match kept.as_slice() {
        [] => named().unwrap_or_else(|| format!("The response of `{path}`.")),
        // The first paragraph is the summary that lists of docs show.
        kept => kept.join("\n\n"),
    }
}

/// A list and something that may be missing: the usual form of a page.
fn looks_like_a_page(returns: &Shape) -> bool {
    let Shape::Tuple(items) = returns else { return false };
    matches!(items.first(), Some(Shape::List(_))) && items.last().is_some_and(Shape::is_nullable)
}
