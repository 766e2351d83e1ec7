//! The pages of a list whose items are JSON.

use std::fmt;
use std::future::poll_fn;
use std::result::Result as StdResult;
use std::task::{Context, Poll, ready};

use super::page::Page;
use super::paginator::Paginator;
use super::places::{self, fact};
use super::position::Arrived;
use super::summary::Summary;
use crate::checkpoint::{Checkpoint, EndReason};
use crate::client::Budget;
use crate::error::{ErrorKind, Result};
use crate::hash;
use crate::lenient::Drift;
use crate::request::{Call, Executed, PageFacts};
use crate::service::{Paging, Way};
use crate::wire::{Cursor, Json};

/// The pages of a list whose items are JSON, by the facts of its endpoint.
///
/// Limits, budgets, checkpoints and the ends of lists are those of [`Pages`](super::Pages). There is no `Stream` of them and no
/// blocking mode. Only what leads to the next page is read: fields that do not match their types are found where an item is
/// read as a [`Row`](crate::dynamic::Row).
#[must_use = "no request is sent until `next` is called"]
pub struct DynamicPages {
    paginator: Paginator,
    paging: &'static Paging,
}

impl DynamicPages {
    /// The pages of a call, where its endpoint has pages.
    pub(crate) fn new(call: Call) -> Option<Self> {
        let paging = call.operation().paging?;
        Some(Self { paginator: Paginator::new(call, paging), paging })
    }

    /// Requests the next page; `None` at the end of the list. After an error, call it again to retry.
    ///
    /// # Errors
    /// As [`Pages::next`](super::Pages::next).
    pub async fn next(&mut self) -> Result<Option<Page<Json>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Ends the list after so many pages, those before a checkpoint included.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.paginator.limits.pages = Some(pages);
        self
    }

    /// Ends the list after so many items, those before a checkpoint included.
    pub fn max_items(mut self, items: u64) -> Self {
        self.paginator.limits.items = Some(items);
        self
    }

    /// As [`Pages::max_stale_pages`](super::Pages::max_stale_pages).
    pub fn max_stale_pages(mut self, pages: u64) -> Self {
        self.paginator.novelty.max_stale_pages = pages.max(1);
        self
    }

    /// Sets a budget for this list, in addition to the client's.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.paginator.set_budget(budget);
        self
    }

    /// Skips items that this list has yielded before, by the field that identifies them. Nothing changes where the spec names
    /// none.
    pub fn unique(mut self) -> Self {
        self.paginator.skip_repeated();
        self
    }

    /// Returns the position after the last page.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        self.paginator.checkpoint()
    }

    /// Continues at a checkpoint of the same list.
    ///
    /// # Errors
    /// Where the checkpoint is that of another list, or of a newer version.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Result<Self> {
        self.paginator.resume(checkpoint).map(|()| self)
    }

    /// Returns what the list has brought and cost so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.paginator.summary()
    }

    /// Returns why the list has ended; `None` where it has not.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.paginator.summary().end
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<Json>>>> {
        let response = ready!(self.paginator.poll_response(context));
        Poll::Ready(response.map(|response| response.and_then(|(call, executed)| self.page(&call, executed))))
    }

    fn page(&mut self, call: &Call, executed: Executed) -> Result<Page<Json>> {
        let paging = self.paging;
        let units = executed.raw.units();
        let (decoded, raw) = match call.decode::<Json>(executed) {
            Ok(decoded) => decoded,
            Err(error) => return Err(self.paginator.failed(error)),
        };
        let mut found = Vec::new();
        let parts = parts(paging, &decoded.value, &mut found);
        let (items, facts) = match call.refused_by(&found).map_or(parts, Err) {
            Ok(parts) => parts,
            Err(message) => {
                call.forget(&raw);
                return Err(self.paginator.failed(call.error(ErrorKind::Decode, message).with_response(raw)));
            }
        };
        let mut drift = decoded.drift;
        drift.extend(call.counted(found));
        // Items without the value are not the same item.
        let key = |index: usize| {
            let value = items.get(index)?.at_path(paging.key?)?;
            (!value.is_null()).then(|| identity(&value))
        };
        let content =
            |index: usize| items.get(index).map(|item| hash::add(hash::START, item.as_json())).unwrap_or_default();
        let arrived = Arrived {
            count: items.len(),
            identity: &key,
            content: &content,
            facts,
            headers: raw.headers(),
            last: last(paging, &items),
            units,
            drift: &drift,
            skipped: &[],
        };
        let (number, next, positions) = self.paginator.take(&arrived);
        let items = super::list::chosen(items, positions);
        if self.paginator.is_unreadable() {
            call.forget(&raw);
        }
        Ok(Page { items, next, number, units, drift, skipped: Vec::new() })
    }
}

/// The items and what the response has about the pages after it, or why it is no page.
fn parts(paging: &Paging, response: &Json, drift: &mut Vec<Drift>) -> StdResult<(Vec<Json>, PageFacts), String> {
    let items = places::items(paging, response, drift)?;
    let next = paging.way.next().map(|(path, _)| path);
    let facts = PageFacts {
        next: fact(next, response, drift),
        more: fact(paging.more, response, drift),
        total: fact(paging.total, response, drift),
        pages: fact(paging.pages, response, drift),
    };
    match next {
        Some(path) if facts.next.is_none() && !paging.next_may_be_absent => {
            Err(format!("the response has no position of the next page at `{path}`"))
        }
        _ => Ok((items, facts)),
    }
}

/// The last item that has the value after which the next page starts, where that is the way to it.
fn last(paging: &Paging, items: &[Json]) -> Option<(usize, Cursor)> {
    let Way::Last { field, .. } = paging.way else { return None };
    let value = |item: &Json| item.at_path(field)?.read::<Option<Cursor>>().ok()?;
    items.iter().enumerate().rev().find_map(|(index, item)| Some((index, value(item)?)))
}

/// The hash of a value that identifies an item: a number and a text of the same digits are the same.
fn identity(value: &Json) -> u64 {
    match value.read::<Cursor>() {
        Ok(value) => hash::add(hash::START, &value.to_string()),
        Err(_) => hash::add(hash::START, value.as_json()),
    }
}

impl fmt::Debug for DynamicPages {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("DynamicPages");
        shown.field("call", &self.paginator.call).field("summary", &self.summary()).finish()
    }
}
