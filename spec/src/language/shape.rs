//! Checks nodes against the tables: every key that is unknown, missing or of the wrong kind.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use super::definitions::INLINE;
use super::form::{Form, Key, Rule, Shape};
use crate::hint::{in_backticks, nearest};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::source::Span;
use crate::yaml::{Entry, Node, Value};

/// Finds every problem of form in a file. A type only has to be a text, list or mapping here;
/// `check::types` parses it.
pub(crate) fn check(acc: &mut Problems, file: &Node, form: &'static Form) {
    self::form(acc, Span { end: file.span.start, ..file.span }, file, form);
}

/// `at` is the key of the node: the place where messages about missing keys point.
fn form(acc: &mut Problems, at: Span, node: &Node, form: &'static Form) {
    if !node.is_map() {
        wrong(acc, node, format!("{} as a mapping", form.name));
        return;
    }
    let mut meant = Vec::new();
    for entry in plain_entries(acc, node) {
        let key = entry.key.literal();
        if let Some(known) = known(form, &key) {
            shape(acc, entry.key.span, &entry.value, &known.shape);
            continue;
        }
        let near = nearest(&key, form.keys.iter().map(|key| key.name)).and_then(|near| known(form, near));
        acc.add(
            entry.key.span,
            Problem::UnknownKey { key, form: form.name, known: form.keys.iter().map(|key| key.name).collect() },
        );
        if let Some(near) = near.filter(|near| node.get(near.name).is_none()) {
            shape(acc, entry.key.span, &entry.value, &near.shape);
            meant.push(near.name);
        }
    }
    // A key that is misspelled is not missing as well.
    let is_there = |key: &Key| node.get(key.name).is_some() || meant.contains(&key.name);
    for key in form.keys.iter().filter(|key| key.required && !is_there(key)) {
        acc.add(at, Problem::MissingKey { key: key.name, form: form.name });
    }
    for rule in form.rules {
        self::rule(acc, at, node, form, &meant, rule);
    }
}

/// Which keys exclude or need each other. `meant` are keys that are misspelled.
fn rule(acc: &mut Problems, at: Span, node: &Node, form: &'static Form, meant: &[&str], rule: &Rule) {
    let place = |key: &str| node.entry(key).map(|entry| entry.key.span);
    let is_there = |key: &str| place(key).is_some() || meant.contains(&key);
    match *rule {
        Rule::One(keys) | Rule::AtMostOne(keys) => {
            let mut found = keys.iter().filter_map(|key| Some((*key, place(key)?)));
            let first = found.next();
            if let (Some((one, first)), Some((other, second))) = (first, found.next()) {
                acc.add_related(second, Problem::KeysExclude { key: other, other: one }, first, "the other one");
            }
            if matches!(rule, Rule::One(_)) && !keys.iter().any(|key| is_there(key)) {
                acc.add(at, Problem::OneKeyMissing { keys, form: form.name });
            }
        }
        Rule::Both([one, other]) => {
            for (key, missing) in [(one, other), (other, one)] {
                if let Some(span) = place(key).filter(|_| !is_there(missing)) {
                    acc.add(span, Problem::KeyNeeds { key, missing: vec![missing] });
                }
            }
        }
        Rule::Needs(key, others) => {
            if let Some(span) = place(key).filter(|_| !others.iter().any(|other| is_there(other))) {
                acc.add(span, Problem::KeyNeeds { key, missing: others.to_vec() });
            }
        }
    }
}

