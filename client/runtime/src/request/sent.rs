//! A call under way, which can be dropped anywhere.

use std::fmt;
use std::future::{Future, pending};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::runtime::Handle;

use super::call::Call;
use super::execute::{Executed, execute};
use crate::error::Result;

/// A request that is sent when it is awaited: the future of every request. It borrows nothing, so that it can be stored or sent
/// to another task.
#[must_use = "nothing is sent until it is awaited"]
pub struct Sending<T> {
    sent: Sent,
    /// What makes the result of the response.
    finish: fn(&Call, Executed) -> Result<T>,
}

impl<T> Sending<T> {
    pub(super) fn new(sent: Sent, finish: fn(&Call, Executed) -> Result<T>) -> Self {
        Self { sent, finish }
    }
}

impl<T> Future for Sending<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Result<T>> {
        let finish = self.finish;
        Pin::new(&mut self.sent).poll(context).map(|sent| sent.and_then(|(call, executed)| finish(&call, executed)))
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sending").finish_non_exhaustive()
    }
}

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A call that is sent when it is polled. It belongs to the runtime that polls it first.
///
/// The HTTP library puts connections back where a request is dropped, and starts a task for it, which panics outside of a
/// runtime. So it is dropped inside of its own.
pub(crate) struct Sent {
    call: Boxed<Result<(Call, Executed)>>,
    /// Its runtime, while it is under way.
    runtime: Option<Handle>,
}

impl Sent {
    pub(super) fn new(call: Call) -> Self {
        let call = Box::pin(async move { execute(&call).await.map(|executed| (call, executed)) });
        Self { call, runtime: None }
    }
}

impl Future for Sent {
    type Output = Result<(Call, Executed)>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.runtime.is_none() {
            self.runtime = Handle::try_current().ok();
        }
        let poll = self.call.as_mut().poll(context);
        if poll.is_ready() {
            self.runtime = None;
        }
        poll
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        let Some(runtime) = &self.runtime else { return };
        // At the end of a thread no runtime can be entered any more.
        let is_gone = Handle::try_current().is_err_and(|error| error.is_thread_local_destroyed());
        let _entered = (!is_gone).then(|| runtime.enter());
        self.call = Box::pin(pending());
    }
}
