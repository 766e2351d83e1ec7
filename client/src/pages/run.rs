//! A run through the pages of a list.

use std::collections::BTreeSet;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::checkpoint::{Checkpoint, fingerprint};
use super::page::Page;
use super::summary::{EndReason, Summary};
use crate::call::{Call, Pending};
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Paged;
use crate::reply::Reply;
use crate::wire::Cursor;

/// The pages of a list, one request each, asked for one after the other.
///
/// ```no_run
/// # async fn run(hiker: hikerapi::Client) -> hikerapi::Result<()> {
/// let mut pages = hiker.user().followers_chunk(787132).pages();
/// while let Some(page) = pages.next().await? {
///     println!("page {}: {} accounts", page.number, page.items.len());
/// }
/// println!("{}", pages.summary()); // 50 items in 2 pages, 2 units, ended: no further cursor
/// # Ok(())
/// # }
/// ```
///
/// Also a [`Stream`] of the same. After an error the cursor has not moved: the same call tries
/// again, in this run or from the error's [`Checkpoint`] in another. A future of
/// [`next`](Pages::next) that is dropped loses nothing: its request goes on with the next call.
#[must_use = "nothing is asked for until `next` is awaited"]
pub struct Pages<E: Paged> {
    call: Call,
    position: Position,
    /// Items of the next page that were given out before this run was resumed.
    skip: u64,
    totals: Totals,
    /// Every cursor of this run, by its hash: a list that comes back to one never ends.
    seen: BTreeSet<u64>,
    in_flight: Option<Pending<Result<Reply>>>,
    endpoint: PhantomData<fn() -> E>,
}

/// Where a run stands.
enum Position {
    /// Before the page of this cursor; without one, before the first.
    Before(Option<Cursor>),
    /// After a page whose next cursor was used before. It is told once.
    Repeated,
    Ended(EndReason),
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
            seen: start.iter().map(hash).collect(),
            position: Position::Before(start),
            skip: 0,
            totals: Totals::default(),
            in_flight: None,
            endpoint: PhantomData,
            call,
        }
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
        let (cursor, ended) = match &self.position {
            Position::Before(cursor) => (cursor.clone(), false),
            Position::Repeated | Position::Ended(_) => (None, true),
        };
        let fingerprint = fingerprint(&self.call, E::PAGING.cursor);
        let endpoint = self.call.operation().path.to_owned();
        Checkpoint { endpoint, fingerprint, cursor, offset: self.skip, pages, items, units, ended }
    }

    /// Goes on where a checkpoint of the same request was made.
    ///
    /// # Errors
    /// Where the checkpoint is of another endpoint or of other parameters. Nothing is sent.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Result<Self> {
        checkpoint.check(&self.call, E::PAGING.cursor)?;
        let Checkpoint { cursor, offset, pages, items, units, ended, .. } = checkpoint;
        self.seen = cursor.iter().map(hash).collect();
        self.position = if ended { Position::Ended(EndReason::NoFurtherCursor) } else { Position::Before(cursor) };
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
            Position::Before(_) => None,
            Position::Repeated => Some(EndReason::CursorRepeated),
            Position::Ended(reason) => Some(reason),
        };
        Summary { items, pages, units, end }
    }

    /// Why the run ended; `None` while it goes on.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.summary().end
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<E::Item>>>> {
        let cursor = match &self.position {
            Position::Ended(_) => return Poll::Ready(None),
            Position::Repeated => {
                let error = self.repeated();
                self.position = Position::Ended(EndReason::CursorRepeated);
                return Poll::Ready(Some(Err(error)));
            }
            Position::Before(cursor) => cursor,
        };
        // The request is kept here, not in the future of `next`: what is on its way is paid for.
        let request = self.in_flight.get_or_insert_with(|| {
            let mut call = self.call.clone();
            if let Some(cursor) = cursor {
                call.set(E::PAGING.cursor, cursor.to_string());
            }
            Box::pin(call.raw())
        });
        let replied = ready!(request.as_mut().poll(context));
        self.in_flight = None;
        Poll::Ready(Some(replied.and_then(|reply| self.page(reply)).map_err(|error| self.failed(error))))
    }

    fn page(&mut self, reply: Reply) -> Result<Page<E::Item>> {
        let output = match E::decode(reply.body()) {
            Ok(output) => output,
            Err(error) => return Err(Error::decode(error, self.call.operation(), reply)),
        };
        let (mut items, next) = E::split(output);
        let next = E::PAGING.further(next);
        let skipped = usize::try_from(self.skip).unwrap_or(usize::MAX).min(items.len());
        items.drain(..skipped);
        self.skip = 0;
        self.totals.pages += 1;
        self.totals.items += items.len() as u64;
        self.totals.units += reply.units();
        self.position = match &next {
            None => Position::Ended(EndReason::NoFurtherCursor),
            Some(cursor) if !self.seen.insert(hash(cursor)) => Position::Repeated,
            Some(cursor) => Position::Before(Some(cursor.clone())),
        };
        Ok(Page { items, next, number: self.totals.pages, units: reply.units() })
    }

    fn failed(&mut self, error: Error) -> Error {
        self.totals.units += error.units().unwrap_or_default();
        error.at(self.checkpoint())
    }

    fn repeated(&self) -> Error {
        let message = "the last page leads back to one before it; what it held has been given out";
        Error::new(ErrorKind::CursorRepeated, message.to_owned()).of(self.call.operation()).at(self.checkpoint())
    }
}

impl<E: Paged> Stream for Pages<E> {
    type Item = Result<Page<E::Item>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(context)
    }
}

impl<E: Paged> fmt::Debug for Pages<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("call", &self.call).field("summary", &self.summary()).finish()
    }
}

/// FNV-1a of the cursor's text.
fn hash(cursor: &Cursor) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    cursor.to_string().bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
