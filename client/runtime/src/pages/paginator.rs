//! The walk through the pages of a list. It does not know the type of items, and so is compiled once for all lists.

use std::collections::{HashSet, VecDeque};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::cursors;
use super::novelty::Novelty;
use super::position::{Arrived, Limits, Position, Totals, can_go_on};
use super::summary::Summary;
use crate::checkpoint::{self, Checkpoint, EndReason};
use crate::client::Budget;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::lenient::{Drift, Dropped};

use crate::request::{Call, Executed, Sent};
use crate::service::Paging;
use crate::wire::Cursor;

/// The position in a list, what it has yielded so far, and the request in flight.
pub(super) struct Paginator {
    pub(super) call: Call,
    paging: &'static Paging,
    position: Position,
    pub(super) limits: Limits,
    /// The number of items of the next page that were yielded before this list was resumed.
    skip: u64,
    totals: Totals,
    /// The cursor of the page that was requested last.
    start: Option<Cursor>,
    /// For each item of the last page that was yielded, the position after it.
    offsets: Vec<u64>,
    /// The hashes of all cursors: a list that returns to one of them never ends.
    seen: HashSet<u64>,
    /// The latest of them, for checkpoints.
    recent: VecDeque<u64>,
    /// The identities of all items, where repeated ones are skipped.
    yielded: Option<HashSet<u64>>,
    pub(super) novelty: Novelty,
    in_flight: Option<Sent>,
}

