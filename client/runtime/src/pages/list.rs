//! The pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::page::Page;
use super::paginator::Paginator;
use super::position::Arrived;
use super::summary::Summary;
use crate::checkpoint::{Checkpoint, EndReason};
use crate::client::{Async, Budget, Mode};
use crate::error::Result;
use crate::lenient::Lenient;
use crate::request::{Call, Executed, PageParts, Paged, content};
use crate::service::Way;

/// The pages of a list, one request each, in order.
///
/// ```no_run
/// # async fn run(client: shop::Client) -> shop::Result<()> {
/// let mut pages = client.orders().list(25).pages().max_items(1000).unique();
/// while let Some(page) = pages.next().await? {
///     println!("page {}: {} orders", page.number, page.items.len());
/// }
/// println!("{}", pages.summary()); // 50 items in 2 pages, 2 units, ended: last page
/// # Ok(())
/// # }
/// ```
///
/// A list ends where its service says so: with no next page, a flag, a total or a number of pages that is reached. Where it says
/// nothing, pages by numbers, offsets and last items end with an empty one, or with one that has fewer items than the request
/// names and than a page before it: services may have a largest page, whatever is requested. A page whose items or whose next
/// position cannot be read never ends a list silently.
///
/// After an error the position has not changed: call [`next`](Pages::next) again to retry the page, or use the
/// [`Checkpoint`] of the error to continue in another process. There are three exceptions, after which the list has ended:
///
/// - If the service returns a cursor that was used before, the error is
///   [`CursorRepeated`](crate::error::ErrorKind::CursorRepeated).
/// - If several pages in a row bring no new item, the error is [`NoNewItems`](crate::error::ErrorKind::NoNewItems): some
///   services return a new cursor for ever. See [`max_stale_pages`](Pages::max_stale_pages). Its checkpoint continues after
///   these pages.
/// - If the position of the next page is not known, `next` first returns the page, and then an error of the kind
///   [`Decode`](crate::error::ErrorKind::Decode) that says why: the cursor, the URL or the header `Link` cannot be read; of a
///   list by offsets the items cannot be read, so their number is unknown; of a list by last items none has a value
///   to go on after; or the position shows the client's key, which must not be in a checkpoint. If you resume at the checkpoint of that
///   error, the page is requested again for its position, but its items are not returned again.
///
/// If you drop the future of `next`, its request is not lost: the next call waits for the same request.
///
/// It is also a [`Stream`](https://docs.rs/futures-core/latest/futures_core/stream/trait.Stream.html), which ends after its
/// first error. With a blocking client it is an [`Iterator`], and has `try_next`.
#[must_use = "no request is sent until `next` is called"]
pub struct Pages<E: Paged, M: Mode = Async> {
    paginator: Paginator,
    driver: M::Driver,
    /// Whether the stream has yielded an error, and so is over.
    pub(super) has_failed: bool,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Paged> Pages<E> {
    /// Requests the next page; `None` after the last one.
    ///
    /// # Errors
    /// The errors of any request, [`CursorRepeated`](crate::error::ErrorKind::CursorRepeated) where the list would never end,
    /// and [`NoNewItems`](crate::error::ErrorKind::NoNewItems) where it may never end. Each error has a checkpoint.
    pub async fn next(&mut self) -> Result<Option<Page<E::Item>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }
}

/// The settings of a list, and its state.
impl<E: Paged, M: Mode> Pages<E, M> {
    #[doc(hidden)]
    pub fn new(call: Call<M>) -> Self {
        let (call, driver) = call.into_parts();
        Self { paginator: Paginator::new(call, E::PAGING), driver, has_failed: false, endpoint: PhantomData }
    }

