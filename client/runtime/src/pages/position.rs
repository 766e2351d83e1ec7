//! What a paginator is made of: plain values.

use crate::checkpoint::EndReason;
use crate::headers::Headers;
use crate::lenient::{Drift, Dropped};
use crate::request::PageFacts;
use crate::wire::{Cursor, Json};

/// The position in a list.
pub(super) enum Position {
    /// Before the page of this cursor; without one, before the first page.
    Before(Option<Cursor>),
    /// After a page from which there is no way on. It is reported once.
    Stuck(EndReason),
    /// After a page whose next position is not known. It is reported once.
    Lost(Lost),
    Ended(EndReason),
}

/// Why the position of the next page is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// The cursor cannot be read.
    Cursor,
    /// The page is empty and does not say that it is the last, as its list does: what has items may have another form by now.
    End,
    /// The URL has no query, which is all that is used of it.
    Url,
    /// The header `Link` cannot be read, or its URL has no query.
    Link,
    /// The list of items cannot be read: nothing says how many there are, or which is the last.
    Items,
    /// No item of the page has what the next page starts after.
    LastItem,
    /// The position shows a secret of the client, which must not be in a checkpoint.
    Secret,
}

impl Lost {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Cursor => "the next cursor cannot be read; the items of the page have been yielded",
            Self::End => {
                "the response has no items, no cursor and no sign that the list ends: the list may be empty, or the service has \
                 changed the form of its responses"
            }
            Self::Url => {
                "the URL of the next page has no query, and nothing else of it is used; the items of the page have been yielded"
            }
            Self::Link => {
                "the header `Link` cannot be read, or its URL has no query, and nothing else of it is used; the items of the \
                 page have been yielded"
            }
            Self::Items => {
                "the items of the page cannot be read, and the next page starts after them: its position is not known"
            }
            Self::LastItem => {
                "no item of the page can be read that has the value after which the next page starts; the items that can be \
                 read have been yielded"
            }
            Self::Secret => {
                "the position of the next page shows the client's key, which checkpoints must not have; the items of the page \
                 have been yielded"
            }
        }
    }
}

#[derive(Clone, Copy, Default)]
pub(super) struct Limits {
    pub(super) pages: Option<u64>,
    pub(super) items: Option<u64>,
}

/// A page that arrived.
pub(super) struct Arrived<'a> {
    pub(super) count: usize,
    /// The identity of an item, if it has one.
    pub(super) identity: &'a dyn Fn(usize) -> Option<u64>,
    /// The hash of an item that has none.
    pub(super) content: &'a dyn Fn(usize) -> u64,
    /// What the response has about the pages after it.
    pub(super) facts: PageFacts,
    pub(super) headers: &'a Headers,
    /// The last item that has a value, by its index, and the value, where the next page starts after it.
    pub(super) last: Option<(usize, Cursor)>,
    pub(super) units: u64,
    pub(super) drift: &'a [Drift],
    pub(super) skipped: &'a [Json],
}

/// Where a page is in its list, in numbers.
#[derive(Debug)]
pub(super) struct Place {
    /// The number by which it was requested, if it was by one.
    pub(super) start: Option<i64>,
    /// The items on it, those that could not be decoded included.
    pub(super) count: i64,
    /// The items at its end that the next page has again, since it starts after one before them.
    pub(super) again: i64,
    /// Whether the list of items could not be decoded: there may be some.
    pub(super) has_lost_items: bool,
    /// The items up to its end.
    pub(super) items: i64,
    /// The pages up to its end.
    pub(super) pages: i64,
    /// The items that fill a page, where the request says so.
    pub(super) size: Option<i64>,
    /// The items of the largest page before it.
    pub(super) largest: Option<i64>,
}

/// What is before the position in the list, whether it was yielded or not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Passed {
    pub(super) items: i64,
    pub(super) pages: i64,
}

#[derive(Clone, Copy, Default)]
pub(super) struct Totals {
    pub(super) pages: u64,
    pub(super) items: u64,
    pub(super) units: u64,
    pub(super) dropped: Dropped,
}

/// Whether a list that ended so can be resumed: requested again, a page may have a cursor that can be read, and a later page may
/// have new items.
pub(super) fn can_go_on(reason: EndReason) -> bool {
    matches!(reason, EndReason::CursorUnreadable | EndReason::NoNewItems)
}
