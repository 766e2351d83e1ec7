//! The items of all pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::list::Pages;
use super::summary::Summary;
use crate::checkpoint::{Checkpoint, EndReason};
use crate::client::{Async, Budget, Mode};
use crate::error::Result;
use crate::lenient::Drift;
use crate::request::{Call, Paged};
use crate::wire::Json;

/// The items of a list. A page is requested when the items of the one before are used up.
///
/// ```no_run
/// # async fn run(client: shop::Client) -> shop::Result<()> {
/// let mut orders = client.orders().list(25).items();
/// while let Some(order) = orders.next().await? {
///     println!("{}", order.id);
/// }
/// # Ok(())
/// # }
/// ```
///
/// Resuming at a checkpoint in the middle of a page requests that page again, which costs its units again. To store
/// checkpoints often, use [`Pages`] and store one for each page.
///
/// It is also a [`Stream`](https://docs.rs/futures-core/latest/futures_core/stream/trait.Stream.html), which ends after its
/// first error. With a blocking client it is an [`Iterator`], and has `try_next` and `try_collect`.
#[must_use = "no request is sent until `next` is called"]
pub struct Items<E: Paged, M: Mode = Async> {
    pages: Pages<E, M>,
    page: vec::IntoIter<E::Item>,
    /// The start of the current page, and how many of its items have been yielded.
    start: Checkpoint,
    yielded: usize,
    pub(super) has_failed: bool,
    passed: Passed<E::Item>,
}

/// What came along with the items.
struct Passed<T> {
    drift: Vec<Drift>,
    skipped: Vec<Json>,
    /// The pages that they are from.
    pages: u64,
    /// What `collect` has read before it failed or was dropped.
    collected: Vec<T>,
}

/// The most pages without items whose drift is kept: skipped items keep their pages in memory.
const MOST_PASSED: u64 = 16;

impl<E: Paged> Items<E> {
    /// Returns the next item; `None` after the last one.
    ///
    /// # Errors
    /// As [`Pages::next`]. Calling it again retries.
    pub async fn next(&mut self) -> Result<Option<E::Item>> {
        poll_fn(|context| self.poll_item(context)).await.transpose()
    }

    /// Returns all items from here to the end; see [`max_items`](Self::max_items).
    ///
    /// ```no_run
    /// # async fn run(client: shop::Client) -> shop::Result<()> {
    /// let orders = client.orders().list(25).items().max_items(500).collect().await?;
    /// println!("{} orders", orders.len());
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`Pages::next`]. The items that were read before the error stay in this value: calling `collect` again continues, and
    /// returns them first. The [`Checkpoint`] of the error is after them.
    pub async fn collect(&mut self) -> Result<Vec<E::Item>> {
        while let Some(item) = self.next().await? {
            self.collected().push(item);
        }
        Ok(std::mem::take(self.collected()))
    }
}

/// The settings of a list, and its state.
impl<E: Paged, M: Mode> Items<E, M> {
    #[doc(hidden)]
    pub fn new(call: Call<M>) -> Self {
        Self::of(Pages::new(call))
    }

    fn of(pages: Pages<E, M>) -> Self {
        Self {
            start: pages.checkpoint(),
            pages,
            page: Vec::new().into_iter(),
            yielded: 0,
            has_failed: false,
            passed: Passed::new(),
        }
    }

    /// Ends the list after this many items in all; see [`Pages::max_items`].
    pub fn max_items(self, items: u64) -> Self {
        Self { pages: self.pages.max_items(items), ..self }
    }

    /// Ends the list after this many pages in all; see [`Pages::max_pages`].
    pub fn max_pages(self, pages: u64) -> Self {
        Self { pages: self.pages.max_pages(pages), ..self }
    }

    /// Ends the list with an error after this many pages in a row without a new item; see [`Pages::max_stale_pages`].
    pub fn max_stale_pages(self, pages: u64) -> Self {
        Self { pages: self.pages.max_stale_pages(pages), ..self }
    }

    /// Sets what this list may spend; see [`Pages::budget`].
    pub fn budget(self, budget: Budget) -> Self {
        Self { pages: self.pages.budget(budget), ..self }
    }

    /// Skips items that this list has yielded before; see [`Pages::unique`].
    pub fn unique(self) -> Self {
        Self { pages: self.pages.unique(), ..self }
    }

    /// Returns where the page of the item that was returned most recently is not as the spec says, as [`Page::drift`] does.
    /// Pages without items before it are included, up to 16. [`summary`](Self::summary) has the numbers of the whole list.
    ///
    /// [`Page::drift`]: super::Page::drift
    #[must_use]
    pub fn drift(&self) -> &[Drift] {
        &self.passed.drift
    }

    /// Returns the items of the same pages that could not be decoded, as they arrived.
    #[must_use]
    pub fn skipped(&self) -> &[Json] {
        &self.passed.skipped
    }

    /// Returns the position after the item that was returned most recently. In the middle of a page it is the start of the
    /// page with the number of items to skip, so resuming requests the page again.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        if self.page.as_slice().is_empty() {
            return self.pages.checkpoint();
        }
        let mut checkpoint = self.start.clone();
        if self.yielded > 0 {
            checkpoint.offset = self.pages.paginator().offset_after(self.yielded);
        }
        checkpoint.items += self.yielded as u64;
        checkpoint.units = self.pages.summary().units;
        checkpoint
    }

    /// Continues at a checkpoint of the same request.
    ///
    /// # Errors
    /// As [`Pages::resume`].
    pub fn resume(self, checkpoint: Checkpoint) -> Result<Self> {
        self.pages.resume(checkpoint).map(Self::of)
    }

    /// Returns the number of pages, items and units so far, and why the list ended.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let waiting = self.page.len() as u64;
        let summary = self.pages.summary();
        Summary { items: summary.items.saturating_sub(waiting), end: summary.end.filter(|_| waiting == 0), ..summary }
    }

    /// Returns why the list ended; `None` while it has not.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.summary().end
    }

    /// What `collect` has read so far.
    pub(super) fn collected(&mut self) -> &mut Vec<E::Item> {
        &mut self.passed.collected
    }

    pub(super) fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<E::Item>>> {
        loop {
            if let Some(item) = self.page.next() {
                self.yielded += 1;
                return Poll::Ready(Some(Ok(item)));
            }
            if self.pages.paginator().is_idle() {
                self.start = self.pages.checkpoint();
            }
            // An empty page in the middle is not the end.
            match ready!(self.pages.poll_page(context)) {
                Some(Ok(page)) => {
                    self.passed.add(self.yielded > 0, page.drift, page.skipped);
                    self.page = page.items.into_iter();
                    self.yielded = 0;
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T> Passed<T> {
    fn new() -> Self {
        Self { drift: Vec::new(), skipped: Vec::new(), pages: 0, collected: Vec::new() }
    }

    /// Adds a page, in place of those before it if an item has been returned since.
    fn add(&mut self, is_first: bool, drift: Vec<Drift>, skipped: Vec<Json>) {
        if is_first {
            *self = Self { collected: std::mem::take(&mut self.collected), ..Self::new() };
        }
        if self.pages < MOST_PASSED {
            self.pages += 1;
            self.drift.extend(drift);
            self.skipped.extend(skipped);
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
impl<E: Paged, M: Mode> Unpin for Items<E, M> {}

impl<E: Paged, M: Mode> fmt::Debug for Items<E, M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Items").field("pages", &self.pages).field("waiting", &self.page.len()).finish()
    }
}
