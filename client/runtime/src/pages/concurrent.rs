//! Many lists at once, under one rate limit and one budget.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::list::Pages;
use super::page::Page;
use super::summary::Summary;
use crate::checkpoint::Checkpoint;
use crate::client::{Async, Budget, Mode};
use crate::error::{Error, ErrorKind, Result};
use crate::request::Paged;

/// The default of [`ConcurrentPages::concurrency`]: enough for 15 requests per second where a response takes one second.
const CONCURRENCY: usize = 20;

/// The pages of many lists, fetched concurrently.
///
/// The pages of one list come one after the other, since each page names the next, so a single list is as slow as the
/// service responds. `ConcurrentPages` fetches many lists at a time, under the rate limit and the budget of their client.
/// You give each list a key, and each event comes with the key of its list.
///
/// ```no_run
/// # use shop::types::CustomerId;
/// # use shop::pages::{Checkpoint, ConcurrentPages, PagesEvent};
/// # fn store<T>(_: CustomerId, _: &[T], _: &Checkpoint) {}
/// # async fn run(client: shop::Client, customers: Vec<CustomerId>) {
/// let orders = client.orders();
/// let lists = customers.into_iter().map(|id| (id, orders.list(id).pages().max_items(500)));
/// let mut lists = ConcurrentPages::new(lists).concurrency(16);
/// while let Some((customer, event)) = lists.next().await {
///     match event {
///         PagesEvent::Page { page, checkpoint } => store(customer, &page.items, &checkpoint),
///         PagesEvent::Ended { summary, .. } => println!("{customer}: {summary}"),
///         PagesEvent::Failed { error, .. } => eprintln!("{customer}: {error}"),
///     }
/// }
/// # }
/// ```
///
/// Lists are taken from the iterator when there is room for them, so the iterator may be of any length. A list that fails
/// does not stop the others. After an error that would stop every list (the key is refused, the account is out of credit,
/// a CDN blocks the client, the client's budget is spent, requests cannot be sent in this place) no other list is started; [`into_remaining`](Self::into_remaining) returns those that have
/// not ended. To resume in another process, store the checkpoint of the last event of each list, and pass it to
/// [`Pages::resume`].
///
/// It runs in the task that calls [`next`](Self::next), and spawns nothing: once it is dropped, nothing more is sent. While
/// you handle an event no response is read, so move slow work to another task.
///
/// It is also a [`Stream`](https://docs.rs/futures-core/latest/futures_core/stream/trait.Stream.html). With a blocking client
/// it is an [`Iterator`].
#[must_use = "no request is sent until `next` is called"]
pub struct ConcurrentPages<'a, K, E: Paged, M: Mode = Async> {
    waiting: Box<dyn Iterator<Item = (K, Pages<E, M>)> + Send + 'a>,
    running: Vec<(K, Pages<E, M>)>,
    concurrency: usize,
    /// The index from which to look for the next event, so that no list waits behind a busy one.
    next: usize,
    is_stopped: bool,
    /// Whether all lists so far have the same client budget: one that is spent stops them all.
    shares_budget: bool,
    budget: Option<Budget>,
}

/// An event of one of many lists. Each has the checkpoint at which the list continues: store it together with the items.
#[derive(Debug)]
pub enum PagesEvent<T> {
    /// A page arrived.
    Page {
        /// The page.
        page: Page<T>,
        /// The position after it.
        checkpoint: Checkpoint,
    },
    /// The list has ended.
    Ended {
        /// What it yielded.
        summary: Summary,
        /// Where it ended: after its last page, or at the limit that you set, from which a list with a higher limit goes on.
        checkpoint: Checkpoint,
    },
    /// The list failed and is removed. Resume it at the checkpoint, and [`push`](ConcurrentPages::push) it again.
    Failed {
        /// Why.
        error: Error,
        /// The position that the list goes on from: before the page that failed, or after the pages that were yielded.
        checkpoint: Checkpoint,
    },
}

impl<K: Clone, E: Paged> ConcurrentPages<'_, K, E> {
    /// Returns the next event of any list, with the key of the list; `None` when all have ended or failed.
    pub async fn next(&mut self) -> Option<(K, PagesEvent<E::Item>)> {
        poll_fn(|context| self.poll_event(context)).await
    }
}

