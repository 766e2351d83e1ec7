//! A request that is admitted: when it may be sent, and the units that are set aside for it.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use hikerapi_runtime::client::Settle;
use tokio::time::Instant;

use super::outbox::Outbox;
use crate::job::Spent;

/// What the requests of a job have cost.
#[derive(Debug, Default)]
pub(super) struct Meter {
    state: Mutex<(Spent, bool)>,
    /// Whether the job is another process's by now.
    is_lost: AtomicBool,
}

/// A request that is admitted. Its units are taken back where it is dropped.
pub(super) struct Slot {
    outbox: Arc<Outbox>,
    units: i64,
    /// When it may be sent.
    pub(super) at: Instant,
    /// Whether it must not be sent later: without a rate limit it may be.
    pub(super) is_spaced: bool,
    is_used: bool,
}

impl Meter {
    /// Takes what the requests since the last time have cost.
    /// And whether one has cost more than was set aside for it.
    pub(super) fn take(&self) -> (Spent, bool) {
        std::mem::take(&mut *self.lock())
    }

    /// Lets none of its requests be sent any more.
    pub(super) fn lose(&self) {
        self.is_lost.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed)
    }

    fn add(&self, units: i64, set_aside: i64) {
        let (spent, is_over) = &mut *self.lock();
        spent.units = spent.units.saturating_add(units);
        spent.requests += 1;
        *is_over |= units > set_aside;
    }

    fn lock(&self) -> MutexGuard<'_, (Spent, bool)> {
        // Nothing panics while it is locked.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Slot {
    pub(super) fn new(outbox: &Arc<Outbox>, units: i64, at: Instant, is_spaced: bool) -> Self {
        outbox.opened();
        Self { outbox: Arc::clone(outbox), units, at, is_spaced, is_used: false }
    }

    /// Returns what settles the request. Where that is never called, the units stay set aside: they count as spent.
    pub(super) fn into_settle(mut self, meter: Option<Arc<Meter>>) -> Settle {
        self.is_used = true;
        let set_aside = self.units;
        let mut sent = Sent { outbox: Arc::clone(&self.outbox), correction: None };
        Box::new(move |cost| {
            let cost = i64::try_from(cost).unwrap_or(i64::MAX);
            if let Some(meter) = meter {
                meter.add(cost, set_aside);
            }
            sent.correction = Some(cost.saturating_sub(set_aside));
            drop(sent);
        })
    }
}

/// A request that is sent. It is not on its way any more where this is dropped.
struct Sent {
    outbox: Arc<Outbox>,
    /// What it has cost more than was set aside, once that is known.
    correction: Option<i64>,
}

impl Drop for Sent {
    fn drop(&mut self) {
        match self.correction {
            Some(units) => self.outbox.settled(units, 0),
            None => self.outbox.abandoned(),
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if !self.is_used {
            self.outbox.settled(-self.units, 1);
        }
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Slot").field("units", &self.units).field("at", &self.at).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pacing::Change;

    fn corrections(outbox: &Outbox) -> Vec<Change> {
        outbox.take().0.iter().map(|report| report.change(Instant::now())).collect()
    }

    #[test]
    fn a_slot_that_is_not_used_is_taken_back() {
        let outbox = Arc::new(Outbox::new());
        drop(Slot::new(&outbox, 2, Instant::now(), true));
        assert_eq!(corrections(&outbox), [Change::Correct { units: -2, unsent: 1 }]);
        assert!(!outbox.has_open());
    }

    #[test]
    fn what_is_settled_is_corrected_and_metered() {
        let outbox = Arc::new(Outbox::new());
        let meter = Arc::<Meter>::default();
        for cost in [1, 0, 3] {
            Slot::new(&outbox, 1, Instant::now(), true).into_settle(Some(Arc::clone(&meter)))(cost);
        }
        assert_eq!(corrections(&outbox), [Change::Correct { units: 1, unsent: 0 }]);
        assert_eq!(meter.take(), (Spent { units: 4, requests: 3 }, true));
        assert_eq!(meter.take(), (Spent::default(), false));
        drop(Slot::new(&outbox, 1, Instant::now(), true).into_settle(None));
        assert_eq!(corrections(&outbox), [], "it counts as spent");
        assert!(!outbox.has_open());
    }
}
