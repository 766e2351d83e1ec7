//! What a process has to report to the store, until it is noted there.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use crate::pacing::{Change, micros};

/// Reports in their order. Corrections are added up, so that it does not grow while the store is away.
#[derive(Debug)]
pub(super) struct Outbox {
    state: Mutex<State>,
    /// Wakes the driver.
    changed: Notify,
    /// How many reports are in the store.
    noted: watch::Sender<u64>,
    /// The requests that are admitted and not settled.
    open: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct State {
    reports: Vec<Report>,
    /// The units and the requests to correct.
    correction: Option<(i64, i64)>,
    /// How many reports there were.
    reported: u64,
    is_closed: bool,
}

/// A change of the pacing, with local times where it has any: it can wait for the store.
#[derive(Debug, Clone)]
pub(super) enum Report {
    /// No request until then.
    Hold(Instant),
    /// No request until then, and fewer after it: too many were sent when this one was admitted.
    SlowDown { until: Instant, admitted: Instant },
    /// One without a time.
    Change(Change),
}

impl Report {
    /// The change as of now.
    pub(super) fn change(&self, now: Instant) -> Change {
        let left = |until: &Instant| micros(until.saturating_duration_since(now));
        match self {
            Self::Hold(until) => Change::Hold(left(until)),
            Self::SlowDown { until, admitted } => {
                Change::SlowDown { pause: left(until), admitted: micros(now.saturating_duration_since(*admitted)) }
            }
            Self::Change(change) => change.clone(),
        }
    }
}

impl Outbox {
    pub(super) fn new() -> Self {
        Self {
            state: Mutex::default(),
            changed: Notify::new(),
            noted: watch::Sender::new(0),
            open: watch::Sender::new(0),
        }
    }

    /// Adds a report, and returns its number.
    pub(super) fn report(&self, report: Report) -> u64 {
        let mut state = self.lock();
        state.reports.push(report);
        state.reported += 1;
        self.changed.notify_one();
        state.reported
    }

    /// Notes that a request is admitted.
    pub(super) fn opened(&self) {
        self.open.send_modify(|open| *open += 1);
    }

    /// Notes what a request that was admitted has cost, compared with what was set aside for it.
    pub(super) fn settled(&self, units: i64, unsent: i64) {
        self.lock().correct(units, unsent);
        self.abandoned();
    }

    /// Notes that a request will not be settled: its units stay set aside.
    pub(super) fn abandoned(&self) {
        self.open.send_modify(|open| *open = open.saturating_sub(1));
        self.changed.notify_one();
    }

    /// Waits until no request is on its way.
    pub(super) async fn all_settled(&self) {
        // The sender lives as long as `self`.
        let _ = self.open.subscribe().wait_for(|open| *open == 0).await;
    }

    /// Takes all reports, and returns the number of the last one.
    pub(super) fn take(&self) -> (Vec<Report>, u64) {
        let mut state = self.lock();
        let mut reports = std::mem::take(&mut state.reports);
        let correction = state.correction.take();
        reports.extend(correction.map(|(units, unsent)| Report::Change(Change::Correct { units, unsent })));
        (reports, state.reported)
    }

    pub(super) fn has_reports(&self) -> bool {
        let state = self.lock();
        !state.reports.is_empty() || state.correction.is_some()
    }

    /// Whether a request is on its way that can cost less than was set aside for it.
    pub(super) fn has_open(&self) -> bool {
        *self.open.borrow() > 0
    }

    /// Notes that the store has all reports up to this number.
    pub(super) fn note(&self, number: u64) {
        self.noted.send_replace(number);
    }

    /// Returns the number of the last report, and what tells which the store has.
    pub(super) fn last(&self) -> (u64, watch::Receiver<u64>) {
        (self.lock().reported, self.noted.subscribe())
    }

    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_one();
    }

    pub(super) fn is_closed(&self) -> bool {
        self.lock().is_closed
    }

    /// Wakes the driver.
    pub(super) fn wake(&self) {
        self.changed.notify_one();
    }

    /// Waits until it has changed since the last time.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn correct(&mut self, units: i64, unsent: i64) {
        if units == 0 && unsent == 0 {
            return;
        }
        let (sum, requests) = self.correction.get_or_insert((0, 0));
        (*sum, *requests) = (sum.saturating_add(units), *requests + unsent);
        self.reported += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_are_one_report_and_all_are_counted() {
        let outbox = Outbox::new();
        outbox.opened();
        outbox.opened();
        outbox.settled(2, 0);
        outbox.settled(-3, 1);
        outbox.settled(0, 0);
        let hold = outbox.report(Report::Change(Change::Hold(7)));
        let (reports, last) = outbox.take();
        let changes: Vec<_> = reports.iter().map(|report| report.change(Instant::now())).collect();
        assert_eq!(changes, [Change::Hold(7), Change::Correct { units: -1, unsent: 1 }]);
        assert_eq!((hold, last, outbox.last().0), (3, 3, 3));
        assert!(!outbox.has_reports() && !outbox.has_open());
    }

    #[tokio::test(start_paused = true)]
    async fn times_are_relative_to_when_they_are_sent() {
        let now = Instant::now();
        let second = std::time::Duration::from_secs(1);
        let report = Report::SlowDown { until: now + 3 * second, admitted: now };
        let change = report.change(now + second);
        assert_eq!(change, Change::SlowDown { pause: 2_000_000, admitted: 1_000_000 });
        assert_eq!(Report::Hold(now).change(now + second), Change::Hold(0));
    }
}
