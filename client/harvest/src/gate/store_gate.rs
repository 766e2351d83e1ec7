//! The gate for any client of a process.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hikerapi_runtime::client::{Admission, Gate, Settle};
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};

use super::driver::{Driver, LATEST, Shared, Signals};
use super::outbox::{Outbox, Report};
use super::process;
use super::queue::Queue;
use super::refused::Refused;
use super::slot::{Meter, Slot};
use crate::error::{Error, ErrorKind, Result};
use crate::pacing::Change;
use crate::store::{ProcessId, Store};

/// Lets requests be sent at the rate and within the budget of a store, which all its processes share.
///
/// Give it to a client, and its requests count with those of the workers: no second has more requests than the limit, and never is
/// more spent than the budget. While the store is away, nothing is sent. Cheap to clone; one is enough for all clients of a process.
///
/// ```no_run
/// use std::sync::Arc;
/// use hikerapi_harvest::{Store, StoreGate};
///
/// # async fn run(store: Arc<dyn Store>) -> Result<(), Box<dyn std::error::Error>> {
/// let gate = StoreGate::start(store).await?;
/// let client = shop::Client::builder().key_from_env().gate(gate.clone()).build()?;
/// let order = client.orders().by_id(7).await?; // waits for its time
/// gate.close().await?; // what requests have cost is in the store
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct StoreGate {
    handle: Arc<Handle>,
    /// Whether requests are admitted after [`halt`](Self::halt), too.
    is_exempt: bool,
}

/// What the clones share. The driver ends after the last one.
struct Handle {
    shared: Arc<Shared>,
    process: ProcessId,
    location: String,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shared.outbox.close();
    }
}

impl StoreGate {
    /// Starts a gate: a task of the runtime of tokio that calls it.
    ///
    /// # Errors
    /// Where the store cannot be reached, and outside a runtime of tokio.
    pub async fn start(store: Arc<dyn Store>) -> Result<Self> {
        let runtime = tokio::runtime::Handle::try_current().map_err(|error| {
            let message = "the gate of a store needs a runtime of tokio: start it in async code that tokio runs";
            Error::new(ErrorKind::Refused, message).because(error)
        })?;
        let process = store.register(&process::name()).await?;
        let signals = watch::Sender::new(Signals::default());
        let shared = Arc::new(Shared { outbox: Arc::new(Outbox::new()), queue: Queue::default(), signals });
        let handle = Handle { shared: Arc::clone(&shared), process, location: store.location().to_owned() };
        runtime.spawn(Driver::new(store, process, shared).run());
        Ok(Self { handle: Arc::new(handle), is_exempt: false })
    }

    /// Returns the number of this process in the store.
    #[must_use]
    pub fn process(&self) -> ProcessId {
        self.handle.process
    }

    /// Returns whether the store is away: nothing is sent until it is back.
    #[must_use]
    pub fn is_away(&self) -> bool {
        self.handle.shared.signals.borrow().is_away
    }

    /// Waits until the store is away, or until it is back.
    pub(crate) async fn turned(&self, is_away: bool) {
        // The sender lives as long as `self`.
        let _ = self.handle.shared.signals.subscribe().wait_for(|signals| signals.is_away == is_away).await;
    }

    /// Returns the gate for requests that are sent after [`halt`](Self::halt), too, until it is closed.
    pub(crate) fn exempt(&self) -> Self {
        Self { is_exempt: true, ..self.clone() }
    }

    /// Changes the pacing of the store, and waits until that is done.
    ///
    /// # Errors
    /// Where the store fails. While it is away, this waits.
    pub async fn change(&self, change: Change) -> Result<()> {
        if let Change::Stop(why) = &change {
            self.handle.shared.stop(why);
        }
        let number = self.report(Report::Change(change));
        self.noted(number).await
    }

    /// Waits until the store has all that there is to report: what requests have cost, pauses and changes.
    ///
    /// # Errors
    /// Where the store fails. While it is away, this waits.
    pub async fn flush(&self) -> Result<()> {
        let (last, _) = self.handle.shared.outbox.last();
        self.noted(last).await
    }

    /// Refuses requests of this process from now on, also those that wait; what is on the wire goes on.
    pub fn halt(&self) {
        self.handle.shared.signals.send_modify(|signals| _ = signals.closed.get_or_insert(Refused::Closed));
    }