    /// Ends the list after this many pages. In a resumed list, the pages before the [`Checkpoint`] count, too.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.paginator.limits.pages = Some(pages);
        self
    }

    /// Ends the list after this many items. In a resumed list, the items before the [`Checkpoint`] count, too. If the limit
    /// is inside of a page, the page is cut, and the checkpoint points at the first item that was not returned.
    pub fn max_items(mut self, items: u64) -> Self {
        self.paginator.limits.items = Some(items);
        self
    }

    /// Ends the list with an error after this many pages in a row without a new item. The default is that of the endpoint's
    /// spec: 3, unless the spec names another number. At least one page is read.
    ///
    /// An empty page has no new item, nor has one whose items were all on the latest pages. Items are compared by their ids
    /// where the spec names one, and otherwise by all their values. Items that cannot be decoded count, too. Of a long list,
    /// the last 4,096 items are remembered, or the last four pages. A resumed list begins to count anew.
    pub fn max_stale_pages(mut self, pages: u64) -> Self {
        self.paginator.novelty.max_stale_pages = pages.max(1);
        self
    }

    /// Limits what this list may spend. The client's own budget applies as well. A page that would exceed one of them is not
    /// requested.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.paginator.set_budget(budget);
        self
    }

    /// Skips items that this list has returned before, compared by their ids. In a list whose items have no id, nothing is
    /// skipped. It uses about 20 bytes of memory for each item. A resumed list does not remember the items before its checkpoint.
    pub fn unique(mut self) -> Self {
        self.paginator.skip_repeated();
        self
    }

    /// Returns the position after the page that was returned most recently.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        self.paginator.checkpoint()
    }

    /// Continues at a checkpoint of the same request.
    ///
    /// # Errors
    /// Where the checkpoint belongs to another endpoint or to other parameters. Nothing is sent.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Result<Self> {
        self.has_failed = false;
        self.paginator.resume(checkpoint).map(|()| self)
    }

    /// Returns the number of pages, items and units so far, and why the list ended.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.paginator.summary()
    }

    /// Returns why the list ended; `None` while it has not.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.paginator.summary().end
    }

    pub(super) fn paginator(&self) -> &Paginator {
        &self.paginator
    }

    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<E::Item>>>> {
        let response = match M::enter(&self.driver) {
            Ok(_entered) => ready!(self.paginator.poll_response(context)),
            Err(refused) => Some(Err(self.paginator.refused(refused))),
        };
        Poll::Ready(response.map(|response| response.and_then(|(call, executed)| self.page(&call, executed))))
    }

    fn page(&mut self, call: &Call, executed: Executed) -> Result<Page<E::Item>> {
        let units = executed.raw.units();
        let (decoded, raw) = match call.decode::<E::Output>(executed) {
            Ok(decoded) => decoded,
            Err(error) => return Err(self.paginator.failed(error)),
        };
        let Lenient { value, drift, skipped } = decoded;
        let PageParts { items, facts } = E::split(value);
        let values = || items.iter().enumerate().rev().find_map(|(index, item)| Some((index, E::last(item)?)));
        let last = if matches!(E::PAGING.way, Way::Last { .. }) { values() } else { None };
        let identity = |index: usize| items.get(index).and_then(E::identity);
        let content = |index: usize| items.get(index).map(content).unwrap_or_default();
        let (count, drift_of, skipped_of) = (items.len(), drift.as_slice(), skipped.as_slice());
        let arrived = Arrived {
            count,
            identity: &identity,
            content: &content,
            facts,
            headers: raw.headers(),
            last,
            units,
            drift: drift_of,
            skipped: skipped_of,
        };
        let (number, next, positions) = self.paginator.take(&arrived);
        let items = chosen(items, positions);
        if self.paginator.is_unreadable() {
            call.forget(&raw);
        }
        Ok(Page { items, next, number, units, drift, skipped })
    }
}

/// The items at these ascending positions, which are counted from 1.
pub(super) fn chosen<T>(items: Vec<T>, positions: &[u64]) -> Vec<T> {
    if items.len() == positions.len() {
        return items;
    }
    let mut positions = positions.iter().copied().peekable();
    let numbered = items.into_iter().zip(1..);
    numbered.filter(|(_, position)| positions.next_if_eq(position).is_some()).map(|(item, _)| item).collect()
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

impl<E: Paged, M: Mode> fmt::Debug for Pages<E, M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Pages").field("call", &self.paginator.call).field("summary", &self.summary()).finish()
    }
}
