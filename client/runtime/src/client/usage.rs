//! The usage of a client.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::lenient::Dropped;

/// The requests that a client and its clones have sent so far, and what they cost.
///
/// Where the service has no prices, each request that was sent is one unit, and no cost is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// The number of requests sent: each attempt is counted, and each redirect that was followed. A request for which no
    /// connection could be made is not counted, nor one that was dropped before it was sent.
    pub requests: u64,
    /// The units billed, as stated by the responses.
    pub units: u64,
    /// The units that responses named, billed or not. A response that names none counts with the price of the endpoint.
    pub nominal_units: u64,
    /// The number of requests whose cost is unknown, such as those that timed out, or that were dropped after they were
    /// sent. A budget counts each with its price.
    pub unknown_cost: u64,
    /// The number of requests that were answered from the cache, and so were not sent.
    pub cached: u64,
    /// The units that these would have cost: what their responses cost when they arrived.
    pub saved: u64,
    /// The number of values that did not match their types, in responses that were decoded: dropped, or read as well as
    /// possible, as [`Drift`](crate::response::Drift) lists.
    pub mismatches: u64,
    /// The number of items of lists among them.
    pub skipped: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    requests: AtomicU64,
    units: AtomicU64,
    nominal_units: AtomicU64,
    unknown_cost: AtomicU64,
    cached: AtomicU64,
    saved: AtomicU64,
    mismatches: AtomicU64,
    skipped: AtomicU64,
}

impl Counters {
    pub(crate) fn sent(&self) {
        add(&self.requests, 1);
    }

    pub(crate) fn billed(&self, units: u64, nominal_units: u64) {
        add(&self.units, units);
        add(&self.nominal_units, nominal_units);
    }

    pub(crate) fn unknown(&self) {
        add(&self.unknown_cost, 1);
    }

    #[cfg(feature = "cache")]
    pub(crate) fn cached(&self, saved: u64) {
        add(&self.cached, 1);
        add(&self.saved, saved);
    }

    pub(crate) fn decoded(&self, dropped: Dropped) {
        add(&self.mismatches, dropped.mismatches);
        add(&self.skipped, dropped.skipped);
    }

    pub(crate) fn usage(&self) -> Usage {
        Usage {
            requests: self.requests.load(Ordering::Relaxed),
            units: self.units.load(Ordering::Relaxed),
            nominal_units: self.nominal_units.load(Ordering::Relaxed),
            unknown_cost: self.unknown_cost.load(Ordering::Relaxed),
            cached: self.cached.load(Ordering::Relaxed),
            saved: self.saved.load(Ordering::Relaxed),
            mismatches: self.mismatches.load(Ordering::Relaxed),
            skipped: self.skipped.load(Ordering::Relaxed),
        }
    }
}

/// The numbers are independent: no order among them is promised.
fn add(counter: &AtomicU64, count: u64) {
    counter.fetch_add(count, Ordering::Relaxed);
}