    /// Refuses requests of this process, waits for those on the wire and until the store has all that there is to report, and ends.
    ///
    /// # Errors
    /// Where the store fails. While it is away, this waits.
    pub async fn close(&self) -> Result<()> {
        self.halt();
        let Shared { outbox, signals, .. } = &*self.handle.shared;
        let mut signals = signals.subscribe();
        tokio::select! {
            () = outbox.all_settled() => {}
            _ = signals.wait_for(|signals| signals.is_ended) => {}
        }
        let result = self.flush().await;
        self.handle.shared.outbox.close();
        result
    }

    /// Sets units aside, and waits until the request may be sent.
    pub(super) async fn admitted(&self, units: u64, meter: Option<Arc<Meter>>) -> Result<Settle, Refused> {
        let shared = &self.handle.shared;
        let units = i64::try_from(units).unwrap_or(i64::MAX);
        let mut signals = shared.signals.subscribe();
        let stops = signals.borrow().stops.0;
        let is_lost = || meter.as_ref().is_some_and(|meter| meter.is_lost());
        loop {
            if is_lost() {
                return Err(Refused::Lost);
            }
            let answer = shared.queue.add(units);
            shared.outbox.wake();
            let slot = tokio::select! {
                biased;
                why = refused(&mut signals, stops, self.is_exempt) => return Err(why),
                answer = answer => answer.unwrap_or(Err(Refused::Closed))?,
            };
            tokio::select! {
                biased;
                why = refused(&mut signals, stops, self.is_exempt) => return Err(why),
                () = sleep_until(slot.at) => {}
            }
            if is_lost() {
                return Err(Refused::Lost);
            }
            if may_be_sent(&slot, &signals) {
                return Ok(slot.into_settle(meter));
            }
        }
    }

    fn pause(&self, until: Instant) {
        self.handle.shared.signals.send_modify(|signals| {
            signals.not_before = signals.not_before.max(Some(until));
        });
    }

    fn report(&self, report: Report) -> u64 {
        self.handle.shared.outbox.report(report)
    }

    /// Waits until the store has the report of this number.
    async fn noted(&self, number: u64) -> Result<()> {
        let (_, mut noted) = self.handle.shared.outbox.last();
        let mut signals = self.handle.shared.signals.subscribe();
        let is_noted = tokio::select! {
            biased;
            noted = noted.wait_for(|noted| *noted >= number) => noted.is_ok(),
            _ = signals.wait_for(|signals| signals.is_ended) => false,
        };
        if is_noted {
            return Ok(());
        }
        let why = match &signals.borrow().closed {
            Some(Refused::Failed(why)) => why.clone(),
            _ => "the gate is closed".to_owned(),
        };
        Err(Error::new(ErrorKind::Failed, format!("what requests have cost is not noted in the store: {why}")))
    }
}

/// Waits until the requests of the process are refused, or all that wait since before a stop.
async fn refused(signals: &mut watch::Receiver<Signals>, stops: u64, is_exempt: bool) -> Refused {
    let is_closed = |signals: &Signals| signals.is_ended || (signals.closed.is_some() && !is_exempt);
    let is_refused = |signals: &Signals| is_closed(signals) || signals.stops.0 > stops;
    match signals.wait_for(is_refused).await {
        Ok(signals) if is_closed(&signals) => signals.closed.clone().unwrap_or(Refused::Closed),
        Ok(signals) => Refused::Stopped(signals.stops.1.clone()),
        Err(_) => Refused::Closed,
    }
}

/// Whether a request may be sent now: one that is late would be too close to the next one.
fn may_be_sent(slot: &Slot, signals: &watch::Receiver<Signals>) -> bool {
    let is_held = signals.borrow().not_before.is_some_and(|until| slot.at < until && Instant::now() < until);
    !is_held && (!slot.is_spaced || Instant::now() <= slot.at + LATEST)
}

impl Gate for StoreGate {
    fn admit(&self, units: u64) -> Admission<'_> {
        Box::pin(async move { self.admitted(units, None).await.map_err(|why| why.to_string()) })
    }

    fn hold(&self, pause: Duration) {
        let until = Instant::now() + pause.min(LONGEST);
        self.pause(until);
        self.report(Report::Hold(until));
    }

    fn slow_down(&self, pause: Duration, admitted: Duration) {
        let now = Instant::now();
        let until = now + pause.min(LONGEST);
        self.pause(until);
        let admitted = now.checked_sub(admitted).unwrap_or(now);
        self.report(Report::SlowDown { until, admitted });
    }
}

/// The longest pause: services renew requests by the hour at most.
const LONGEST: Duration = Duration::from_secs(3600);

impl fmt::Debug for StoreGate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Handle { process, location, .. } = &*self.handle;
        formatter.debug_struct("StoreGate").field("store", location).field("process", process).finish_non_exhaustive()
    }
}
