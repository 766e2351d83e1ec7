//! The one task of a process that asks the store: it collects what there is, and has one batch under way.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep, sleep_until};

use super::ahead::Ahead;
use super::backoff::Backoff;
use super::clock::Clock;
use super::outbox::{Outbox, Report};
use super::queue::{Queue, Waiting};
use super::refused::Refused;
use super::slot::Slot;
use crate::error::{Error, ErrorKind, Result};
use crate::pacing::{Answer, Change, Refusal, Timestamp, micros};
use crate::store::{Batch, Paced, ProcessId, Store};

/// How late a request may be sent: later, it would be too close to the next one.
pub(super) const LATEST: Duration = Duration::from_millis(4);

/// What an answer may have needed: while the store is away, it is longer.
const LONGEST_ANSWER: Duration = Duration::from_millis(250);

/// What the tasks of a process and its driver share.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) outbox: Arc<Outbox>,
    pub(super) queue: Queue,
    pub(super) signals: watch::Sender<Signals>,
}

/// What concerns all requests of a process that wait, also those that are admitted already.
#[derive(Debug, Default, Clone)]
pub(super) struct Signals {
    /// Why this process sends nothing any more.
    pub(super) closed: Option<Refused>,
    /// How often all processes were stopped, and why the last time: requests that wait since before are refused. Later ones ask the
    /// store, since everything can be resumed.
    pub(super) stops: (u64, String),
    /// The end of a pause: what was admitted for a time in it is admitted again after it.
    pub(super) not_before: Option<Instant>,
    /// Whether the store is away.
    pub(super) is_away: bool,
    /// Whether the driver has ended.
    pub(super) is_ended: bool,
}

impl Shared {
    /// Refuses all requests that wait, also those that are admitted and not sent.
    pub(super) fn stop(&self, why: &str) {
        self.signals.send_modify(|signals| signals.stops = (signals.stops.0 + 1, why.to_owned()));
    }
}

/// The task itself.
pub(super) struct Driver {
    store: Arc<dyn Store>,
    process: ProcessId,
    shared: Arc<Shared>,
    number: i64,
    ahead: Ahead,
    clock: Clock,
    /// Whether the budget has too little left for the next request until another one is settled.
    is_starved: bool,
}

impl Driver {
    pub(super) fn new(store: Arc<dyn Store>, process: ProcessId, shared: Arc<Shared>) -> Self {
        Self { store, process, shared, number: 0, ahead: Ahead::new(), clock: Clock::default(), is_starved: false }
    }

    /// Asks the store until the gate is closed, and all that there was to report is in the store.
    pub(super) async fn run(mut self) {
        while self.has_work().await {
            if let Err(error) = self.exchange().await {
                tracing::error!(%error, "the rate limit and the budget cannot be read: no more requests are sent");
                self.end(Refused::Failed(error.to_string()));
                break;
            }
        }
    }

    /// Waits until there is something to report or to ask for; `false` at the end.
    async fn has_work(&self) -> bool {
        let Shared { outbox, queue, .. } = &*self.shared;
        loop {
            if outbox.has_reports() {
                return true;
            }
            let (is_closed, has_open) = (outbox.is_closed(), outbox.has_open());
            if is_closed && !has_open {
                // It was settled after the first look.
                return outbox.has_reports();
            }
            let must_wait = is_closed || queue.is_empty() || (self.is_starved && has_open);
            match self.ahead.wait(Instant::now()) {
                None if !must_wait => return true,
                Some(at) if !must_wait => tokio::select! {
                    () = sleep_until(at) => {}
                    () = outbox.changed() => {}
                },
                _ => outbox.changed().await,
            }
        }
    }

    /// Sends one batch, and gives its answers to those that wait.
    async fn exchange(&mut self) -> Result<()> {
        let Shared { outbox, queue, .. } = &*self.shared;
        let (reports, last) = outbox.take();
        let may_ask = self.ahead.wait(Instant::now()).is_none() && !outbox.is_closed();
        let waiting = if may_ask { queue.take(self.ahead.most()) } else { Vec::new() };
        if reports.is_empty() && waiting.is_empty() {
            return Ok(());
        }
        let asked = Instant::now();
        let (paced, is_first) = self.send(&reports, &waiting).await?;
        let (expected, count) = (reports.len() + waiting.len(), paced.answers.len());
        if count != expected {
            let message = format!("the store has {count} answers to a batch of {expected} changes");
            return Err(Error::new(ErrorKind::Corrupt, message));
        }
        let (needed, lead) = (asked.elapsed(), micros(self.ahead.lead()));
        // The pacing admits nothing before the lead where there is a rate limit. Answers that were given before say nothing about it.
        let unspaced_before = is_first.then(|| paced.now.saturating_add(lead));
        self.clock.read(paced.now, Instant::from_std(paced.seen));
        self.shared.outbox.note(last);
        self.answer(waiting, &paced.answers[reports.len()..], needed, unspaced_before);
        Ok(())
    }

