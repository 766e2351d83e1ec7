//! How one page leads to the next.

use super::types::{Presence, Type};

/// How one page leads to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// The places of the items in the response. One path without `Each` and `Value` leads to the list of items, and is empty
    /// where the response is the list. Any other path leads to an item of each element.
    pub items: Vec<Vec<Step>>,
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

    /// Returns the path to the list of items, where they are in one list that no other list is around.
    #[must_use]
    pub fn list(&self) -> Option<&[Step]> {
        match self.items.as_slice() {
            [path] if !path.iter().any(Step::is_each) => Some(path),
            _ => None,
        }
    }

    /// Whether a response may have no list of items.
    #[must_use]
    pub fn items_may_be_absent(&self) -> bool {
        let list = |path: &Vec<Step>| path.iter().position(Step::is_each).unwrap_or(path.len());
        self.items.iter().any(|path| may_be_absent(&path[..list(path)]))
    }
}

/// Returns whether a response may have no value at the end of a path. A list has no elements in some responses.
#[must_use]
pub fn may_be_absent(path: &[Step]) -> bool {
    path.iter().any(|step| step.is_each() || step.presence != Presence::Required)
}

/// Returns the path in the notation of JSON: `$[1]`, `$.rows[*].next_page_id`.
#[must_use]
pub fn json_path(path: &[Step]) -> String {
    let part = |step: &Step| match &step.part {
        Part::Index(index) => format!("[{index}]"),
        Part::Field { wire, .. } => format!(".{wire}"),
        Part::Each => "[*]".to_owned(),
        Part::Value => ".*".to_owned(),
    };
    std::iter::once("$".to_owned()).chain(path.iter().map(part)).collect()
}

/// Returns the path as a spec has it: `1`, `rows[].next_page_id`.
#[must_use]
pub fn written_path(path: &[Step]) -> String {
    let mut written = String::new();
    for step in path {
        let name = match &step.part {
            Part::Index(index) => index.to_string(),
            Part::Field { wire, .. } => wire.clone(),
            Part::Each | Part::Value => {
                written.push_str("[]");
                continue;
            }
        };
        if !written.is_empty() {
            written.push('.');
        }
        written.push_str(&name);
    }
    written
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

impl Step {
    /// Whether it leads to many values.
    #[must_use]
    pub fn is_each(&self) -> bool {
        matches!(self.part, Part::Each | Part::Value)
    }
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
        /// Whether its value is in a box.
        boxed: bool,
    },
    /// Each element of a list.
    Each,
    /// Each value of a map, in the order of their names.
    Value,
}

/// A cursor that means the last page.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "plain")]
pub enum End {
    Null,
    False,
    Text(String),
}
