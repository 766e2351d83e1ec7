//! From YAML text to a tree in which every node knows its place.
//!
//! Two readers share the work. `serde_yaml` decides what a scalar is; it keeps no positions and
//! drops duplicate keys in silence. `granit-parser` says where everything stands. The tree is
//! made by laying one over the other, and a file on whose shape they disagree is refused.

mod layout;
mod node;
mod value;

pub(crate) use node::{Entry, Node, Value};

use crate::problem::{Problem, Problems};
use crate::source::{Source, Span};
use layout::Layout;
use value::Decoded;

/// Reads one file. `None` means that problems were added and nothing of the file is usable.
pub(crate) fn parse(acc: &mut Problems, file: usize, source: &Source) -> Option<Node> {
    let layout = layout::read(acc, file, &source.text)?;
    let decoded = match serde_yaml::from_str::<Decoded>(&source.text) {
        Ok(decoded) => decoded,
        Err(error) => {
            let start = error.location().map_or(0, |location| location.index()).min(source.text.len());
            acc.add(Span { file, start, end: start }, Problem::Syntax { message: error.to_string() });
            return None;
        }
    };
    let mut disagreement = None;
    let node = overlay(layout, decoded, &mut disagreement);
    if let Some(span) = disagreement {
        acc.add(span, Problem::ReadersDisagree);
        return None;
    }
    duplicate_keys(acc, &node);
    Some(node)
}

/// Gives each decoded value the place that the layout has for it.
fn overlay(layout: Layout, decoded: Decoded, disagreement: &mut Option<Span>) -> Node {
    let span = layout.span();
    let value = match (layout, decoded) {
        (Layout::Scalar { .. }, Decoded::Null) => Value::Null,
        (Layout::Scalar { .. }, Decoded::Bool(flag)) => Value::Bool(flag),
        (Layout::Scalar { literal, .. }, Decoded::Number) => Value::Number(literal),
        (Layout::Scalar { .. }, Decoded::Text(text)) => Value::Text(text),
        (Layout::List { items, .. }, Decoded::List(values)) if items.len() == values.len() => {
            let pairs = items.into_iter().zip(values);
            Value::List(pairs.map(|(item, value)| overlay(item, value, disagreement)).collect())
        }
        (Layout::Map { entries, .. }, Decoded::Map(values)) if entries.len() == values.len() => {
            let pairs = entries.into_iter().zip(values);
            let entry = |((key_at, value_at), (key, value))| Entry {
                key: overlay(key_at, key, disagreement),
                value: overlay(value_at, value, disagreement),
            };
            Value::Map(pairs.map(entry).collect())
        }
        _ => {
            disagreement.get_or_insert(span);
            Value::Null
        }
    };
    Node { span, value }
}

/// The same key twice in one mapping: YAML readers keep the last in silence, and a field is lost.
fn duplicate_keys(acc: &mut Problems, node: &Node) {
    match &node.value {
        Value::Map(entries) => {
            let mut seen = std::collections::BTreeMap::new();
            for Entry { key, value } in entries {
                if let Some(first) = seen.insert(key.literal(), key.span) {
                    acc.add_related(
                        key.span,
                        Problem::DuplicateKey { key: key.literal() },
                        first,
                        "first written here",
                    );
                }
                duplicate_keys(acc, value);
            }
        }
        Value::List(items) => items.iter().for_each(|item| duplicate_keys(acc, item)),
        _ => {}
    }
}
