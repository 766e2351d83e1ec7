//! Lists of blocking clients: iterators.

use std::iter::FusedIterator;

use super::concurrent::PagesEvent;
use super::page::Page;
use super::{concurrent, items, list};
use crate::client::{Blocking, wait};
use crate::error::Result;
use crate::request::Paged;

/// The pages of a list of a blocking client, one request each: an iterator.
///
/// ```no_run
/// # fn run(client: shop::blocking::Client) -> shop::Result<()> {
/// let mut pages = client.orders().list(25).pages().max_items(1000).unique();
/// for page in &mut pages {
///     println!("{} orders", page?.items.len());
/// }
/// println!("{}", pages.summary()); // 50 items in 2 pages, 2 units, ended: last page
/// # Ok(())
/// # }
/// ```
///
/// It has the settings and the state of an async list, such as [`max_items`](list::Pages::max_items),
/// [`resume`](list::Pages::resume), [`checkpoint`](list::Pages::checkpoint) and [`summary`](list::Pages::summary).
///
/// The iterator ends after its first error, and the position has not changed. [`try_next`](list::Pages::try_next) does not end:
/// call it again to retry the page.
pub type Pages<E> = list::Pages<E, Blocking>;

/// The items of a list of a blocking client: an iterator. A page is requested when the items of the one before are used up.
///
/// ```no_run
/// # fn run(client: shop::blocking::Client) -> shop::Result<()> {
/// for order in client.orders().list(25).items().max_items(500) {
///     println!("{}", order?.id);
/// }
/// let all = client.orders().list(25).items().try_collect()?;
/// println!("{} orders", all.len());
/// # Ok(())
/// # }
/// ```
///
/// The iterator ends after its first error. [`try_next`](items::Items::try_next) and
/// [`try_collect`](items::Items::try_collect) do not end: call them again to retry the page.
pub type Items<E> = items::Items<E, Blocking>;

/// The pages of many lists of a blocking client, fetched concurrently: an iterator over their events.
///
/// ```no_run
/// # use shop::types::CustomerId;
/// # fn run(client: shop::blocking::Client, customers: Vec<CustomerId>) {
/// use shop::pages::PagesEvent;
///
/// let orders = client.orders();
/// let lists = customers.into_iter().map(|id| (id, orders.list(id).pages().max_items(500)));
/// for (customer, event) in shop::blocking::ConcurrentPages::new(lists).concurrency(16) {
///     match event {
///         PagesEvent::Page { page, .. } => println!("{customer}: {} orders", page.items.len()),
///         PagesEvent::Ended { summary, .. } => println!("{customer}: {summary}"),
///         PagesEvent::Failed { error, .. } => eprintln!("{customer}: {error}"),
///     }
/// }
/// # }
/// ```
///
/// It uses no thread of its own: while you handle an event, no response is read.
pub type ConcurrentPages<'a, K, E> = concurrent::ConcurrentPages<'a, K, E, Blocking>;

/// The list of a blocking client.
impl<E: Paged> list::Pages<E, Blocking> {
    /// Requests the next page, and waits for it; `None` after the last one. Unlike the iterator, which ends after its first
    /// error, it can be called again after an error, to retry the page.
    ///
    /// # Errors
    /// As [`next`](list::Pages::next) of the async client. In async code nothing is sent.
    pub fn try_next(&mut self) -> Result<Option<Page<E::Item>>> {
        wait(|context| self.poll_page(context)).transpose()
    }
}

impl<E: Paged> Iterator for list::Pages<E, Blocking> {
    type Item = Result<Page<E::Item>>;

    /// Requests the next page, and waits for it; `None` after the last one, and after an error. To continue after an error,
    /// call [`try_next`](list::Pages::try_next).
    fn next(&mut self) -> Option<Self::Item> {
        if self.has_failed {
            return None;
        }
        let page = self.try_next();
        self.has_failed = page.is_err();
        page.transpose()
    }
}

impl<E: Paged> FusedIterator for list::Pages<E, Blocking> {}

/// The items of a blocking client.
impl<E: Paged> items::Items<E, Blocking> {
    /// Returns the next item; `None` after the last one. Unlike the iterator, which ends after its first error, it can be
    /// called again after an error, to retry the page.
    ///
    /// # Errors
    /// As [`next`](list::Pages::next) of the async client. In async code nothing is sent.
    pub fn try_next(&mut self) -> Result<Option<E::Item>> {
        wait(|context| self.poll_item(context)).transpose()
    }

    /// Returns all items from here to the end; see [`max_items`](Self::max_items).
    ///
    /// # Errors
    /// As [`try_next`](Self::try_next). The items that were read before the error stay in this value, which `collect` of an
    /// iterator would drop: calling `try_collect` again continues, and returns them first. The
    /// [`Checkpoint`](crate::checkpoint::Checkpoint) of the error is after them.
    pub fn try_collect(&mut self) -> Result<Vec<E::Item>> {
        while let Some(item) = self.try_next()? {
            self.collected().push(item);
        }
        Ok(std::mem::take(self.collected()))
    }
}

impl<E: Paged> Iterator for items::Items<E, Blocking> {
    type Item = Result<E::Item>;

    /// Returns the next item; `None` after the last one, and after an error. To continue after an error, call
    /// [`try_next`](items::Items::try_next).
    fn next(&mut self) -> Option<Self::Item> {
        if self.has_failed {
            return None;
        }
        let item = self.try_next();
        self.has_failed = item.is_err();
        item.transpose()
    }
}

impl<E: Paged> FusedIterator for items::Items<E, Blocking> {}

impl<K: Clone, E: Paged> Iterator for concurrent::ConcurrentPages<'_, K, E, Blocking> {
    type Item = (K, PagesEvent<E::Item>);

    /// Returns the next event of any list, with the key of the list; `None` when all have ended or failed.
    fn next(&mut self) -> Option<Self::Item> {
        wait(|context| self.poll_event(context))
    }
}
