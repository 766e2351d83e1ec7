//! From YAML text to a tree in which every node has its place.
//!
//! Two readers share the work. `serde_yaml` decides what a scalar is; it has no positions and
//! drops duplicate keys silently. `granit-parser` has the position of everything. The tree joins
//! the results of both, and a file that they read differently is refused.

mod layout;
mod node;
mod overlay;
mod size;

pub(crate) use node::{Entry, Node, Value};
pub(crate) use size::Size;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use serde::de::DeserializeSeed;

use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::{BYTE_ORDER_MARK, Source, Span, char_boundary};
use overlay::{Overlay, Placed};

/// Reads one file. `None` means that problems were added and the file cannot be used at all.
pub(crate) fn parse(acc: &mut Problems, size: &mut Size, file: usize, source: &Source) -> Option<Node> {
    let before = acc.len();
    size.add_text(acc, file, source.text.len())?;
    line_ends(acc, file, &source.text);
    if acc.len() > before {
        return None;
    }
    let layout = layout::read(acc, size, file, &source.text)?;
    let mut overlay = Overlay { text: &source.text, disagreement: None };
    let node = decode(acc, file, &source.text, overlay.over(layout))?;
    if let Some(span) = overlay.disagreement {
        acc.add(span, Problem::ReadersDisagree);
        return None;
    }
    duplicate_keys(acc, &node);
    Some(node)
}

fn decode(acc: &mut Problems, file: usize, text: &str, root: Placed<'_, '_>) -> Option<Node> {
    // `serde_yaml` counts a byte order mark as a column, and the second key would end the mapping.
    let content = text.trim_start_matches(BYTE_ORDER_MARK);
    let skipped = text.len() - content.len();
    root.deserialize(serde_yaml::Deserializer::from_str(content))
        .map_err(|error| {
            let index = error.location().map_or(0, |location| location.index());
            let start = char_boundary(text, skipped + index);
            let message = without_places(&error.to_string());
            acc.add(Span { file, start, end: start }, Problem::Syntax { message, help: None });
        })
        .ok()
}

/// The message of an error without its ` at line 1 column 2`: our own messages show the place.
fn without_places(message: &str) -> String {
    let mut parts = message.split(" at line ");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let numbers = |c: char| c.is_ascii_digit();
        let rest = part.trim_start_matches(numbers);
        kept.push_str(rest.strip_prefix(" column ").map_or(rest, |rest| rest.trim_start_matches(numbers)));
    }
    kept
}

/// Characters that end a line for one reader of YAML, but not for another, nor for most editors:
/// a text with one of them would be ambiguous, and lines could not be counted.
fn line_ends(acc: &mut Problems, file: usize, text: &str) {
    // Each starts with one of these bytes, and most texts contain none of them.
    let candidates = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'\r' | 0xc2 | 0xe2));
    for (start, _) in candidates {
        let found = text[start..].chars().next().filter(|c| matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'));
        if let Some(c) = found.filter(|_| !text[start..].starts_with("\r\n")) {
            acc.add(Span { file, start, end: start + c.len_utf8() }, Problem::LineEnd { c });
        }
    }
}

/// The same key twice in one mapping: YAML readers silently keep the last, and a field would be lost.
fn duplicate_keys(acc: &mut Problems, node: &Node) {
    let mut seen = BTreeMap::new();
    for Entry { key, value } in node.entries().iter().filter(|entry| entry.key.is_scalar()) {
        match seen.entry(key.written()) {
            Slot::Vacant(slot) => _ = slot.insert(key.span),
            Slot::Occupied(first) => {
                let problem = Problem::DuplicateKey { key: key.literal() };
                acc.add_related(key.span, problem, *first.get(), "first written here");
            }
        }
        duplicate_keys(acc, value);
    }
    node.items().iter().for_each(|item| duplicate_keys(acc, item));
}
