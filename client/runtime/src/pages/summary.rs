//! The summary of a list.

use std::fmt;

use crate::checkpoint::EndReason;

/// What a list has yielded so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The number of items yielded.
    pub items: u64,
    /// The number of pages fetched.
    pub pages: u64,
    /// The units billed, as stated by the responses. Where the service has no price, each request counts as one.
    pub units: u64,
    /// The number of values that did not match their types, since the list was made or resumed.
    pub mismatches: u64,
    /// The number of items among them: they are on no page.
    pub skipped: u64,
    /// Why the list ended; `None` while it has not.
    pub end: Option<EndReason>,
    /// Whether the service has a price.
    pub(super) has_price: bool,
}

impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { items, pages, units, mismatches, skipped, end, has_price } = self;
        let unit = if *has_price { "unit" } else { "request" };
        let plural =
            |count: &u64, word: &str| if *count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
        write!(formatter, "{} in {}, {}, ", plural(items, "item"), plural(pages, "page"), plural(units, unit))?;
        match mismatches {
            0 => {}
            1 => formatter.write_str("1 mismatch, ")?,
            count => write!(formatter, "{count} mismatches, ")?,
        }
        if *skipped > 0 {
            write!(formatter, "{} skipped, ", plural(skipped, "item"))?;
        }
        match end {
            Some(reason) => write!(formatter, "ended: {reason}"),
            None => formatter.write_str("not ended"),
        }
    }
}
