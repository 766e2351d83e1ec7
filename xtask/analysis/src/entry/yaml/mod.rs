//! A spec file as a tree, printed in the style of the hand-written files.

mod print;
mod scalar;

pub use print::print;
pub(crate) use print::print_comment;
pub use scalar::{Place, quoted};

use serde_json::Value as Json;
use spec::End;

/// A value of a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Printed as it is: a number, a flag, a type.
    Word(String),
    /// A text, in quotes where it needs them.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping.
    Map(Map),
}

/// A mapping, in the order of its entries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map {
    pub(crate) entries: Vec<Entry>,
    pub(crate) layout: Layout,
}

/// How a mapping is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// On one line where it fits.
    #[default]
    Fit,
    /// One entry a line.
    Block,
    /// Entries that take several lines have an empty one between them.
    Spaced,
}

/// A key, its value, and the comments above them.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub(crate) comments: Vec<String>,
    pub(crate) key: String,
    pub(crate) value: Node,
}

impl Map {
    /// A mapping of this layout, without entries.
    #[must_use]
    pub fn new(layout: Layout) -> Self {
        Self { entries: Vec::new(), layout }
    }

    /// Adds an entry at the end.
    pub fn add(&mut self, key: &str, value: impl Into<Node>) {
        self.add_said(Vec::new(), key, value);
    }

    /// Adds an entry with comments above it.
    pub fn add_said(&mut self, comments: Vec<String>, key: &str, value: impl Into<Node>) {
        self.entries.push(Entry { comments, key: key.to_owned(), value: value.into() });
    }

    /// Adds an entry where there is a value for it.
    pub fn add_some(&mut self, key: &str, value: Option<impl Into<Node>>) {
        if let Some(value) = value {
            self.add(key, value);
        }
    }

    /// The mapping with one more entry.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Node>) -> Self {
        self.add(key, value);
        self
    }

    /// Returns the value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// Returns the value of a key, to change it.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|entry| entry.key == key).map(|entry| &mut entry.value)
    }

    /// Whether it has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl From<Map> for Node {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<&End> for Node {
    fn from(end: &End) -> Self {
        match end {
            End::Null => Self::Word("null".to_owned()),
            End::False => Self::Word("false".to_owned()),
            End::Text(text) => Self::Text(text.clone()),
        }
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Node {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A value in the language's own form.
impl From<&Json> for Node {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Self::Word("null".to_owned()),
            Json::Bool(flag) => Self::Word(flag.to_string()),
            Json::Number(number) => Self::Word(number.to_string()),
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Json::Object(object) => {
                let mut map = Map::default();
                for (key, value) in object {
                    map.add(key, value);
                }
                Self::Map(map)
            }
        }
    }
}
