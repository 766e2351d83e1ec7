//! Many lists at once, under one pace and one budget.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::{Checkpoint, Page, Pages, Summary};
use crate::error::{Error, ErrorKind};
use crate::operation::Paged;

/// How many lists are asked at once unless [`Chains::at_once`] says otherwise: at a second for a
/// reply, enough for 15 requests a second.
const AT_ONCE: usize = 20;

/// Many lists at once: one page after the other within each, and as many lists next to each other
/// as the pace can use.
///
/// A list is a chain of pages, each of which names the next, so a single one cannot go faster than
/// the service answers. Many of them can: they share the pace and the budget of their client. Each
/// has a key of the caller's choice, by which its events are known.
///
/// ```no_run
/// # use hikerapi::{Chains, Event, types::UserPk};
/// # fn store<T>(_: UserPk, _: &[T], _: &hikerapi::Checkpoint) {}
/// # async fn run(hiker: hikerapi::Client, accounts: Vec<UserPk>) {
/// let user = hiker.user();
/// let lists = accounts.into_iter().map(|pk| (pk, user.followers_chunk(pk).pages().max_items(500)));
/// let mut chains = Chains::new(lists).at_once(16);
/// while let Some(step) = chains.next().await {
///     match step.event {
///         Event::Page(page) => store(step.key, &page.items, &step.checkpoint),
///         Event::Ended(summary) => println!("{}: {summary}", step.key),
///         Event::Failed(error) => eprintln!("{}: {error}", step.key), // resumes at `step.checkpoint`
///         _ => {}
///     }
/// }
/// # }
/// ```
///
/// The lists are taken from the iterator as there is room for them, so it may be as long as it
/// likes. One that fails does not stop the others. After an error that no list can escape (the key
/// is refused, the account is out of credit, the client's budget is spent) no further one is begun:
/// [`rest`](Chains::rest) gives those that were not. To go on in another process, keep the checkpoint
/// of the last event of every key, and build each list with [`Pages::resume`].
///
/// It runs in the task that asks it for events, and spawns nothing: dropped, nothing further is
/// sent. While an event is handled nobody reads replies, so do what takes seconds in another task.
///
/// Also a [`Stream`](https://docs.rs/futures-core/latest/futures_core/stream/trait.Stream.html) of the same.
#[must_use = "nothing is asked for until `next` is awaited"]
pub struct Chains<'a, K, E: Paged> {
    waiting: Box<dyn Iterator<Item = (K, Pages<E>)> + Send + 'a>,
    running: Vec<(K, Pages<E>)>,
    at_once: usize,
    /// The place from which to look for the next event: nobody waits behind a busy neighbour.
    turn: usize,
    is_stopped: bool,
}

/// Something that happened to one of many lists.
#[derive(Debug)]
#[non_exhaustive]
pub struct Step<K, T> {
    /// Which of the lists.
    pub key: K,
    /// What happened.
    pub event: Event<T>,
    /// Where the list goes on after it. Store it together with the items of the page.
    pub checkpoint: Checkpoint,
}

/// What happens to a list.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<T> {
    /// A page came.
    Page(Page<T>),
    /// The list is over.
    Ended(Summary),
    /// The list cannot go on for now. It is out of the set; [`Chains::push`] takes it in again.
    Failed(Error),
}

impl<'a, K: Clone, E: Paged> Chains<'a, K, E> {
    /// The lists, each with the key that its events shall have.
    pub fn new(lists: impl IntoIterator<Item = (K, Pages<E>), IntoIter: Send + 'a>) -> Self {
        let waiting = Box::new(lists.into_iter());
        Self { waiting, running: Vec::new(), at_once: AT_ONCE, turn: 0, is_stopped: false }
    }

    /// How many lists are asked at the same time, 20 if it is not said. More than the pace times
    /// the seconds that a reply takes bring nothing.
    pub fn at_once(mut self, lists: usize) -> Self {
        self.at_once = lists.max(1);
        self
    }

    /// Takes in another list, next to those that run.
    pub fn push(&mut self, key: K, list: Pages<E>) {
        self.running.push((key, list));
    }

    /// What happens next, to whichever list; `None` when all are over or failed.
    pub async fn next(&mut self) -> Option<Step<K, E::Item>> {
        poll_fn(|context| self.poll_step(context)).await
    }

    /// Whether no further list is begun, since an error concerned them all.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// The lists that are still to come: those in the middle first, then those never begun.
    pub fn rest(self) -> impl Iterator<Item = (K, Pages<E>)> + 'a
    where
        K: 'a,
    {
        self.running.into_iter().chain(self.waiting)
    }

    fn poll_step(&mut self, context: &mut Context<'_>) -> Poll<Option<Step<K, E::Item>>> {
        self.fill();
        for offset in 0..self.running.len() {
            let index = (self.turn + offset) % self.running.len();
            let (_, list) = &mut self.running[index];
            if let Poll::Ready(happened) = list.poll_page(context) {
                self.turn = index + 1;
                return Poll::Ready(Some(self.step(index, happened)));
            }
        }
        if self.running.is_empty() { Poll::Ready(None) } else { Poll::Pending }
    }

    /// Begins lists while there is room.
    fn fill(&mut self) {
        while !self.is_stopped && self.running.len() < self.at_once {
            let Some(list) = self.waiting.next() else { break };
            self.running.push(list);
        }
    }

    fn step(&mut self, index: usize, happened: Option<Result<Page<E::Item>, Error>>) -> Step<K, E::Item> {
        let (key, list) = &self.running[index];
        let (key, checkpoint) = (key.clone(), list.checkpoint());
        let event = match happened {
            Some(Ok(page)) => return Step { key, event: Event::Page(page), checkpoint },
            Some(Err(error)) => {
                self.is_stopped |= list.concerns_all(&error);
                Event::Failed(error)
            }
            None => Event::Ended(list.summary()),
        };
        drop(self.running.remove(index));
        self.turn = index;
        Step { key, event, checkpoint }
    }
}

impl<E: Paged> Pages<E> {
    /// Whether every other list of the client would fail for the same reason.
    fn concerns_all(&self, error: &Error) -> bool {
        match error.kind() {
            ErrorKind::Unauthorized | ErrorKind::OutOfCredit => true,
            ErrorKind::BudgetExhausted => self.run().is_beyond_the_clients_budget(),
            _ => false,
        }
    }
}

impl<K: Clone + Unpin, E: Paged> Stream for Chains<'_, K, E> {
    type Item = Step<K, E::Item>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(ready!(self.poll_step(context)))
    }
}

impl<K: fmt::Debug, E: Paged> fmt::Debug for Chains<'_, K, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let running: Vec<_> = self.running.iter().map(|(key, list)| (key, list.summary())).collect();
        let Self { at_once, is_stopped, .. } = self;
        formatter
            .debug_struct("Chains")
            .field("running", &running)
            .field("at_once", at_once)
            .field("is_stopped", is_stopped)
            .finish_non_exhaustive()
    }
}
