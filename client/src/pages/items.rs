//! The items of all pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::{Checkpoint, EndReason, Pages, Summary};
use crate::budget::Budget;
use crate::call::Call;
use crate::error::Result;
use crate::operation::Paged;

/// The items of a list, page after page, each page asked for when the one before is used up.
///
/// ```no_run
/// # async fn run(hiker: hikerapi::Client) -> hikerapi::Result<()> {
/// let mut accounts = hiker.user().followers_chunk(787132).items();
/// while let Some(account) = accounts.next().await? {
///     println!("{}", account.pk);
/// }
/// # Ok(())
/// # }
/// ```
///
/// A checkpoint in the middle of a page makes that page be asked for, and paid for, again: who
/// keeps one now and then keeps it page by page, with [`Pages`].
///
/// Also a [`Stream`](https://docs.rs/futures-core/latest/futures_core/stream/trait.Stream.html) of the same, which ends after its first error.
#[must_use = "nothing is asked for until `next` is awaited"]
pub struct Items<E: Paged> {
    pages: Pages<E>,
    page: vec::IntoIter<E::Item>,
    /// Where the current page starts, and how much of it has been given out.
    start: Checkpoint,
    given: usize,
    has_failed: bool,
}

impl<E: Paged> Items<E> {
    #[doc(hidden)]
    pub fn new(call: Call) -> Self {
        Self::of(Pages::new(call))
    }

    fn of(pages: Pages<E>) -> Self {
        Self { start: pages.checkpoint(), pages, page: Vec::new().into_iter(), given: 0, has_failed: false }
    }

    /// Ends after so many items in all; see [`Pages::max_items`].
    pub fn max_items(self, items: u64) -> Self {
        Self::of(self.pages.max_items(items))
    }

    /// Ends after so many pages in all; see [`Pages::max_pages`].
    pub fn max_pages(self, pages: u64) -> Self {
        Self::of(self.pages.max_pages(pages))
    }

    /// What this run may spend; see [`Pages::budget`].
    pub fn budget(self, budget: Budget) -> Self {
        Self::of(self.pages.budget(budget))
    }

    /// Leaves out items that were given out before; see [`Pages::dedupe`].
    pub fn dedupe(self) -> Self {
        Self::of(self.pages.dedupe())
    }

    /// The next item; `None` after the last.
    ///
    /// # Errors
    /// As [`Pages::next`]; the same call tries again.
    pub async fn next(&mut self) -> Result<Option<E::Item>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Where the item after the last one given out stands. In the middle of a page this is the
    /// start of the page and the place in it: resuming asks for the page again.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        if self.page.as_slice().is_empty() {
            return self.pages.checkpoint();
        }
        let mut checkpoint = self.start.clone();
        if self.given > 0 {
            checkpoint.offset = self.pages.run().offset_after(self.given);
        }
        checkpoint.items += self.given as u64;
        checkpoint.units = self.pages.summary().units;
        checkpoint
    }

    /// Goes on where a checkpoint of the same request was made.
    ///
    /// # Errors
    /// As [`Pages::resume`].
    pub fn resume(self, checkpoint: Checkpoint) -> Result<Self> {
        self.pages.resume(checkpoint).map(Self::of)
    }

    /// What the run has come to so far; items are those given out.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let waiting = self.page.len() as u64;
        let summary = self.pages.summary();
        Summary { items: summary.items.saturating_sub(waiting), end: summary.end.filter(|_| waiting == 0), ..summary }
    }

    /// Why the run ended; `None` while it goes on.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.summary().end
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<E::Item>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.given += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            if self.pages.run().is_idle() {
                self.start = self.pages.checkpoint();
            }
            // A page in the middle can be empty: it is not the end.
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => {
                    self.page = page.items.into_iter();
                    self.given = 0;
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<E: Paged> Stream for Items<E> {
    type Item = Result<E::Item>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.has_failed {
            return Poll::Ready(None);
        }
        let item = ready!(self.poll_item(context));
        self.has_failed = matches!(item, Some(Err(_)));
        Poll::Ready(item)
    }
}

// Items are only moved out, never pinned.
impl<E: Paged> Unpin for Items<E> {}

impl<E: Paged> fmt::Debug for Items<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("pages", &self.pages).field("waiting", &self.page.len()).finish()
    }
}
