//! How one page leads to the next.

use super::types::{Presence, Type};

/// How one page leads to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The path from the response to the list of items; empty where the response is the list.
    pub items: Vec<Step>,
    /// The type of one item.
    pub item: Type,
    /// Where the next page starts.
    pub way: Way,
    /// The field that identifies an item.
    pub key: Option<Step>,
    /// The path from the response to a flag that is false on the last page.
    pub more: Option<Vec<Step>>,
    /// The path from the response to the number of items in the list.
    pub total: Option<Vec<Step>>,
    /// The path from the response to the number of pages in the list.
    pub of: Option<Vec<Step>>,
    /// The parameter with the number of items that fill a page, by its name on the wire.
    pub size: Option<String>,
    /// The most pages in a row without a new item, after which a list ends with an error.
    pub max_stale_pages: u32,
}

impl Pages {
    /// The usual number of [`max_stale_pages`](Self::max_stale_pages).
    pub const MAX_STALE_PAGES: u32 = 3;
}

/// Where the next page starts. A parameter is one of `params` or of the body, by its name on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// At a cursor that the response has.
    Token {
        /// The path from the response to the next cursor.
        next: Vec<Step>,
        /// The parameter that takes it.
        cursor: String,
        /// The cursors that mean the last page.
        end: Vec<End>,
    },
    /// At the next number.
    Number {
        /// The parameter that takes it.
        parameter: String,
        /// The number of the first page.
        first: u32,
    },
    /// At the URL that the header `Link` has for this relation.
    Link {
        /// The relation.
        relation: String,
    },
    /// After the last item.
    Last {
        /// The field of an item.
        field: Step,
        /// The parameter that takes its value.
        cursor: String,
    },
    /// After the number of items so far.
    Offset {
        /// The parameter that takes it.
        parameter: String,
    },
    /// At a URL that the response has.
    Url {
        /// The path from the response to it.
        next: Vec<Step>,
        /// The values that mean the last page.
        end: Vec<End>,
    },
}

impl Way {
    /// Returns the parameter that says which page is requested, by its name on the wire; `None` where a URL does.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Token { cursor, .. } | Self::Last { cursor, .. } => Some(cursor),
            Self::Number { parameter, .. } | Self::Offset { parameter } => Some(parameter),
            Self::Link { .. } | Self::Url { .. } => None,
        }
    }

    /// Returns the path to what says where the next page starts, where the response has it, and what ends the list.
    #[must_use]
    pub fn next(&self) -> Option<(&[Step], &[End])> {
        match self {
            Self::Token { next, end, .. } | Self::Url { next, end } => Some((next, end)),
            Self::Number { .. } | Self::Link { .. } | Self::Last { .. } | Self::Offset { .. } => None,
        }
    }
}

/// One step from a value to a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which part.
    pub part: Part,
    /// Whether the part can be null or absent.
    pub presence: Presence,
}

/// A part of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// An element of a tuple.
    Index(usize),
    /// A field.
    Field {
        /// Its name on the wire.
        wire: String,
        /// Its name in Rust.
        rust: String,
    },
}

/// A cursor that means the last page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum End {
    Null,
    False,
    Text(String),
}
