//! What a document declares of an endpoint, beside what its responses show.

use super::yaml::{Entry, Map, Node};

/// The entry of an endpoint as a document gives it.
#[derive(Debug, Clone)]
pub struct Declared {
    /// As it would be written.
    pub(crate) entry: Map,
    /// Whether the document has prices.
    pub(crate) has_prices: bool,
}

impl Declared {
    /// A part of the entry: `doc`, `cost`, `deprecated`.
    pub(crate) fn part(&self, key: &str) -> Option<&Node> {
        self.entry.get(key)
    }

    /// The parameters, required ones first.
    pub(crate) fn params(&self) -> &[Entry] {
        match self.entry.get("params") {
            Some(Node::Map(params)) => &params.entries,
            _ => &[],
        }
    }

    /// A parameter by its name.
    pub(crate) fn param(&self, name: &str) -> Option<&Entry> {
        self.params().iter().find(|entry| wire(entry) == name)
    }
}

/// The name of a parameter.
pub(crate) fn wire(entry: &Entry) -> &str {
    entry.key.strip_suffix('?').unwrap_or(&entry.key)
}

/// A part of a parameter: its `doc`, its `default`.
pub(crate) fn part<'e>(entry: &'e Entry, key: &str) -> Option<&'e Node> {
    match &entry.value {
        Node::Map(body) => body.get(key),
        short => Some(short).filter(|_| key == "type"),
    }
}

/// The type of a parameter as a spec writes it.
pub(crate) fn type_of(entry: &Entry) -> Option<&str> {
    match part(entry, "type")? {
        Node::Text(ty) | Node::Word(ty) => Some(ty),
        Node::List(_) | Node::Map(_) => None,
    }
}
