//! Holding a node against a shape: every key that is unknown, missing or of the wrong kind.

use super::{Form, Shape};
use crate::problem::{Problem, Problems};
use crate::yaml::Node;

/// Finds every problem of form below `node`. Types are only held to be text, list or mapping
/// here; what they say is read where names are resolved.
pub(crate) fn check(acc: &mut Problems, node: &Node, form: &'static Form) {
    if !node.is_map() {
        wrong(acc, node, format!("{} as a mapping", form.name));
        return;
    }
    for entry in node.entries() {
        let key = entry.key.literal();
        match form.keys.iter().find(|known| known.name == key) {
            Some(known) => shape(acc, &entry.value, &known.shape),
            None => {
                let known = form.keys.iter().map(|key| key.name).collect();
                acc.add(entry.key.span, Problem::UnknownKey { key, form: form.name, known });
            }
        }
    }
    for key in form.keys.iter().filter(|key| key.required && node.get(key.name).is_none()) {
        // The first key is the natural place to look; a whole block would point nowhere.
        let at = node.entries().first().map_or(node.span, |entry| entry.key.span);
        acc.add(at, Problem::MissingKey { key: key.name, form: form.name });
    }
}

fn shape(acc: &mut Problems, node: &Node, wanted: &'static Shape) {
    match wanted {
        Shape::Text => expect(acc, node, node.text().is_some(), "text"),
        Shape::Doc => doc(acc, node),
        Shape::Flag => expect(acc, node, node.flag().is_some(), "`true` or `false`"),
        Shape::Count => expect(acc, node, node.count().is_some(), "a whole number"),
        Shape::Literal => expect(acc, node, !node.is_map() && node.items().is_empty(), "a plain value"),
        Shape::Type => expect(acc, node, is_type(node), "a type"),
        Shape::Word(known) => word(acc, node, known),
        Shape::List(item) => {
            expect(acc, node, matches!(node.value, crate::yaml::Value::List(_)), "a list");
            node.items().iter().for_each(|node| shape(acc, node, item));
        }
        Shape::Map { keys, value } => map(acc, node, keys, value),
        Shape::Form(form) => check(acc, node, form),
        Shape::DocOr(_) if node.text().is_some() => doc(acc, node),
        Shape::TypeOr(_) if node.get("type").is_none() => expect(acc, node, is_type(node), "a type"),
        Shape::CountOr(_) if !node.is_map() => expect(acc, node, node.count().is_some(), "a whole number"),
        Shape::DocOr(form) | Shape::TypeOr(form) | Shape::CountOr(form) => check(acc, node, form),
    }
}

fn map(acc: &mut Problems, node: &Node, keys: &'static str, value: &'static Shape) {
    if !node.is_map() {
        wrong(acc, node, format!("a mapping (key: {keys})"));
    }
    for entry in node.entries() {
        if matches!(entry.key.value, crate::yaml::Value::List(_) | crate::yaml::Value::Map(_)) {
            wrong(acc, &entry.key, format!("a plain key ({keys})"));
        }
        shape(acc, &entry.value, value);
    }
}

fn word(acc: &mut Problems, node: &Node, known: &'static [&'static str]) {
    match node.text() {
        Some(word) if known.contains(&word) => {}
        Some(word) => acc.add(node.span, Problem::UnknownWord { word: word.to_owned(), known: known.to_vec() }),
        None => wrong(acc, node, "a word".to_owned()),
    }
}

fn doc(acc: &mut Problems, node: &Node) {
    match node.text() {
        Some(text) if text.trim().is_empty() => acc.add(node.span, Problem::EmptyDoc),
        Some(_) => {}
        None => wrong(acc, node, "text".to_owned()),
    }
}

fn is_type(node: &Node) -> bool {
    node.text().is_some() || node.is_map() || matches!(node.value, crate::yaml::Value::List(_))
}

fn expect(acc: &mut Problems, node: &Node, fits: bool, expected: &str) {
    if !fits {
        wrong(acc, node, expected.to_owned());
    }
}

fn wrong(acc: &mut Problems, node: &Node, expected: String) {
    acc.add(node.span, Problem::WrongShape { expected, found: node.kind() });
}
