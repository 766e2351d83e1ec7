//! A run through the pages of a list, but for the types of its items: compiled once for all lists.

use std::collections::{HashSet, VecDeque};
use std::task::{Context, Poll, ready};

use super::checkpoint::{self, Checkpoint, fingerprint};
use super::summary::{EndReason, Summary};
use crate::budget::Budget;
use crate::call::{Call, Pending};
use crate::decode::Drift;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::operation::Paging;
use crate::reply::Reply;
use crate::wire::Cursor;

/// Where a run through a list stands, what it has come to, and what is on its way.
pub(super) struct Run {
    pub(super) call: Call,
    paging: &'static Paging,
    position: Position,
    pub(super) limits: Limits,
    /// Items of the next page that were given out before this run was resumed.
    skip: u64,
    totals: Totals,
    /// The cursor of the page that was asked for last.
    start: Option<Cursor>,
    /// For each item that was given out last, the place in its page after it.
    offsets: Vec<u64>,
    /// Every cursor of this run, by its hash: a list that comes back to one never ends.
    seen: HashSet<u64>,
    /// The latest of them, for the checkpoint.
    recent: VecDeque<u64>,
    /// The keys of the items of this run, by their hashes, where repeated ones shall be left out.
    given: Option<HashSet<u64>>,
    in_flight: Option<Pending<Result<Reply>>>,
}

/// Where a run stands.
enum Position {
    /// Before the page of this cursor; without one, before the first.
    Before(Option<Cursor>),
    /// After a page from which there is no way on. It is told once.
    Stuck(EndReason),
    Ended(EndReason),
}

#[derive(Clone, Copy, Default)]
pub(super) struct Limits {
    pub(super) pages: Option<u64>,
    pub(super) items: Option<u64>,
}

#[derive(Clone, Copy, Default)]
struct Totals {
    pages: u64,
    items: u64,
    units: u64,
}

impl Run {
    pub(super) fn new(call: Call, paging: &'static Paging) -> Self {
        let start = call.param(paging.cursor).map(Cursor::from);
        Self {
            seen: start.iter().map(cursor_hash).collect(),
            recent: start.iter().map(cursor_hash).collect(),
            position: Position::Before(start.clone()),
            start,
            offsets: Vec::new(),
            limits: Limits::default(),
            skip: 0,
            totals: Totals::default(),
            given: None,
            in_flight: None,
            paging,
            call,
        }
    }

    pub(super) fn set_budget(&mut self, budget: Budget) {
        self.call.set_budget(budget);
    }

    pub(super) fn dedupe(&mut self) {
        self.given = Some(HashSet::new());
    }

