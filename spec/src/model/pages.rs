//! How one page leads to the next.

use super::types::{Presence, Type};

/// How one page leads to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The path from the response to the list of items.
    pub items: Vec<Step>,
    /// The type of one item.
    pub item: Type,
    /// The path from the response to the next cursor.
    pub next: Vec<Step>,
    /// The parameter that takes the cursor, by its name on the wire.
    pub cursor: String,
    /// The field that identifies an item.
    pub key: Option<Step>,
    /// The cursors that mean the last page.
    pub end: Vec<End>,
    /// The most pages in a row without a new item, after which a list ends with an error.
    pub max_stale_pages: u32,
}

impl Pages {
    /// The usual number of [`max_stale_pages`](Self::max_stale_pages).
    pub const MAX_STALE_PAGES: u32 = 3;
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