    /// Sends a batch until the store has it. The number makes sure that it is applied once. Returns the answer, and whether it is that
    /// to the first attempt.
    async fn send(&mut self, reports: &[Report], waiting: &[Waiting]) -> Result<(Paced, bool)> {
        self.number += 1;
        let mut is_first = true;
        let mut backoff = Backoff::default();
        loop {
            let now = Instant::now();
            let lead = micros(self.ahead.lead());
            let mut changes: Vec<_> = reports.iter().map(|report| report.change(now)).collect();
            changes.extend(waiting.iter().map(|waiting| Change::Admit { units: waiting.units, lead }));
            let batch = Batch { process: self.process, number: self.number, changes };
            let error = match self.store.pace(batch).await {
                Ok(paced) => {
                    self.away(false);
                    return Ok((paced, is_first));
                }
                Err(error) if error.is_unavailable() => error,
                Err(error) => return Err(error),
            };
            is_first = false;
            if self.away(true) {
                tracing::warn!(%error, "the store is away: no request is sent until it is back");
            }
            sleep(backoff.next()).await;
        }
    }

    /// Gives the answers to those that wait. Those that have not waited are taken back.
    fn answer(
        &mut self,
        waiting: Vec<Waiting>,
        answers: &[Answer],
        needed: Duration,
        unspaced_before: Option<Timestamp>,
    ) {
        let (asked, now) = (waiting.len(), Instant::now());
        let (mut later, mut last, mut is_late) = (Vec::new(), None, false);
        self.is_starved = false;
        for (request, answer) in waiting.into_iter().zip(answers) {
            match answer {
                Answer::Admitted(at) => {
                    let is_spaced = unspaced_before.is_none_or(|before| *at >= before);
                    let at = if is_spaced { self.clock.local(*at) } else { now };
                    last = Some(at);
                    let slot = Slot::new(&self.shared.outbox, request.units, at, is_spaced);
                    if now > at + LATEST {
                        is_late = true;
                        later.push(request);
                    } else if let Err(dropped) = request.answer.send(Ok(slot)) {
                        drop(dropped);
                    }
                }
                Answer::Later(at) => {
                    self.ahead.later(self.clock.local(*at), now);
                    later.push(request);
                }
                Answer::Refused(Refusal::Budget(_)) if self.may_be_corrected() => {
                    self.is_starved = true;
                    later.push(request);
                }
                Answer::Refused(Refusal::Budget(left)) => {
                    let _ = request.answer.send(Err(Refused::Budget { units: request.units, left: *left }));
                }
                Answer::Refused(Refusal::Stopped(why)) => {
                    self.shared.stop(why);
                    let _ = request.answer.send(Err(Refused::Stopped(why.clone())));
                }
                Answer::Noted => later.push(request),
            }
        }
        self.shared.queue.put_back(later);
        if asked > 0 {
            self.ahead.answered(needed.min(LONGEST_ANSWER), is_late);
        }
        if let Some(last) = last {
            self.ahead.admitted(asked, last, now);
        }
    }

    /// Whether a request under way, or a report, can leave more of the budget.
    fn may_be_corrected(&self) -> bool {
        self.shared.outbox.has_open() || self.shared.outbox.has_reports()
    }

    /// Refuses all requests of the process. The first reason counts.
    fn end(&self, why: Refused) {
        self.shared.signals.send_modify(|signals| {
            signals.closed.get_or_insert(why);
            signals.is_ended = true;
        });
        drop(self.shared.queue.take(usize::MAX));
    }

    /// Notes whether the store is away, and returns whether that is new.
    fn away(&self, is_away: bool) -> bool {
        self.shared.signals.send_if_modified(|signals| std::mem::replace(&mut signals.is_away, is_away) != is_away)
    }
}

/// Also where the runtime ends before.
impl Drop for Driver {
    fn drop(&mut self) {
        self.end(Refused::Closed);
    }
}
