//! What the tasks of a run share.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hikerapi_runtime::client::Budget;
use hikerapi_runtime::rt::RuntimeClient;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::claims::Claims;
use super::endpoints::Endpoints;
use super::event::Event;
use super::stop::Stop;
use super::summary::{End, Summary};
use crate::error::{Error, Result};
use crate::gate::{Backoff, JobGate, StoreGate};
use crate::store::{Store, StoreFuture};

/// How long a run that ends waits for a store that is away.
const GRACE: Duration = Duration::from_secs(30);

/// The settings of a run.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) workers: usize,
    pub(super) lease: Duration,
    pub(super) max_failures: i32,
    /// The pause after the first failure, and the longest.
    pub(super) pauses: (Duration, Duration),
    pub(super) waits_for_jobs: bool,
}

/// What is called with events.
pub(super) type Observer = Arc<dyn Fn(&Event<'_>) + Send + Sync>;

/// What the tasks of a run share.
pub(super) struct Context {
    pub(super) store: Arc<dyn Store>,
    pub(super) gate: StoreGate,
    pub(super) endpoints: Endpoints,
    pub(super) settings: Settings,
    pub(super) claims: Claims,
    client: RuntimeClient,
    /// For requests that are free and of no job, also at the end.
    pub(super) reader: RuntimeClient,
    /// Closed at the end, so that nothing waits to be sent again. `None` where the client has one of its own.
    budget: Option<Budget>,
    observer: Option<Observer>,
    stop: Stop,
    summary: Mutex<Summary>,
    /// When it began to end.
    ending: watch::Sender<Option<Instant>>,
    failed: Mutex<Option<Error>>,
    is_away: AtomicBool,
}

impl Context {
    pub(super) fn new(
        store: Arc<dyn Store>,
        gate: StoreGate,
        client: &RuntimeClient,
        endpoints: Endpoints,
        settings: Settings,
        observer: Option<Observer>,
        stop: Stop,
    ) -> Self {
        let reader = client.with_gate(Arc::new(gate.exempt()));
        let budget = client.budget().is_none().then(|| Budget::units(u64::MAX));
        let client = budget.as_ref().map_or_else(|| client.clone(), |budget| client.with_budget(budget.clone()));
        let (claims, summary, ending) = (Claims::default(), Mutex::default(), watch::Sender::new(None));
        let (failed, is_away) = (Mutex::default(), AtomicBool::new(false));
        Self {
            store,
            gate,
            endpoints,
            settings,
            claims,
            client,
            reader,
            budget,
            observer,
            stop,
            summary,
            ending,
            failed,
            is_away,
        }
    }

    /// The client for the requests of a job.
    pub(super) fn client(&self, gate: &JobGate) -> RuntimeClient {
        self.client.with_gate(Arc::new(gate.clone()))
    }

    pub(super) fn report(&self, event: &Event<'_>) {
        if let Some(observer) = &self.observer {
            observer(event);
        }
    }

    /// Changes what the run has done.
    pub(super) fn count(&self, change: impl FnOnce(&mut Summary)) {
        change(&mut self.lock());
    }

    pub(super) fn summary(&self) -> Summary {
        self.lock().clone()
    }

    /// Ends the run where it is stopped from outside.
    pub(super) async fn follow_stop(&self) {
        self.stop.stopped().await;
        self.end(End::Stopped);
    }

    /// Begins to end the run. The first reason counts.
    pub(super) fn end(&self, end: End) {
        // Whoever stops a run can have closed its budgets before.
        let end = if matches!(end, End::Budget(_)) && self.stop.is_stopped() { End::Stopped } else { end };
        let is_new = self.ending.send_if_modified(|ending| {
            let is_new = ending.is_none();
            ending.get_or_insert_with(Instant::now);
            is_new
        });
        if is_new {
            self.report(&Event::Ending(&end));
            self.lock().end = end;
            self.gate.halt();
            if let Some(budget) = &self.budget {
                budget.close();
            }
        }
    }

    /// Ends the run, as the store has failed.
    pub(super) fn fail(&self, error: Error) {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        self.end(End::Stopped);
    }

    pub(super) fn failure(&self) -> Option<Error> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(super) fn is_ending(&self) -> bool {
        self.ending.borrow().is_some()
    }

    /// Waits until the run begins to end.
    pub(super) async fn ending(&self) {
        // The sender lives as long as `self`.
        let _ = self.ending.subscribe().wait_for(Option::is_some).await;
    }

    /// Calls the store until it is there; at the end of the run for a while at most.
    pub(super) async fn insist<'a, T>(&'a self, call: impl Fn() -> StoreFuture<'a, T>) -> Result<T> {
        let (mut backoff, mut first) = (Backoff::default(), None);
        loop {
            match call().await {
                Err(error) if error.is_unavailable() => {
                    self.away(&error);
                    // A store that goes away long after the end has begun has as much time to come back.
                    let failing = *first.get_or_insert_with(Instant::now);
                    if self.ending.borrow().is_some_and(|since| since.max(failing).elapsed() > GRACE) {
                        return Err(error);
                    }
                }
                other => {
                    self.back();
                    return other;
                }
            }
            sleep(backoff.next()).await;
        }
    }

    /// Waits for what depends on the store; at the end of the run for a while at most, `None` then.
    pub(super) async fn patiently<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        let too_long = async {
            self.ending().await;
            sleep(GRACE).await;
        };
        tokio::select! {
            biased;
            done = work => Some(done),
            () = too_long => None,
        }
    }

    pub(super) fn away(&self, why: &Error) {
        if !self.is_away.swap(true, Ordering::Relaxed) {
            self.report(&Event::StoreAway { why: &why.to_string() });
        }
    }

    pub(super) fn back(&self) {
        if self.is_away.swap(false, Ordering::Relaxed) {
            self.report(&Event::StoreBack);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Summary> {
        // The numbers stay right, whatever happens while it is locked.
        self.summary.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
