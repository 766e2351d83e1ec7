//! What a client has asked for and spent so far.

use std::sync::atomic::{AtomicU64, Ordering};

/// What a client and its clones have asked for and spent so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// Requests that went out, every try counted.
    pub requests: u64,
    /// Units that were billed, as far as replies say.
    pub units: u64,
    /// Units that replies named, billed or not.
    pub nominal_units: u64,
    /// Requests of which nobody can tell whether they were billed.
    pub unknown: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    requests: AtomicU64,
    units: AtomicU64,
    nominal_units: AtomicU64,
    unknown: AtomicU64,
}

impl Counters {
    pub(crate) fn replied(&self, units: u64, nominal_units: u64) {
        add(&self.requests, 1);
        add(&self.units, units);
        add(&self.nominal_units, nominal_units);
    }

    pub(crate) fn failed(&self, is_unknown: bool) {
        add(&self.requests, 1);
        add(&self.unknown, u64::from(is_unknown));
    }

    pub(crate) fn usage(&self) -> Usage {
        Usage {
            requests: self.requests.load(Ordering::Relaxed),
            units: self.units.load(Ordering::Relaxed),
            nominal_units: self.nominal_units.load(Ordering::Relaxed),
            unknown: self.unknown.load(Ordering::Relaxed),
        }
    }
}

/// Each number stands for itself: no order among them is promised.
fn add(counter: &AtomicU64, count: u64) {
    counter.fetch_add(count, Ordering::Relaxed);
}
