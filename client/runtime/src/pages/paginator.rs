//! The walk through the pages of a list. It does not know the type of items, and so is compiled once for all lists.

use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::cursors;
use super::novelty::Novelty;
use super::onward::{Onward, onward};
use super::position::{Arrived, Limits, Passed, Place, Position, Totals};
use super::summary::Summary;
use crate::checkpoint::{self, EndReason};
use crate::client::Budget;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::lenient::Dropped;
use crate::request::{Call, Executed, Sent};
use crate::service::{Paging, Way};
use crate::wire::Cursor;

/// The position in a list, what it has yielded so far, and the request in flight.
pub(super) struct Paginator {
    pub(super) call: Call,
    pub(super) paging: &'static Paging,
    pub(super) position: Position,
    pub(super) limits: Limits,
    /// The number of items of the next page that were yielded before this list was resumed.
    pub(super) skip: u64,
    pub(super) totals: Totals,
    /// The position of the page that was requested last.
    pub(super) start: Option<Cursor>,
    /// What is before that page.
    pub(super) passed: Passed,
    /// The items of the largest page so far.
    pub(super) largest: Option<i64>,
    /// For each item of the last page that was yielded, the position after it.
    offsets: Vec<u64>,
    /// The hashes of all positions: a list that returns to one of them never ends.
    pub(super) seen: HashSet<u64>,
    /// The latest of them, for checkpoints.
    pub(super) recent: VecDeque<u64>,
    /// The identities of all items, where repeated ones are skipped.
    yielded: Option<HashSet<u64>>,
    pub(super) novelty: Novelty,
    pub(super) in_flight: Option<Sent>,
}

impl Paginator {
    pub(super) fn new(call: Call, paging: &'static Paging) -> Self {
        let start = paging.way.parameter().and_then(|name| call.param(name)).map(Cursor::from);
        // The cache keeps no headers.
        let call = if matches!(paging.way, Way::Link { .. }) { call.without_cache() } else { call };
        Self {
            seen: start.iter().map(cursor_hash).collect(),
            recent: start.iter().map(cursor_hash).collect(),
            position: Position::Before(start.clone()),
            start,
            offsets: Vec::new(),
            limits: Limits::default(),
            skip: 0,
            totals: Totals::default(),
            passed: Passed::default(),
            largest: None,
            yielded: None,
            novelty: Novelty::new(paging.max_stale_pages.into()),
            in_flight: None,
            paging,
            call,
        }
    }

    pub(super) fn set_budget(&mut self, budget: Budget) {
        self.call.set_budget(budget);
    }

    pub(super) fn skip_repeated(&mut self) {
        self.yielded = Some(HashSet::new());
    }

    /// What the list has yielded so far.
    pub(super) fn summary(&self) -> Summary {
        let Totals { pages, items, units, dropped } = self.totals;
        let end = match self.position {
            Position::Before(_) => self.reached(),
            Position::Lost(_) => Some(EndReason::CursorUnreadable),
            Position::Stuck(reason) | Position::Ended(reason) => Some(reason),
        };
        let Dropped { mismatches, skipped } = dropped;
        let has_price = self.call.client().service().has_price();
        Summary { items, pages, units, mismatches, skipped, end, has_price }
    }

    /// The limit that is reached.
    fn reached(&self) -> Option<EndReason> {
        let Self { limits, totals, .. } = self;
        if limits.items.is_some_and(|most| totals.items >= most) {
            Some(EndReason::MaxItems)
        } else if limits.pages.is_some_and(|most| totals.pages >= most) {
            Some(EndReason::MaxPages)
        } else {
            None
        }
    }

    /// The budget of the client.
    pub(super) fn client_budget(&self) -> Option<&Budget> {
        self.call.client().budget()
    }

    /// Whether the client's budget is too low for another page.
    pub(super) fn exceeds_client_budget(&self) -> bool {
        self.client_budget().is_some_and(|budget| budget.remaining() < self.call.price())
    }

