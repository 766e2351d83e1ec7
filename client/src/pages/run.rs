//! A run through the pages of a list.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::checkpoint::{self, Checkpoint, fingerprint};
use super::page::Page;
use super::summary::{EndReason, Summary};
use crate::budget::Budget;
use crate::call::{Call, Pending};
use crate::decode::{Drift, Salvaged};
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::operation::Paged;
use crate::reply::Reply;
use crate::wire::Cursor;

/// The pages of a list, one request each, asked for one after the other.
///
/// ```no_run
/// # async fn run(hiker: hikerapi::Client) -> hikerapi::Result<()> {
/// let mut pages = hiker.user().followers_chunk(787132).pages().max_items(1000).dedupe();
/// while let Some(page) = pages.next().await? {
///     println!("page {}: {} accounts", page.number, page.items.len());
/// }
/// println!("{}", pages.summary()); // 50 items in 2 pages, 2 units, ended: no further cursor
/// # Ok(())
/// # }
/// ```
///
/// After an error the cursor has not moved: the same call tries again, in this run or from the
/// error's [`Checkpoint`] in another. A future of [`next`](Pages::next) that is dropped does not
/// drop its request: the next call goes on with it, if its timeout has not passed by then.
///
/// Also a [`Stream`] of the same, which ends after its first error: what collects a stream would
/// ask for a failing page for ever.
#[must_use = "nothing is asked for until `next` is awaited"]
pub struct Pages<E: Paged> {
    call: Call,
    position: Position,
    limits: Limits,
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
    /// As a stream it is over: it has given an error.
    has_failed: bool,
    endpoint: PhantomData<fn() -> E>,
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
struct Limits {
    pages: Option<u64>,
    items: Option<u64>,
}

#[derive(Clone, Copy, Default)]
struct Totals {
    pages: u64,
    items: u64,
    units: u64,
}

impl<E: Paged> Pages<E> {
    #[doc(hidden)]
    pub fn new(call: Call) -> Self {
        let start = call.param(E::PAGING.cursor).map(Cursor::from);
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
            has_failed: false,
            endpoint: PhantomData,
            call,
        }
    }

