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