    /// Whether the position of the next page is not known.
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self.position, Position::Lost(_))
    }

    /// Whether no request is in flight: the next poll sends one.
    pub(super) fn is_idle(&self) -> bool {
        self.in_flight.is_none()
    }

    /// The response with the next page, not decoded, and its request; `None` after the last one.
    pub(super) fn poll_response(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<(Call, Executed)>>> {
        let cursor = match &self.position {
            Position::Ended(_) => return Poll::Ready(None),
            Position::Stuck(reason) => {
                let reason = *reason;
                let error = self.stuck(reason);
                self.position = Position::Ended(reason);
                return Poll::Ready(Some(Err(error)));
            }
            Position::Lost(lost) => {
                let error = self.error(ErrorKind::Decode, lost.message().to_owned());
                self.position = Position::Ended(EndReason::CursorUnreadable);
                return Poll::Ready(Some(Err(error)));
            }
            Position::Before(_) if self.in_flight.is_none() && self.reached().is_some() => return Poll::Ready(None),
            Position::Before(cursor) => cursor,
        };
        // The request is kept here and not in the future of `next`: once in flight, it may be billed.
        let request = self.in_flight.get_or_insert_with(|| {
            let mut call = self.call.clone();
            match (cursor, self.paging.way.parameter()) {
                (Some(cursor), Some(parameter)) => call.set_cursor(parameter, cursor),
                (Some(query), None) => call.set_query(query.to_string()),
                (None, _) => {}
            }
            call.sent()
        });
        let result = ready!(Pin::new(request).poll(context));
        self.in_flight = None;
        Poll::Ready(Some(result.map_err(|error| self.failed(error))))
    }

    /// Counts a page and moves on to the next one. Returns the number of the page, its next cursor, and the positions of
    /// the items to yield, counted from 1. Not yielded are items before the checkpoint, repeated items, and items beyond
    /// the limit; where the limit cuts the page, the position stays in its middle.
    pub(super) fn take(&mut self, page: &Arrived<'_>) -> (u64, Option<Cursor>, &[u64]) {
        self.totals.pages = self.totals.pages.saturating_add(1);
        self.totals.units = self.totals.units.saturating_add(page.units);
        self.totals.dropped.add(Dropped::of(page.drift, page.skipped));
        let place = self.place(page);
        let onward = onward(self.paging, page, &place, self.call.client().shared().secrets());
        let is_cut = self.keep(page.count as u64, page.identity);
        self.totals.items = self.totals.items.saturating_add(self.offsets.len() as u64);
        let next = if let Onward::At(cursor) = &onward { Some(cursor.clone()) } else { None };
        if !is_cut {
            let items = (0..page.count).map(|index| (page.identity)(index).unwrap_or_else(|| (page.content)(index)));
            let skipped = page.skipped.iter().map(|item| hash::add(hash::START, item.as_json()));
            self.novelty.add(items.chain(skipped));
            self.move_on(onward, &place, page.count as u64);
        }
        (self.totals.pages, next, &self.offsets)
    }

    /// Where the page is in its list.
    fn place(&self, page: &Arrived<'_>) -> Place {
        let number = |text: &str| text.parse::<i64>().ok();
        let start = self.start.as_ref().and_then(|start| number(&start.to_string()));
        let dropped = cursors::dropped_items(self.paging, page.drift);
        let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let again = page.last.as_ref().map_or(0, |(index, _)| cursors::after(*index, page.count, &dropped));
        let count = whole(dropped.len().saturating_add(page.count));
        let passed = match self.paging.way {
            Way::Number { first, .. } => {
                Passed { pages: start.map_or(0, |start| start.saturating_sub(first.into())), ..self.passed }
            }
            Way::Offset { .. } => Passed { items: start.unwrap_or_default(), ..self.passed },
            Way::Token { .. } | Way::Link { .. } | Way::Last { .. } | Way::Url { .. } => self.passed,
        };
        Place {
            start,
            count,
            again: whole(again),
            has_lost_items: page.count == 0 && cursors::has_lost_items(self.paging, page.drift),
            items: passed.items.saturating_add(count),
            pages: passed.pages.saturating_add(1),
            size: self.paging.size.and_then(|name| self.call.param(name)).and_then(number),
            largest: self.largest,
        }
    }

    /// Chooses the items of a page to yield; true where the limit cuts the page.
    fn keep(&mut self, count: u64, identity: &dyn Fn(usize) -> Option<u64>) -> bool {
        let room = self.limits.items.map_or(u64::MAX, |most| most.saturating_sub(self.totals.items));
        let mut position = self.skip.min(count);
        self.offsets.clear();
        while (self.offsets.len() as u64) < room && position < count {
            let index = usize::try_from(position).unwrap_or(usize::MAX);
            position += 1;
            if self.is_new(|| identity(index)) {
                self.offsets.push(position);
            }
        }
        let is_cut = position < count;
        self.skip = if is_cut { position } else { 0 };
        is_cut
    }

    fn is_new(&mut self, identity: impl Fn() -> Option<u64>) -> bool {
        let Some(yielded) = &mut self.yielded else { return true };
        identity().is_none_or(|identity| yielded.insert(identity))
    }

    /// Moves to the next page, or to the end.
    fn move_on(&mut self, onward: Onward, place: &Place, whole: u64) {
        self.position = match onward {
            // Its items are yielded. Requested again, the page may have a position that can be read.
            Onward::Lost(lost) => {
                self.skip = whole;
                Position::Lost(lost)
            }
            Onward::End => Position::Ended(EndReason::LastPage),
            Onward::At(cursor) if !self.seen.insert(cursor_hash(&cursor)) => Position::Stuck(EndReason::CursorRepeated),
            Onward::At(cursor) => {
                self.start = Some(cursor.clone());
                // Those that the next page has again are counted with it.
                self.passed = Passed { items: place.items.saturating_sub(place.again), pages: place.pages };
                self.largest = self.largest.max(Some(place.count));
                self.recent.push_back(cursor_hash(&cursor));
                if self.recent.len() > checkpoint::MOST_SEEN {
                    self.recent.pop_front();
                }
                if self.novelty.is_over() && self.reached().is_none() {
                    Position::Stuck(EndReason::NoNewItems)
                } else {
                    Position::Before(Some(cursor))
                }
            }
        };
    }

    /// The position in the last page after this many of the items that were yielded from it.
    pub(super) fn offset_after(&self, yielded: usize) -> u64 {
        yielded.checked_sub(1).and_then(|index| self.offsets.get(index)).copied().unwrap_or_default()
    }

    /// Adds the checkpoint to an error, and counts its units.
    pub(super) fn failed(&mut self, error: Error) -> Error {
        self.totals.units = self.totals.units.saturating_add(error.units().unwrap_or_default());
        error.at(self.checkpoint())
    }

    /// The error of a page that is not requested, since it must not be polled here.
    pub(super) fn refused(&self, error: Error) -> Error {
        error.of(self.call.operation()).at(self.checkpoint())
    }

    fn stuck(&self, reason: EndReason) -> Error {
        if reason == EndReason::NoNewItems {
            let pages = self.novelty.max_stale_pages;
            let message = format!(
                "the last {pages} pages brought no new item, so the list may never end; `max_stale_pages` sets how many are \
                 requested, and the checkpoint continues after them"
            );
            return self.error(ErrorKind::NoNewItems, message);
        }
        let message =
            "the cursor of the next page was used before, so the list would never end; all items have been yielded";
        self.error(ErrorKind::CursorRepeated, message.to_owned())
    }

    fn error(&self, kind: ErrorKind, message: String) -> Error {
        self.call.error(kind, message).at(self.checkpoint())
    }
}

pub(super) fn cursor_hash(cursor: &Cursor) -> u64 {
    hash::add(hash::START, &cursor.to_string())
}
