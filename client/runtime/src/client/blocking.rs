//! The mode of requests that block: a background thread drives them.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, EnterGuard, Handle};
use tokio::sync::oneshot;
use tokio::task::coop::poll_proceed;

use super::mode::{Mode, sealed};
use crate::error::{Error, ErrorKind, Result};

/// The mode of requests that block the calling thread until their response has arrived.
#[derive(Debug, Clone, Copy)]
pub enum Blocking {}

impl sealed::Sealed for Blocking {}

impl Mode for Blocking {
    type Driver = Arc<Background>;

    fn start() -> Result<Self::Driver> {
        let background = Background::start().map_err(|error| {
            let message = format!("the thread of the blocking client cannot be started: {error}");
            Error::new(ErrorKind::Config, message).caused_by(error)
        })?;
        Ok(Arc::new(background))
    }

    fn enter(driver: &Self::Driver) -> Result<Option<EnterGuard<'_>>> {
        if is_async() {
            let message = "a blocking request in async code would stop the other tasks of its thread: use the async client and \
                           `.await` there, or call the blocking one in `tokio::task::spawn_blocking`; nothing was sent";
            return Err(Error::new(ErrorKind::Config, message.to_owned()));
        }
        Ok(Some(driver.runtime.enter()))
    }
}

/// A thread that drives connections and timers. It ends once it is dropped, which waits for nothing.
///
/// Requests are polled by the threads that wait for them, so that they can borrow what they need.
#[derive(Debug)]
pub struct Background {
    runtime: Handle,
    /// Closed when it is dropped, which ends the thread.
    _stop: oneshot::Sender<Infallible>,
}

impl Background {
    fn start() -> io::Result<Self> {
        let (started, start) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        thread::Builder::new().name("blocking-client".to_owned()).spawn(move || {
            // Built here: where the thread cannot be started, a runtime would be dropped by the caller, and async code must not
            // drop one.
            let runtime = match Builder::new_current_thread().enable_all().build() {
                Ok(runtime) => runtime,
                Err(error) => return started.send(Err(error)).unwrap_or_default(),
            };
            if started.send(Ok(runtime.handle().clone())).is_ok() {
                // It is never sent anything, and ends with an error.
                let _ = runtime.block_on(stopped);
            }
            // Without waiting for the look-up of a host's address, which cannot be cancelled.
            runtime.shutdown_background();
        })?;
        let runtime = start.recv().map_err(io::Error::other)??;
        Ok(Self { runtime, _stop: stop })
    }
}

/// Blocks the thread until the poll is ready.
///
/// The `block_on` of tokio would panic in async code that [`is_async`] does not recognize.
pub(crate) fn wait<T>(mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>) -> T {
    let woken = Arc::new(Unpark { thread: thread::current(), is_woken: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&woken));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = poll(&mut context) {
            return value;
        }
        // Other code may use up the token that ends a `park`, but not the flag.
        while !woken.is_woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

struct Unpark {
    thread: Thread,
    is_woken: AtomicBool,
}

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.is_woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Whether a runtime of tokio polls the code that calls this. Code in `spawn_blocking`, in `block_in_place` and in no runtime
/// may block, and so may code that only has entered a runtime. Not recognized is code in `tokio::task::unconstrained`, and
/// in runtimes that are not tokio's.
///
/// Tokio has no function for it. It gives a budget to what it polls, and to that alone: whether there is one is seen by
/// using it up. All that was used is given back.
fn is_async() -> bool {
    Handle::try_current().is_ok() && has_ended_after(LARGEST_BUDGET, &mut Context::from_waker(Waker::noop()))
}

/// Tokio counts budgets in a `u8`.
const LARGEST_BUDGET: u32 = u8::MAX as u32;

fn has_ended_after(steps: u32, context: &mut Context<'_>) -> bool {
    match poll_proceed(context) {
        Poll::Pending => true,
        // Given back when it is dropped, the latest one first.
        Poll::Ready(_step) => steps > 0 && has_ended_after(steps - 1, context),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
    use std::time::Duration;

    use super::*;

    /// Receives nothing, and is closed when the runtime of the thread has ended.
    fn ended(driver: &Background) -> Receiver<()> {
        let (open, closed) = channel();
        driver.runtime.spawn(async move {
            std::future::pending::<()>().await;
            drop(open);
        });
        closed
    }

    #[test]
    fn the_thread_ends_with_the_last_clone() {
        let driver = Blocking::start().expect("a thread");
        let clone = Arc::clone(&driver);
        let ended = ended(&driver);
        drop(driver);
        assert_eq!(ended.recv_timeout(Duration::from_millis(50)), Err(RecvTimeoutError::Timeout));
        drop(clone);
        assert_eq!(ended.recv_timeout(Duration::from_secs(10)), Err(RecvTimeoutError::Disconnected));
    }

    #[tokio::test]
    async fn a_thread_is_started_and_ended_in_async_code() {
        let driver = Blocking::start().expect("a thread");
        let ended = ended(&driver);
        drop(driver);
        assert_eq!(ended.recv_timeout(Duration::from_secs(10)), Err(RecvTimeoutError::Disconnected));
    }

    #[test]
    fn a_timer_is_driven_while_its_thread_waits() {
        let driver = Blocking::start().expect("a thread");
        let entered = Blocking::enter(&driver).expect("no async code");
        let mut pause = Box::pin(tokio::time::sleep(Duration::from_millis(20)));
        wait(|context| pause.as_mut().poll(context));
        drop(entered);
    }

    #[test]
    fn a_wake_is_not_lost_where_other_code_parks() {
        let mut polls = 0;
        wait(|context| {
            polls += 1;
            context.waker().wake_by_ref();
            // Uses up the token that the waker has left.
            thread::park_timeout(Duration::from_secs(10));
            if polls < 3 { Poll::Pending } else { Poll::Ready(()) }
        });
        assert_eq!(polls, 3);
    }

    #[test]
    fn async_code_is_recognized_and_keeps_its_budget() {
        assert!(!is_async());
        let runtime = Builder::new_multi_thread().worker_threads(1).build().expect("a runtime");
        let in_pool = runtime.spawn_blocking(is_async);
        let (before, root, after) = runtime.block_on(async { (steps_left(), is_async(), steps_left()) });
        assert!(root);
        assert_eq!(before, after);
        let task = runtime.spawn(async { is_async() });
        assert_eq!(runtime.block_on(async { (task.await.ok(), in_pool.await.ok()) }), (Some(true), Some(false)));
        let in_place = async { tokio::task::block_in_place(is_async) };
        assert_eq!(runtime.block_on(runtime.spawn(in_place)).ok(), Some(false));
        let _entered = runtime.enter();
        assert!(!is_async());
    }

    /// The number of steps that the budget of this code allows.
    fn steps_left() -> usize {
        let mut context = Context::from_waker(Waker::noop());
        let mut steps = Vec::new();
        while let Poll::Ready(step) = poll_proceed(&mut context) {
            steps.push(step);
        }
        let count = steps.len();
        // The latest one first.
        while steps.pop().is_some() {}
        count
    }
}
