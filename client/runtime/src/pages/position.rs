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
    Ended(EndReason),
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
    /// The value of the last item that has one, where the next page starts after it.
    pub(super) last: Option<Cursor>,
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
    /// The items up to its end.
    pub(super) items: i64,
    /// The pages up to its end.
    pub(super) pages: i64,
    /// The items that fill a page, where the request says so.
    pub(super) size: Option<i64>,
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
