//! The position of a list, from which it can be resumed.

use std::fmt;

use serde::de::Unexpected;
use serde::ser::{Serialize, Serializer};

use crate::json::{Decode, Decoded, Mismatch, Reader};
use crate::wire::Cursor;

/// A position in a list, from which it can be resumed, in another process too: store it as JSON.
///
/// It identifies the request by a fingerprint of its parameters. In it is the position of the next page: a cursor, a number or the
/// value of an item. Where the response has a URL for the next page, that is its query, which most often has the values of the
/// request's parameters: what must not be stored in them must not be in a stored checkpoint. Otherwise their values are not in it,
/// and never is the client's key: a position that shows it is an error. It contains the hashes of the last 256 cursors, so that a list that goes round in a circle is noticed
/// across processes, too.
///
/// ```no_run
/// # async fn run(client: shop::Client, stored: &str) -> Result<(), Box<dyn std::error::Error>> {
/// let checkpoint: shop::pages::Checkpoint = serde_json::from_str(stored)?;
/// let mut pages = client.orders().list(25).pages().resume(checkpoint)?;
/// while let Some(page) = pages.next().await? {
///     println!("{} orders", page.items.len());
///     println!("resume from {}", serde_json::to_string(&pages.checkpoint())?);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The version of this format. Another one is refused, not misread.
    pub(crate) version: u64,
    pub(crate) endpoint: String,
    /// In hexadecimal: some JSON readers cannot represent 64 bits.
    pub(crate) fingerprint: String,
    /// The start of the next page; none before the first page and after the last.
    pub(crate) cursor: Option<Cursor>,
    /// The number of items of that page that were yielded already.
    pub(crate) offset: u64,
    pub(crate) pages: u64,
    pub(crate) items: u64,
    pub(crate) units: u64,
    /// The number of items and of pages before the next page, yielded or not, where the list may end by them.
    pub(crate) passed_items: Option<i64>,
    pub(crate) passed_pages: Option<i64>,
    /// The items of the largest page so far, where the list may end with a shorter one.
    pub(crate) largest_page: Option<i64>,
    /// Hashes of the cursors of the last pages, in hexadecimal.
    pub(crate) seen: Vec<String>,
    pub(crate) end: Option<EndReason>,
}

crate::schema::object! {
    Checkpoint {
        version: "version",
        endpoint: "endpoint",
        fingerprint: "fingerprint",
        cursor: "cursor",
        offset: "offset",
        pages: "pages",
        items: "items",
        units: "units",
        passed_items: "passed_items" or absent,
        passed_pages: "passed_pages" or absent,
        largest_page: "largest_page" or absent,
        seen: "seen",
        end: "end",
    }
}

/// The version of the format.
pub(crate) const VERSION: u64 = 1;

/// The most cursors that a checkpoint remembers.
pub(crate) const MOST_SEEN: usize = 256;

impl fmt::Debug for Checkpoint {
    /// Without the cursor: in some lists it is about a person.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { endpoint, pages, items, units, end, .. } = self;
        let mut shown = formatter.debug_struct("Checkpoint");
        shown.field("endpoint", endpoint).field("pages", pages).field("items", items).field("units", units);
        shown.field("end", end).finish_non_exhaustive()
    }
}

impl Checkpoint {
    /// The path of the endpoint.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Whether the list has ended: resuming yields nothing more.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.end.is_some()
    }

    /// The number of pages fetched so far.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.pages
    }

    /// The number of items yielded so far.
    #[must_use]
    pub fn items(&self) -> u64 {
        self.items
    }

    /// The units billed so far, as stated by the responses.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.units
    }
}

/// Why a list ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndReason {
    /// The last page names no next page, or says that there is none, or is empty. The list has ended; services rarely promise
    /// that it is complete.
    LastPage,
    /// The last page names a cursor that was used before.
    CursorRepeated,
    /// The position of the next page is not known: what leads to it cannot be read, which is a cursor, a URL, the header `Link`,
    /// or the items of the page; or it shows the client's key. The error says which.
    CursorUnreadable,
    /// Several pages in a row brought no new item; see [`max_stale_pages`](crate::pages::Pages::max_stale_pages).
    NoNewItems,
    /// [`max_pages`](crate::pages::Pages::max_pages) is reached.
    MaxPages,
    /// [`max_items`](crate::pages::Pages::max_items) is reached.
    MaxItems,
}

impl EndReason {
    const ALL: [Self; 6] = [
        Self::LastPage,
        Self::CursorRepeated,
        Self::CursorUnreadable,
        Self::NoNewItems,
        Self::MaxPages,
        Self::MaxItems,
    ];

    /// The name in a checkpoint.
    fn name(self) -> &'static str {
        match self {
            Self::LastPage => "last_page",
            Self::CursorRepeated => "cursor_repeated",
            Self::CursorUnreadable => "cursor_unreadable",
            Self::NoNewItems => "no_new_items",
            Self::MaxPages => "max_pages",
            Self::MaxItems => "max_items",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// The name in messages.
const EXPECTED: &str = "why a list ended";

impl Serialize for EndReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

crate::schema::deserialize_via_json!(EndReason);

impl EndReason {
    fn from_reader(reader: &mut Reader<'_>) -> Decoded<Self> {
        let name = reader.string(EXPECTED)?;
        Self::named(name).ok_or_else(|| Mismatch::invalid_value(Unexpected::Str(name), EXPECTED))
    }
}

impl Decode for EndReason {
    fn read(&mut self, reader: &mut Reader<'_>) -> Decoded<()> {
        *self = Self::from_reader(reader)?;
        Ok(())
    }

    fn blank() -> Self {
        Self::LastPage
    }
}

impl fmt::Display for EndReason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::LastPage => "last page",
            Self::CursorRepeated => "repeated cursor",
            Self::CursorUnreadable => "unreadable cursor",
            Self::NoNewItems => "no new items",
            Self::MaxPages => "the maximum of pages",
            Self::MaxItems => "the maximum of items",
        })
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
