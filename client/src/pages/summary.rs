//! What a run through a list came to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a run through a list has come to so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Items that were given out.
    pub items: u64,
    /// Pages that were fetched.
    pub pages: u64,
    /// Units that were billed, as far as replies say.
    pub units: u64,
    /// Why it ended; `None` while it goes on.
    pub end: Option<EndReason>,
}

/// Why a run through a list ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum EndReason {
    /// The last page names no further one. The list ended; that it is complete, nobody promises.
    NoFurtherCursor,
    /// The last page names a cursor that was used before.
    CursorRepeated,
    /// The last page names a cursor that is none.
    CursorUnreadable,
    /// As many pages as were asked for.
    MaxPages,
    /// As many items as were asked for.
    MaxItems,
}

impl fmt::Display for EndReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoFurtherCursor => "no further cursor",
            Self::CursorRepeated => "the cursor repeats",
            Self::CursorUnreadable => "the cursor cannot be read",
            Self::MaxPages => "as many pages as were asked for",
            Self::MaxItems => "as many items as were asked for",
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { items, pages, units, end } = self;
        let plural =
            |count: &u64, word: &str| if *count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
        write!(formatter, "{} in {}, {}, ", plural(items, "item"), plural(pages, "page"), plural(units, "unit"))?;
        match end {
            Some(reason) => write!(formatter, "ended: {reason}"),
            None => formatter.write_str("not at the end"),
        }
    }
}