fn known(form: &'static Form, name: &str) -> Option<&'static Key> {
    form.keys.iter().find(|key| key.name == name)
}

fn shape(acc: &mut Problems, at: Span, node: &Node, wanted: &'static Shape) {
    match wanted {
        Shape::Text => text(acc, node, Problem::EmptyText),
        Shape::Doc => text(acc, node, Problem::EmptyDoc),
        Shape::Flag => expect(acc, node, node.flag().is_some(), "`true` or `false`"),
        Shape::Count => expect(acc, node, node.count().is_some(), COUNT),
        Shape::Literal => expect(acc, node, node.is_scalar(), "a plain value"),
        Shape::Plain => expect(acc, node, node.plain(), "`true`, `false`, a whole number or a text"),
        Shape::Type => expect(acc, node, is_type(node), "a type"),
        Shape::FieldType => field_type(acc, node),
        Shape::Word(known) => word(acc, node, known),
        Shape::List(item) => list(acc, node, item),
        Shape::Map { keys, value } => map(acc, node, keys, value),
        Shape::Form(form) => self::form(acc, at, node, form),
        Shape::DocOr(_) if node.text().is_some() => text(acc, node, Problem::EmptyDoc),
        Shape::DocOr(form) if !node.is_map() => wrong(acc, node, format!("a doc, or {} as a mapping", form.name)),
        Shape::TypeOr(_) if !node.is_long_form() => expect(acc, node, is_type(node), "a type"),
        Shape::FieldTypeOr(_) if !node.is_long_form() => field_type(acc, node),
        Shape::CountOr(_) if !node.is_map() => expect(acc, node, node.count().is_some(), COUNT),
        Shape::ListOr(item, _) if node.is_list() => list(acc, node, item),
        Shape::ListOr(_, other) => shape(acc, at, node, other),
        Shape::TypeOrMap { keys, value } if node.is_fields() => map(acc, node, keys, value),
        Shape::TypeOrMap { .. } => expect(acc, node, is_type(node), "a type, or fields"),
        Shape::DocOr(form) | Shape::TypeOr(form) | Shape::FieldTypeOr(form) | Shape::CountOr(form) => {
            self::form(acc, at, node, form);
        }
    }
}

/// A type only has to be a text, list or mapping here. The fields of objects in it have forms.
fn field_type(acc: &mut Problems, node: &Node) {
    expect(acc, node, is_type(node), "a type");
    if node.get("fields").is_some() || node.get("fields?").is_some() {
        form(acc, node.span, node, &INLINE);
    } else {
        let inner = node.items().iter().chain(node.get("string"));
        inner.filter(|node| !node.is_scalar()).for_each(|node| field_type(acc, node));
    }
}

const COUNT: &str = "a whole number from 0 to 4294967295";

fn list(acc: &mut Problems, node: &Node, item: &'static Shape) {
    expect(acc, node, node.is_list(), "a list");
    let mut seen = BTreeMap::new();
    for node in node.items() {
        shape(acc, node.span, node, item);
        // The text `null` differs from null.
        let value = (node.text().is_some(), node.literal());
        match seen.entry(value) {
            _ if !node.is_scalar() => {}
            Slot::Vacant(slot) => _ = slot.insert(node.span),
            Slot::Occupied(first) => {
                acc.add_related(
                    node.span,
                    Problem::ListedTwice { value: node.literal() },
                    *first.get(),
                    "first listed here",
                );
            }
        }
    }
}

fn map(acc: &mut Problems, node: &Node, keys: &'static str, value: &'static Shape) {
    if !node.is_map() {
        wrong(acc, node, format!("a mapping (key: {keys})"));
    }
    for entry in plain_entries(acc, node) {
        shape(acc, entry.key.span, &entry.value, value);
    }
}

/// The entries with scalar keys; the others are problems.
fn plain_entries<'a>(acc: &mut Problems, node: &'a Node) -> Vec<&'a Entry> {
    let mut plain = Vec::with_capacity(node.entries().len());
    for entry in node.entries() {
        match entry.key.value {
            Value::List(_) => acc.add(entry.key.span, Problem::BadKey { why: "it is a list" }),
            Value::Map(_) => acc.add(entry.key.span, Problem::BadKey { why: "it is a mapping" }),
            _ => plain.push(entry),
        }
    }
    plain
}

fn word(acc: &mut Problems, node: &Node, known: &'static [&'static str]) {
    match node.text() {
        Some(word) if known.contains(&word) => {}
        Some(word) => acc.add(node.span, Problem::UnknownWord { word: word.to_owned(), known: known.to_vec() }),
        None => wrong(acc, node, format!("one of {}", in_backticks(known.iter().copied()))),
    }
}

fn text(acc: &mut Problems, node: &Node, if_blank: Problem) {
    match node.filled() {
        Some(_) => {}
        None if node.text().is_some() => acc.add(node.span, if_blank),
        None => wrong(acc, node, "text".to_owned()),
    }
}

fn is_type(node: &Node) -> bool {
    node.text().is_some() || !node.is_scalar()
}

fn expect(acc: &mut Problems, node: &Node, fits: bool, expected: &str) {
    if !fits {
        wrong(acc, node, expected.to_owned());
    }
}

fn wrong(acc: &mut Problems, node: &Node, expected: String) {
    acc.add(node.span, Problem::WrongShape { expected, found: node.kind() });
}