impl Paginator {
    pub(super) fn new(call: Call, paging: &'static Paging) -> Self {
        let start = paging.way.parameter().and_then(|name| call.param(name)).map(Cursor::from);
        Self {
            seen: start.iter().map(cursor_hash).collect(),
            recent: start.iter().map(cursor_hash).collect(),
            position: Position::Before(start.clone()),
            start,
            offsets: Vec::new(),
            limits: Limits::default(),
            skip: 0,
            totals: Totals::default(),
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

    /// The start of the page after the last one that was yielded.
    pub(super) fn checkpoint(&self) -> Checkpoint {
        let Totals { pages, items, units, .. } = self.totals;
        let (cursor, end) = match &self.position {
            Position::Before(cursor) => (cursor.clone(), None),
            Position::Stuck(reason) | Position::Ended(reason) if can_go_on(*reason) => (self.start.clone(), None),
            Position::Stuck(reason) | Position::Ended(reason) => (None, Some(*reason)),
        };
        let fingerprint = self.fingerprint();
        let endpoint = self.call.operation().path.to_owned();
        let seen = self.recent.iter().map(|hash| format!("{hash:016x}")).collect();
        let version = checkpoint::VERSION;
        Checkpoint { version, endpoint, fingerprint, cursor, offset: self.skip, seen, pages, items, units, end }
    }

    /// Continues at a checkpoint of the same request.
    pub(super) fn resume(&mut self, checkpoint: Checkpoint) -> Result<()> {
        self.check(&checkpoint)?;
        let Checkpoint { cursor, offset, seen, pages, items, units, end, .. } = checkpoint;
        self.recent = seen.iter().filter_map(|hash| u64::from_str_radix(hash, 16).ok()).collect();
        self.recent.extend(cursor.iter().map(cursor_hash).filter(|hash| !seen.contains(&format!("{hash:016x}"))));
        self.seen = self.recent.iter().copied().collect();
        self.start.clone_from(&cursor);
        self.position = match end {
            None => Position::Before(cursor),
            // Not an end like the others: it is reported again.
            Some(EndReason::CursorRepeated) => Position::Stuck(EndReason::CursorRepeated),
            Some(reason) => Position::Ended(reason),
        };
        self.skip = offset;
        self.totals = Totals { pages, items, units, dropped: Dropped::default() };
        self.novelty = Novelty::new(self.novelty.max_stale_pages);
        self.in_flight = None;
        Ok(())
    }

    /// Refuses a checkpoint of another request.
    fn check(&self, checkpoint: &Checkpoint) -> Result<()> {
        let operation = self.call.operation();
        let refuse = |why: String| Err(Error::new(ErrorKind::Checkpoint, why).of(operation));
        if checkpoint.version != checkpoint::VERSION {
            let (found, expected) = (checkpoint.version, checkpoint::VERSION);
            return refuse(format!(
                "the checkpoint has version {found} of the format, this client reads version {expected}"
            ));
        }
        if checkpoint.endpoint != operation.path {
            return refuse(format!("the checkpoint belongs to GET {}", checkpoint.endpoint));
        }
        if checkpoint.fingerprint != self.fingerprint() {
            return refuse("the checkpoint belongs to a request with other parameters".to_owned());
        }
        Ok(())
    }

    fn fingerprint(&self) -> String {
        format!("{:016x}", self.call.fingerprint(self.paging.way.parameter().unwrap_or_default()))
    }

    /// What the list has yielded so far.
    pub(super) fn summary(&self) -> Summary {
        let Totals { pages, items, units, dropped } = self.totals;
        let end = match self.position {
            Position::Before(_) => self.reached(),
            Position::Stuck(reason) | Position::Ended(reason) => Some(reason),
        };
        Summary { items, pages, units, mismatches: dropped.mismatches, skipped: dropped.skipped, end }
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

    /// Whether the page has a next cursor that cannot be read.
    pub(super) fn is_unreadable(&self) -> bool {
        matches!(self.position, Position::Stuck(EndReason::CursorUnreadable))
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
            Position::Before(_) if self.in_flight.is_none() && self.reached().is_some() => return Poll::Ready(None),
            Position::Before(cursor) => cursor,
        };
        // The request is kept here and not in the future of `next`: once in flight, it may be billed.
        let request = self.in_flight.get_or_insert_with(|| {
            let mut call = self.call.clone();
            if let (Some(cursor), Some(parameter)) = (cursor, self.paging.way.parameter()) {
                call.set(parameter, cursor.to_string());
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
    pub(super) fn take(&mut self, page: Arrived<'_>) -> (u64, Option<Cursor>, &[u64]) {
        let next = cursors::next(self.paging, page.next);
        self.totals.pages = self.totals.pages.saturating_add(1);
        self.totals.units = self.totals.units.saturating_add(page.units);
        self.totals.dropped.add(Dropped::of(page.drift, page.skipped));
        let is_cut = self.keep(page.count as u64, page.identity);
        self.totals.items = self.totals.items.saturating_add(self.offsets.len() as u64);
        if !is_cut {
            let items = (0..page.count).map(|index| (page.identity)(index).unwrap_or_else(|| (page.content)(index)));
            let skipped = page.skipped.iter().map(|item| hash::add(hash::START, item.as_json()));
            self.novelty.add(items.chain(skipped));
            self.move_on(next.clone(), page.drift, page.count as u64);
        }
        (self.totals.pages, next, &self.offsets)
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

    /// Moves to the page of the next cursor, or to the end.
    fn move_on(&mut self, next: Option<Cursor>, drift: &[Drift], whole: u64) {
        let is_unreadable = drift.iter().any(|drift| cursors::is_lost(self.paging, drift));
        self.position = match next {
            // Its items are yielded. Requested again, the page may have a readable cursor. One that was read as something else
            // would lead to another page.
            _ if is_unreadable => {
                self.skip = whole;
                Position::Stuck(EndReason::CursorUnreadable)
            }
            None => Position::Ended(EndReason::LastPage),
            Some(cursor) if !self.seen.insert(cursor_hash(&cursor)) => Position::Stuck(EndReason::CursorRepeated),
            Some(cursor) => {
                self.start = Some(cursor.clone());
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
        let (kind, message) = match reason {
            EndReason::CursorUnreadable => {
                (ErrorKind::Decode, "the next cursor cannot be read; the items of the page have been yielded")
            }
            EndReason::NoNewItems => {
                let pages = self.novelty.max_stale_pages;
                let message = format!(
                    "the last {pages} pages brought no new item, so the list may never end; `max_stale_pages` sets how many are \
                     requested, and the checkpoint continues after them"
                );
                return self.error(ErrorKind::NoNewItems, message);
            }
            _ => (
                ErrorKind::CursorRepeated,
                "the cursor of the next page was used before, so the list would never end; all items have been yielded",
            ),
        };
        self.error(kind, message.to_owned())
    }

    fn error(&self, kind: ErrorKind, message: String) -> Error {
        Error::new(kind, message).of(self.call.operation()).at(self.checkpoint())
    }
}

fn cursor_hash(cursor: &Cursor) -> u64 {
    hash::add(hash::START, &cursor.to_string())
}
