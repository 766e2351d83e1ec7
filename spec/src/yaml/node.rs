//! A YAML node with its place, and the ways to look into it.

use crate::source::Span;

/// One node of a file.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    /// Where a text stands letter for letter, so that a part of it can be pointed at.
    pub(crate) inside: Option<Span>,
    pub(crate) value: Value,
}

/// What a node holds. What is not a text keeps how it was written.
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

    /// The text under `key` of a mapping.
    pub(crate) fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::text)
    }

    /// All entries; none where the node is no mapping.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// All items; none where the node is no list.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn text(&self) -> Option<&str> {
        self.value.text()
    }

    /// A text that says something. One that is blank is told by the form check, and nothing else
    /// needs to be said of it.
    pub(crate) fn filled(&self) -> Option<&str> {
        self.text().filter(|text| !text.trim().is_empty())
    }

    pub(crate) fn flag(&self) -> Option<bool> {
        match self.value {
            Value::Bool(flag, _) => Some(flag),
            _ => None,
        }
    }

    /// A whole number that is not negative, and not so large that a sum or a moment in time that
    /// is made with it could overflow.
    pub(crate) fn count(&self) -> Option<u32> {
        match &self.value {
            Value::Number(literal) => literal.parse().ok(),
            _ => None,
        }
    }

    /// The scalar as it is written, without quotes: as it reads in messages and as a key.
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

    /// What the node is, for "expected .., found ..".
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

    /// Whether a field or parameter is written in full: a mapping, but not the type `{string: T}`.
    pub(crate) fn is_long_form(&self) -> bool {
        self.is_map() && (self.get("type").is_some() || self.get("string").is_none())
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
