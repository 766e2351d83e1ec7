//! What a run through a list came to.

use std::fmt;

use serde::de::Unexpected;
use serde::ser::{Serialize, Serializer};

use crate::decode::{Decode, Decoded, Misfit, Reader};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl EndReason {
    const ALL: [Self; 5] =
        [Self::NoFurtherCursor, Self::CursorRepeated, Self::CursorUnreadable, Self::MaxPages, Self::MaxItems];

    /// As a checkpoint has it.
    fn name(self) -> &'static str {
        match self {
            Self::NoFurtherCursor => "no_further_cursor",
            Self::CursorRepeated => "cursor_repeated",
            Self::CursorUnreadable => "cursor_unreadable",
            Self::MaxPages => "max_pages",
            Self::MaxItems => "max_items",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// What messages call it.
const EXPECTED: &str = "why a list ended";

impl Serialize for EndReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

crate::rt::by_way_of_json!(EndReason);

impl Decode for EndReason {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let name = reader.string(EXPECTED)?;
        Self::named(name).ok_or_else(|| Misfit::invalid_value(Unexpected::Str(name), EXPECTED))
    }

    fn blank() -> Self {
        Self::NoFurtherCursor
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_name() {
        for reason in EndReason::ALL {
            let json = serde_json::to_string(&reason).expect("json");
            assert_eq!(serde_json::from_str::<EndReason>(&json).ok(), Some(reason));
        }
        assert!(serde_json::from_str::<EndReason>("\"other\"").is_err());
    }
}