    /// Ends after so many pages in all, those before a [`Checkpoint`] counted.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.limits.pages = Some(pages);
        self
    }

    /// Ends after so many items in all, those before a [`Checkpoint`] counted. The last page is
    /// cut short; the checkpoint after it stands in its middle.
    pub fn max_items(mut self, items: u64) -> Self {
        self.limits.items = Some(items);
        self
    }

    /// What this run may spend, besides the client's own budget. The page that would pass it is
    /// not asked for.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.call.set_budget(budget);
        self
    }

    /// Leaves out items that this run has given out before, by the field that the spec names for
    /// it. It remembers eight bytes for each.
    pub fn dedupe(mut self) -> Self {
        self.given = Some(HashSet::new());
        self
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// As for any request, and [`CursorRepeated`](ErrorKind::CursorRepeated) where the list would
    /// go round for ever; each with a checkpoint.
    pub async fn next(&mut self) -> Result<Option<Page<E::Item>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Where the page after the last one given out starts.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        let Totals { pages, items, units } = self.totals;
        let (cursor, end) = match &self.position {
            Position::Before(cursor) => (cursor.clone(), None),
            // Asked for again, the page may have a cursor that can be read.
            Position::Stuck(EndReason::CursorUnreadable) | Position::Ended(EndReason::CursorUnreadable) => {
                (self.start.clone(), None)
            }
            Position::Stuck(reason) | Position::Ended(reason) => (None, Some(*reason)),
        };
        let fingerprint = fingerprint(&self.call, E::PAGING.cursor);
        let endpoint = self.call.operation().path.to_owned();
        let seen = self.recent.iter().map(|hash| format!("{hash:016x}")).collect();
        let version = checkpoint::VERSION;
        Checkpoint { version, endpoint, fingerprint, cursor, offset: self.skip, seen, pages, items, units, end }
    }

    /// Goes on where a checkpoint of the same request was made.
    ///
    /// # Errors
    /// Where the checkpoint is of another endpoint or of other parameters. Nothing is sent.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Result<Self> {
        checkpoint.check(&self.call, E::PAGING.cursor)?;
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
        Ok(self)
    }

    /// What the run has come to so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let Totals { pages, items, units } = self.totals;
        let end = match self.position {
            Position::Before(_) => self.reached(),
            Position::Stuck(reason) | Position::Ended(reason) => Some(reason),
        };
        Summary { items, pages, units, end }
    }

    /// Why the run ended; `None` while it goes on.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.summary().end
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

    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<E::Item>>>> {
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
                call.set(E::PAGING.cursor, cursor.to_string());
            }
            call.raw()
        });
        let replied = ready!(request.as_mut().poll(context));
        self.in_flight = None;
        Poll::Ready(Some(replied.and_then(|reply| self.page(reply)).map_err(|error| self.failed(error))))
    }

    fn page(&mut self, reply: Reply) -> Result<Page<E::Item>> {
        let units = reply.units();
        let Salvaged { value, drift, unsaved } = match self.call.decode::<E::Output>(reply.body()) {
            Ok(salvaged) => salvaged,
            Err(error) => return Err(Error::decode(&error, &self.call, reply)),
        };
        let (items, next) = E::split(value);
        let next = E::PAGING.further(next);
        self.totals.pages = self.totals.pages.saturating_add(1);
        self.totals.units = self.totals.units.saturating_add(units);
        let whole = items.len() as u64;
        let (items, is_cut) = self.keep(items);
        self.totals.items = self.totals.items.saturating_add(items.len() as u64);
        if !is_cut {
            self.move_on(next.clone(), &drift, whole);
        }
        Ok(Page { items, next, number: self.totals.pages, units, drift, unsaved })
    }

    /// Leaves out what was given out before this run, what repeats, and what passes the limit.
    /// True where the limit cuts the page: the run then stands in its middle.
    fn keep(&mut self, items: Vec<E::Item>) -> (Vec<E::Item>, bool) {
        let room = self.limits.items.map_or(u64::MAX, |most| most.saturating_sub(self.totals.items));
        let mut position = self.skip.min(items.len() as u64);
        let mut rest = items.into_iter().skip(usize::try_from(position).unwrap_or(usize::MAX));
        let mut kept = Vec::new();
        self.offsets.clear();
        while (kept.len() as u64) < room {
            let Some(item) = rest.next() else { break };
            position += 1;
            if self.is_new(&item) {
                kept.push(item);
                self.offsets.push(position);
            }
        }
        let is_cut = rest.next().is_some();
        self.skip = if is_cut { position } else { 0 };
        (kept, is_cut)
    }

    fn is_new(&mut self, item: &E::Item) -> bool {
        match (&mut self.given, E::key(item)) {
            (Some(given), Some(key)) => given.insert(hash::add(hash::START, &key)),
            _ => true,
        }
    }

    /// To the page of the next cursor, or to the end.
    fn move_on(&mut self, next: Option<Cursor>, drift: &[Drift], whole: u64) {
        let is_unreadable = next.is_none() && drift.iter().any(|drift| drift.path == E::PAGING.next);
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

    fn failed(&mut self, error: Error) -> Error {
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

impl<E: Paged> Stream for Pages<E> {
    type Item = Result<Page<E::Item>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.has_failed {
            return Poll::Ready(None);
        }
        let page = ready!(self.poll_page(context));
        self.has_failed = matches!(page, Some(Err(_)));
        Poll::Ready(page)
    }
}

impl<E: Paged> fmt::Debug for Pages<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("call", &self.call).field("summary", &self.summary()).finish()
    }
}

fn cursor_hash(cursor: &Cursor) -> u64 {
    hash::add(hash::START, &cursor.to_string())
}
