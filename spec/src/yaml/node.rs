//! YAML nodes with their places.

use crate::hint::nearest;
use crate::source::Span;

/// One node of a file.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    /// The place of a text that is written without escapes, so that messages can point at a part of it.
    pub(crate) inside: Option<Span>,
    pub(crate) value: Value,
}

/// The value of a node. Scalars other than texts keep their spelling.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null(String),
    Bool(bool, String),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key of a mapping and its value.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) key: Node,
    pub(crate) value: Node,
}

impl Node {
    /// The entry of a mapping under `key`.
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.is_text(key))
    }

    /// The value of a mapping under `key`.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The value of a mapping under `key`, or under a key that is surely meant to be that one: a mistake that is reported
    /// once must not make everything else look wrong.
    pub(crate) fn meant(&self, key: &str) -> Option<&Node> {
        let misspelled =
            |entry: &&Entry| entry.key.text().is_some_and(|found| nearest(found, [key].into_iter()).is_some());
        self.get(key).or_else(|| self.entries().iter().find(misspelled).map(|entry| &entry.value))
    }

    /// The text under `key` of a mapping.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// All entries; none if the node is not a mapping.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// All items; none if the node is not a list.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        self.value.text()
    }

    /// A text that is not blank. The form check reports a blank one, so that no other check needs to.
    pub(crate) fn filled(&self) -> Option<&str> {
        self.text().filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        match self.value {
            Value::Bool(flag, _) => Some(flag),
            _ => None,
        }
    }

    /// A whole number that is not negative, and small enough that no sum or duration made of it
    /// can overflow.
    pub(crate) fn count(&self) -> Option<u32> {
        match &self.value {
            Value::Number(literal) => literal.parse().ok(),
            _ => None,
        }
    }

    /// The scalar as it is written, without quotes: for messages and as a key.
    pub(crate) fn literal(&self) -> String {
        self.written().to_owned()
    }

    pub(super) fn written(&self) -> &str {
        match &self.value {
            Value::Null(text) if text.is_empty() => "null",
            Value::Null(text) | Value::Bool(_, text) | Value::Number(text) | Value::Text(text) => text,
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The kind of the node, for "expected .., found ..".
    pub(crate) fn kind(&self) -> String {
        match &self.value {
            Value::Null(_) => "nothing".to_owned(),
            Value::Bool(_, literal) => format!("the boolean `{literal}`"),
            Value::Number(literal) => format!("the number `{literal}`"),
            Value::Text(_) => "text".to_owned(),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
        }
    }

    pub(crate) fn is_map(&self) -> bool {
        matches!(self.value, Value::Map(_))
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    pub(crate) fn is_scalar(&self) -> bool {
        !self.is_map() && !self.is_list()
    }

    /// Whether a field or parameter has the long form: a mapping, but not the type `{string: T}`.
    pub(crate) fn is_long_form(&self) -> bool {
        self.is_map() && (self.get("type").is_some() || self.get("string").is_none())
    }

    /// Whether it has the fields of an object in the place of a type.
    pub(crate) fn is_object(&self) -> bool {
        self.is_map() && (self.get("fields").is_some() || self.get("fields?").is_some()) && self.get("type").is_none()
    }

    /// Whether it is a flag, a whole number of 64 bits, or a text.
    pub(crate) fn plain(&self) -> bool {
        match &self.value {
            Value::Bool(..) | Value::Text(_) => true,
            Value::Number(literal) => literal.parse::<i64>().is_ok(),
            Value::Null(_) | Value::List(_) | Value::Map(_) => false,
        }
    }

    /// Whether it is a mapping of fields: not the type `{string: T}`.
    pub(crate) fn is_fields(&self) -> bool {
        self.is_map() && !(self.entries().len() == 1 && self.get("string").is_some())
    }

    fn is_text(&self, wanted: &str) -> bool {
        self.text() == Some(wanted)
    }
}

impl Value {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}
