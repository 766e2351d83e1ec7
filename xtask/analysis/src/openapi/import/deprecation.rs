//! Whether an operation is deprecated, and what its texts say about it.

use super::operation::{self, Operation};
use super::references;
use super::text::filled;
use crate::entry::yaml::{Map, Node};
use crate::openapi::json::Json;
use crate::openapi::keys;

/// Words of a text that says why an operation is deprecated or what replaces it.
const WORDS: &[&str] = &["deprecat", "instead", "replace", "obsolete", "legacy", "sunset", "removed", "no longer"];

/// Words before the path of a replacement.
const BEFORE: &[&str] = &["use", "prefer", "by", "to", "with", "see", "of"];

/// The deprecation of an operation.
pub(super) struct Deprecation<'a> {
    pub(super) entry: Node,
    /// The summary or description that is the reason.
    pub(super) reason: Option<&'a str>,
}

/// The deprecation; `None` where it is not deprecated. `notes` takes a question where only its texts say so.
pub(super) fn deprecation<'a>(document: &Json, of: &Operation<'a>, notes: &mut Vec<String>) -> Option<Deprecation<'a>> {
    let operation = of.json;
    if let Some(own) = operation.get(keys::DEPRECATED) {
        return Some(Deprecation { entry: Node::from(own), reason: None });
    }
    let texts = || ["summary", "description"].into_iter().filter_map(|key| filled(operation, key));
    if operation["deprecated"] != true {
        let summary = filled(operation, "summary").filter(|text| text.to_ascii_lowercase().contains("deprecated"));
        if let Some(summary) = summary {
            let uses: Vec<_> = replacements(document, of, summary);
            let uses = if uses.is_empty() { String::new() } else { format!("use: [{}], ", uses.join(", ")) };
            notes.push(format!(
                "question: its texts call it deprecated; is it? Then it has `deprecated: {{ {uses}reason: .. }}`"
            ));
        }
        return None;
    }
    let names_replacement = |text: &str| !replacements(document, of, text).is_empty();
    let has_word = |text: &str| {
        let text = text.to_ascii_lowercase();
        WORDS.iter().any(|word| text.contains(word))
    };
    let reason = texts().find(|text| names_replacement(text) || has_word(text)).map(str::trim);
    let uses = reason.map(|reason| replacements(document, of, reason)).unwrap_or_default();
    let mut entry = Map::default();
    let uses: Vec<_> = uses.into_iter().map(Node::from).collect();
    entry.add_some("use", (!uses.is_empty()).then_some(Node::List(uses)));
    entry.add("reason", reason.unwrap_or("The service declares it deprecated, without a reason."));
    Some(Deprecation { entry: entry.into(), reason })
}

/// The keys of the other operations that a text names as replacements: `Use v1/items instead.`
fn replacements(document: &Json, of: &Operation<'_>, text: &str) -> Vec<String> {
    let Some(paths) = document["paths"].as_object() else { return Vec::new() };
    let is_around = |c: char| "`'\"()[]<>.,;:!*".contains(c);
    let words: Vec<_> = text.split_whitespace().map(|word| word.trim_matches(is_around)).collect();
    let mut found: Vec<String> = Vec::new();
    for (index, word) in words.iter().enumerate().filter(|(_, word)| word.contains('/')) {
        let at = |back: usize| words.get(index.wrapping_sub(back)).copied();
        // `Use POST /v1/items instead.`
        let method = at(1).filter(|word| operation::METHODS.iter().any(|(_, method)| method == word));
        let skipped = usize::from(method.is_some());
        let before = |back: usize| at(back + skipped).map(str::to_ascii_lowercase);
        let is_replacement = before(1).is_some_and(|word| BEFORE.contains(&word.as_str()));
        let is_replaced = before(2).is_some_and(|word| word == "instead");
        let path = format!("/{}", word.trim_start_matches("GET").trim_start_matches('/'));
        let Some((path, item)) = paths.get_key_value(&path).filter(|_| is_replacement && !is_replaced) else {
            continue;
        };
        let item = references::followed(document, item);
        let wanted = method.unwrap_or(of.method);
        let all: Vec<_> = operation::of_path(path, item).collect();
        let same = all.iter().find(|operation| operation.method == wanted);
        let Some(replacement) = same.or_else(|| all.first().filter(|_| method.is_none())) else { continue };
        let key = replacement.key();
        if key != of.key() && !found.contains(&key) {
            found.push(key);
        }
    }
    found
}
