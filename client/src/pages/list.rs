//! The pages of a list.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::checkpoint::Checkpoint;
use super::page::Page;
use super::run::Run;
use super::summary::{EndReason, Summary};
use crate::budget::Budget;
use crate::call::Call;
use crate::decode::Salvaged;
use crate::error::{Error, Result};
use crate::operation::Paged;
use crate::reply::Reply;

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
/// error's [`Checkpoint`] in another. After a list that leads back to itself and a cursor that cannot be read, which asking
/// again in the same run would not change, there is nothing more. A future of [`next`](Pages::next) that is dropped does not
/// drop its request: the next call goes on with it, if its timeout has not passed by then.
///
/// Also a [`Stream`](https://docs.rs/futures-core/latest/futures_core/stream/trait.Stream.html) of the same, which ends after its first error: what collects a stream would
/// ask for a failing page for ever.
#[must_use = "nothing is asked for until `next` is awaited"]
pub struct Pages<E: Paged> {
    run: Run,
    /// As a stream it is over: it has given an error.
    has_failed: bool,
    endpoint: PhantomData<fn() -> E>,
}

impl<E: Paged> Pages<E> {
    #[doc(hidden)]
    pub fn new(call: Call) -> Self {
        Self { run: Run::new(call, E::PAGING), has_failed: false, endpoint: PhantomData }
    }

    /// Ends after so many pages in all, those before a [`Checkpoint`] counted.
    pub fn max_pages(mut self, pages: u64) -> Self {
        self.run.limits.pages = Some(pages);
        self
    }

    /// Ends after so many items in all, those before a [`Checkpoint`] counted. The last page is
    /// cut short; the checkpoint after it stands in its middle.
    pub fn max_items(mut self, items: u64) -> Self {
        self.run.limits.items = Some(items);
        self
    }

    /// What this run may spend, besides the client's own budget. The page that would pass it is
    /// not asked for.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.run.set_budget(budget);
        self
    }

    /// Leaves out items that this run has given out before, by the field that the spec names for
    /// it, which is their id in every list of this crate. Where it names none, nothing is left out.
    /// It remembers eight bytes for each.
    pub fn dedupe(mut self) -> Self {
        self.run.dedupe();
        self
    }

    /// The next page; `None` after the last.
    ///
    /// # Errors
    /// As for any request, and [`CursorRepeated`](crate::ErrorKind::CursorRepeated) where the list would
    /// go round for ever; each with a checkpoint.
    pub async fn next(&mut self) -> Result<Option<Page<E::Item>>> {
        poll_fn(|context| self.poll_page(context)).await.transpose()
    }

    /// Where the page after the last one given out starts.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        self.run.checkpoint()
    }

    /// Goes on where a checkpoint of the same request was made.
    ///
    /// # Errors
    /// Where the checkpoint is of another endpoint or of other parameters. Nothing is sent.
    pub fn resume(mut self, checkpoint: Checkpoint) -> Result<Self> {
        self.run.resume(checkpoint).map(|()| self)
    }

    /// What the run has come to so far.
    #[must_use]
    pub fn summary(&self) -> Summary {
        self.run.summary()
    }

    /// Why the run ended; `None` while it goes on.
    #[must_use]
    pub fn end_reason(&self) -> Option<EndReason> {
        self.run.summary().end
    }

    pub(super) fn run(&self) -> &Run {
        &self.run
    }

    pub(super) fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<E::Item>>>> {
        let replied = ready!(self.run.poll_reply(context));
        Poll::Ready(replied.map(|replied| replied.and_then(|reply| self.page(reply))))
    }

    fn page(&mut self, reply: Reply) -> Result<Page<E::Item>> {
        let units = reply.units();
        let Salvaged { value, drift, unsaved } = match self.run.call.decode::<E::Output>(reply.body()) {
            Ok(salvaged) => salvaged,
            Err(error) => {
                let error = Error::decode(&error, &self.run.call, reply);
                return Err(self.run.failed(error));
            }
        };
        let (items, next) = E::split(value);
        let (number, next, places) =
            self.run.take(items.len(), &|index| items.get(index).and_then(E::key), next, units, &drift);
        Ok(Page { items: chosen(items, places), next, number, units, drift, unsaved })
    }
}

/// The items at these places, which are counted from 1 and in order.
fn chosen<T>(items: Vec<T>, places: &[u64]) -> Vec<T> {
    if items.len() == places.len() {
        return items;
    }
    let mut places = places.iter().copied().peekable();
    let numbered = items.into_iter().zip(1..);
    numbered.filter(|(_, place)| places.next_if_eq(place).is_some()).map(|(item, _)| item).collect()
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
        formatter.debug_struct("Pages").field("call", &self.run.call).field("summary", &self.summary()).finish()
    }
}