    /// Where the page after the last one given out starts.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        let Totals { pages, items, units } = self.totals;
        let (cursor, end) = match &self.position {
            Position::Before(cursor) => (cursor.clone(), None),
            // Asked for again, the page may have a cursor that can be read.
            Position::Stuck(EndReason::CursorUnreadable) | Position::Ended(EndReason::CursorUnreadable) => {
                (self.start.clone(), None)
            }
            Position::Stuck(reason) | Position::Ended(reason) => (None, Some(*reason)),
        };
        let fingerprint = fingerprint(&self.call, self.paging.cursor);
        let endpoint = self.call.operation().path.to_owned();
        let seen = self.recent.iter().map(|hash| format!("{hash:016x}")).collect();
        let version = checkpoint::VERSION;
        Checkpoint { version, endpoint, fingerprint, cursor, offset: self.skip, seen, pages, items, units, end }
    }

    /// Goes on where a checkpoint of the same request was made.
    pub(super) fn resume(&mut self, checkpoint: Checkpoint) -> Result<()> {
        checkpoint.check(&self.call, self.paging.cursor)?;
        let Checkpoint { cursor, offset, seen, pages, items, units, end, .. } = checkpoint;
        self.recent = seen.iter().filter_map(|hash| u64::from_str_radix(hash, 16).ok()).collect();
        self.recent.extend(cursor.iter().map(cursor_hash).filter(|hash| !seen.contains(&format!("{hash:016x}"))));
        self.seen = self.recent.iter().copied().collect();
        self.start.clone_from(&cursor);
        self.position = match end {
            None => Position::Before(cursor),
            // Not an end like others: it is told again.
            Some(EndReason::CursorRepeated) => Position::Stuck(EndReason::CursorRepeated),
            Some(reason) => Position::Ended(reason),
        };
        self.skip = offset;
        self.totals = Totals { pages, items, units };
        self.in_flight = None;
        Ok(())
    }

    /// What the run has come to so far.
    pub(super) fn summary(&self) -> Summary {
        let Totals { pages, items, units } = self.totals;
        let end = match self.position {
            Position::Before(_) => self.reached(),
            Position::Stuck(reason) | Position::Ended(reason) => Some(reason),
        };
        Summary { items, pages, units, end }
    }

    /// The limit that the run has come to.
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

    /// Whether the client's own budget, which all lists share, has too little left for a page.
    pub(super) fn is_beyond_the_clients_budget(&self) -> bool {
        self.call.client().inner().budget.as_ref().is_some_and(|budget| budget.left() < self.call.price())
    }

    /// Whether the next call will ask for a page: none is on its way.
    pub(super) fn is_idle(&self) -> bool {
        self.in_flight.is_none()
    }

    /// The reply with the next page, not decoded; `None` after the last.
    pub(super) fn poll_reply(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Reply>>> {
        let cursor = match &self.position {
            Position::Ended(_) => return Poll::Ready(None),
            Position::Stuck(reason) => {
                let reason = *reason;
                let error = self.stuck(reason);
                self.position = Position::Ended(reason);
                return Poll::Ready(Some(Err(error)));
            }
            Position::Before(_) if self.in_flight.is_none() && self.reached().is_some() => return Poll::Ready(None),
            Position::Before(cursor) => cursor,
        };
        // The request is kept here, not in the future of `next`: what is on its way is paid for.
        let request = self.in_flight.get_or_insert_with(|| {
            let mut call = self.call.clone();
            if let Some(cursor) = cursor {
                call.set(self.paging.cursor, cursor.to_string());
            }
            call.raw()
        });
        let replied = ready!(request.as_mut().poll(context));
        self.in_flight = None;
        Poll::Ready(Some(replied.map_err(|error| self.failed(error))))
    }

    /// Counts a page of so many items and moves on to the next one. The number of the page, its further cursor, and for
    /// each item that is to be given out its place in the page, from 1. Left out is what was given out before this run,
    /// what repeats, and what passes the limit; where that cuts the page, the run stands in its middle.
    pub(super) fn take(
        &mut self,
        count: usize,
        key: &dyn Fn(usize) -> Option<String>,
        next: Option<Cursor>,
        units: u64,
        drift: &[Drift],
    ) -> (u64, Option<Cursor>, &[u64]) {
        let next = self.paging.further(next);
        self.totals.pages = self.totals.pages.saturating_add(1);
        self.totals.units = self.totals.units.saturating_add(units);
        let is_cut = self.keep(count as u64, key);
        self.totals.items = self.totals.items.saturating_add(self.offsets.len() as u64);
        if !is_cut {
            self.move_on(next.clone(), drift, count as u64);
        }
        (self.totals.pages, next, &self.offsets)
    }

    /// Chooses the items of a page; true where the limit cuts it.
    fn keep(&mut self, count: u64, key: &dyn Fn(usize) -> Option<String>) -> bool {
        let room = self.limits.items.map_or(u64::MAX, |most| most.saturating_sub(self.totals.items));
        let mut position = self.skip.min(count);
        self.offsets.clear();
        while (self.offsets.len() as u64) < room && position < count {
            let index = usize::try_from(position).unwrap_or(usize::MAX);
            position += 1;
            if self.is_new(|| key(index)) {
                self.offsets.push(position);
            }
        }
        let is_cut = position < count;
        self.skip = if is_cut { position } else { 0 };
        is_cut
    }

    fn is_new(&mut self, key: impl Fn() -> Option<String>) -> bool {
        let Some(given) = &mut self.given else { return true };
        key().is_none_or(|key| given.insert(hash::add(hash::START, &key)))
    }

    /// To the page of the next cursor, or to the end.
    fn move_on(&mut self, next: Option<Cursor>, drift: &[Drift], whole: u64) {
        let is_unreadable = next.is_none() && drift.iter().any(|drift| self.paging.loses_its_cursor_with(drift));
        self.position = match next {
            // Its items are given out; what comes after them may be found on another try.
            None if is_unreadable => {
                self.skip = whole;
                Position::Stuck(EndReason::CursorUnreadable)
            }
            None => Position::Ended(EndReason::NoFurtherCursor),
            Some(cursor) if !self.seen.insert(cursor_hash(&cursor)) => Position::Stuck(EndReason::CursorRepeated),
            Some(cursor) => {
                self.start = Some(cursor.clone());
                self.recent.push_back(cursor_hash(&cursor));
                if self.recent.len() > checkpoint::MOST_SEEN {
                    self.recent.pop_front();
                }
                Position::Before(Some(cursor))
            }
        };
    }

    /// Where in its page the run stands after so many of the items that it gave out last.
    pub(super) fn offset_after(&self, given: usize) -> u64 {
        given.checked_sub(1).and_then(|index| self.offsets.get(index)).copied().unwrap_or_default()
    }

    /// The error, with where the run can be taken up again.
    pub(super) fn failed(&mut self, error: Error) -> Error {
        self.totals.units = self.totals.units.saturating_add(error.units().unwrap_or_default());
        error.at(self.checkpoint())
    }

    fn stuck(&self, reason: EndReason) -> Error {
        let (kind, message) = match reason {
            EndReason::CursorUnreadable => {
                (ErrorKind::Decode, "the next cursor cannot be read; the page has been given out")
            }
            _ => (
                ErrorKind::CursorRepeated,
                "the last page leads back to one before it; what it held has been given out",
            ),
        };
        Error::new(kind, message.to_owned()).of(self.call.operation()).at(self.checkpoint())
    }
}

fn cursor_hash(cursor: &Cursor) -> u64 {
    hash::add(hash::START, &cursor.to_string())
}
