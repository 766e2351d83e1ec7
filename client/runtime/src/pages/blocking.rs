//! Lists of blocking clients: iterators.

use std::iter::FusedIterator;

use super::page::Page;
use super::{concurrent, items, list};
use crate::client::{Blocking, wait};
use crate::error::Result;
use crate::pages::concurrent::PagesEvent;
use crate::request::Paged;

/// The pages of a list of a blocking client: an iterator.
pub type Pages<E> = list::Pages<E, Blocking>;

/// The items of a list of a blocking client: an iterator.
pub type Items<E> = items::Items<E, Blocking>;

/// The pages of many lists of a blocking client, fetched concurrently: an iterator over their events.
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
