//! What the HTTP library does not report: whether a request still waits for its connection, and whether that is a new one.
//!
//! The library takes an idle connection or opens a new one, whichever is ready first. It opens the new one while it polls
//! the request. So the request is sent once such a poll does not reach the connector any more.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    /// The progress of the request that is polled.
    static PROGRESS: Arc<Progress>;
}

/// How far a request has come.
#[derive(Default)]
pub(crate) struct Progress {
    is_connecting: AtomicBool,
    has_connected: AtomicBool,
}

impl Progress {
    /// Whether the request waits for its connection: nothing of it was sent.
    pub(crate) fn is_connecting(&self) -> bool {
        self.is_connecting.load(Ordering::Relaxed)
    }

    /// Whether a connection was made for the request. Otherwise it used one that was idle before.
    pub(crate) fn has_connected(&self) -> bool {
        self.has_connected.load(Ordering::Relaxed)
    }

    /// Runs a request, and keeps track of its progress.
    pub(crate) async fn track<F: Future>(self: Arc<Self>, request: F) -> F::Output {
        let mut request = pin!(request);
        poll_fn(|context| {
            let was_connecting = self.is_connecting.swap(false, Ordering::Relaxed);
            let poll = PROGRESS.sync_scope(Arc::clone(&self), || request.as_mut().poll(context));
            if poll.is_ready() && was_connecting {
                // It ended without a connection, as by a timeout, unless the connector has just made one.
                self.is_connecting.store(!self.has_connected(), Ordering::Relaxed);
            }
            poll
        })
        .await
    }

    fn connecting<T, E>(&self, poll: &Poll<Result<T, E>>) {
        self.has_connected.store(matches!(poll, Poll::Ready(Ok(_))), Ordering::Relaxed);
        self.is_connecting.store(poll.is_pending(), Ordering::Relaxed);
    }
}

/// The layer around the library's connector.
#[derive(Clone)]
pub(super) struct Connections;

impl<S> Layer<S> for Connections {
    type Service = Connector<S>;

    fn layer(&self, connector: S) -> Connector<S> {
        Connector(Arc::new(connector))
    }
}

/// It shares the library's connector, which is cloned for a new connection alone: the library clones this one several times
/// for each request, whether it connects or not.
#[derive(Clone)]
pub(super) struct Connector<S>(Arc<S>);

impl<S, Target> Service<Target> for Connector<S>
where
    S: Service<Target> + Clone + Send + 'static,
    S::Future: Send + 'static,
    Target: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    /// The clone that connects is ready or not.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Target) -> Self::Future {
        let mut connector = S::clone(&self.0);
        let mut connection = Box::pin(async move {
            poll_fn(|context| connector.poll_ready(context)).await?;
            connector.call(target).await
        });
        let owner = PROGRESS.try_with(Arc::clone).ok();
        Box::pin(poll_fn(move |context| {
            let poll = connection.as_mut().poll(context);
            // Where an idle connection was ready first, the library finishes the new one in the background.
            let polled = PROGRESS.try_with(Arc::clone).ok();
            if let (Some(owner), Some(polled)) = (&owner, polled)
                && Arc::ptr_eq(owner, &polled)
            {
                owner.connecting(&poll);
            }
            poll
        }))
    }
}