/// The lists, and their state.
impl<'a, K: Clone, E: Paged, M: Mode> ConcurrentPages<'a, K, E, M> {
    /// Fetches these lists, each with a key of your choice.
    pub fn new(lists: impl IntoIterator<Item = (K, Pages<E, M>), IntoIter: Send + 'a>) -> Self {
        let waiting = Box::new(lists.into_iter());
        Self {
            waiting,
            running: Vec::new(),
            concurrency: CONCURRENCY,
            next: 0,
            is_stopped: false,
            shares_budget: true,
            budget: None,
        }
    }

    /// Sets how many lists are fetched at a time; the default is 20. More than the rate limit times the seconds of a response
    /// gain nothing.
    pub fn concurrency(mut self, lists: usize) -> Self {
        self.concurrency = lists.max(1);
        self
    }

    /// Adds a list to those that are fetched now.
    pub fn push(&mut self, key: K, list: Pages<E, M>) {
        let budget = list.paginator().client_budget();
        match (&self.budget, budget) {
            (None, Some(budget)) if self.running.is_empty() => self.budget = Some(budget.clone()),
            (None, None) => {}
            (Some(shared), Some(budget)) if shared.is(budget) => {}
            _ => self.shares_budget = false,
        }
        self.running.push((key, list));
    }

    /// Whether no other list is started, since an error would stop every list.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Returns the lists that have not ended: first those that were started, then those that were not.
    pub fn into_remaining(self) -> impl Iterator<Item = (K, Pages<E, M>)> + 'a
    where
        K: 'a,
    {
        self.running.into_iter().chain(self.waiting)
    }

    pub(super) fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<(K, PagesEvent<E::Item>)>> {
        self.fill();
        for offset in 0..self.running.len() {
            let index = (self.next + offset) % self.running.len();
            let (_, list) = &mut self.running[index];
            if let Poll::Ready(page) = list.poll_page(context) {
                self.next = index + 1;
                return Poll::Ready(Some(self.event(index, page)));
            }
        }
        if self.running.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }

    /// Starts lists while there is room.
    fn fill(&mut self) {
        while !self.is_stopped && self.running.len() < self.concurrency {
            let Some(list) = self.waiting.next() else { break };
            self.push(list.0, list.1);
        }
    }

    fn event(&mut self, index: usize, page: Option<Result<Page<E::Item>>>) -> (K, PagesEvent<E::Item>) {
        let (key, list) = &self.running[index];
        let (key, checkpoint) = (key.clone(), list.checkpoint());
        let event = match page {
            Some(Ok(page)) => return (key, PagesEvent::Page { page, checkpoint }),
            Some(Err(error)) => {
                self.is_stopped |= list.stops_all(&error, self.shares_budget);
                PagesEvent::Failed { error, checkpoint }
            }
            None => PagesEvent::Ended { summary: list.summary(), checkpoint },
        };
        drop(self.running.remove(index));
        self.next = index;
        (key, event)
    }
}

impl<E: Paged, M: Mode> Pages<E, M> {
    /// Whether every other list of the client would fail for the same reason.
    fn stops_all(&self, error: &Error, shares_budget: bool) -> bool {
        match error.kind() {
            ErrorKind::Unauthorized | ErrorKind::OutOfCredit | ErrorKind::Blocked | ErrorKind::Config => true,
            ErrorKind::BudgetExhausted => shares_budget && self.paginator().exceeds_client_budget(),
            _ => false,
        }
    }
}

impl<K: Clone + Unpin, E: Paged> Stream for ConcurrentPages<'_, K, E> {
    type Item = (K, PagesEvent<E::Item>);

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(ready!(self.poll_event(context)))
    }
}

impl<K: fmt::Debug, E: Paged, M: Mode> fmt::Debug for ConcurrentPages<'_, K, E, M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let running: Vec<_> = self.running.iter().map(|(key, list)| (key, list.summary())).collect();
        let Self { concurrency, is_stopped, .. } = self;
        formatter
            .debug_struct("ConcurrentPages")
            .field("running", &running)
            .field("concurrency", concurrency)
            .field("is_stopped", is_stopped)
            .finish_non_exhaustive()
    }
}
