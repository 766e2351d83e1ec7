//! How much may be spent: reserved before a request is sent, settled after its reply.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A number of units that requests may spend together, whoever sends them.
///
/// Cheap to clone; clones share the units. Give one to a client, or to one run of pages.
///
/// ```
/// let budget = hikerapi::Budget::units(100);
/// assert_eq!(budget.left(), 100);
/// ```
#[derive(Debug, Clone)]
pub struct Budget {
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    limit: u64,
    spent: u64,
    reserved: u64,
}

impl Budget {
    /// So many units.
    #[must_use]
    pub fn units(limit: u64) -> Self {
        Self { state: Arc::new(Mutex::new(State { limit, spent: 0, reserved: 0 })) }
    }

    /// What has been spent. A request whose reply never came counts with its price.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.lock().spent
    }

    /// What can still be spent, without what is reserved for requests on their way.
    #[must_use]
    pub fn left(&self) -> u64 {
        let state = self.lock();
        state.limit.saturating_sub(state.spent.saturating_add(state.reserved))
    }

    /// Allows more.
    pub fn add(&self, units: u64) {
        let mut state = self.lock();
        state.limit = state.limit.saturating_add(units);
    }

    /// Sets units aside for a request. `None` where they would pass the limit.
    pub(crate) fn reserve(&self, units: u64) -> Option<Reservation> {
        let mut state = self.lock();
        let committed = state.spent.saturating_add(state.reserved);
        if committed.saturating_add(units) > state.limit {
            return None;
        }
        state.reserved += units;
        drop(state);
        Some(Reservation { budget: self.clone(), units, cost: units })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Numbers stay numbers, whatever happened to who held them.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Units that are set aside for one request. Dropped without a word, they count as spent: a
/// request that was given up on its way may well be billed.
pub(crate) struct Reservation {
    budget: Budget,
    units: u64,
    cost: u64,
}

impl Reservation {
    /// What it came to in the end.
    pub(crate) fn settle(mut self, units: u64) {
        self.cost = units;
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        let mut state = self.budget.lock();
        state.reserved -= self.units;
        state.spent = state.spent.saturating_add(self.cost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reserved_is_not_given_twice() {
        let budget = Budget::units(3);
        let first = budget.reserve(2).expect("two of three");
        assert!(budget.reserve(2).is_none());
        assert_eq!((budget.left(), budget.spent()), (1, 0));
        first.settle(0);
        assert_eq!((budget.left(), budget.spent()), (3, 0));
        budget.reserve(3).expect("all of it").settle(3);
        assert!(budget.reserve(1).is_none());
        assert!(budget.reserve(0).is_some(), "what is free is never refused");
        budget.add(1);
        assert_eq!(budget.left(), 1);
    }

    #[test]
    fn a_request_that_is_given_up_counts() {
        let budget = Budget::units(3);
        drop(budget.reserve(2));
        assert_eq!((budget.left(), budget.spent()), (1, 2));
    }

    #[test]
    fn any_number_of_threads_stay_within_the_limit() {
        let budget = Budget::units(1000);
        let spend = || (0..100).filter(|_| budget.reserve(1).inspect(|_| std::thread::yield_now()).is_some()).count();
        let spent: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..64).map(|_| scope.spawn(spend)).collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).sum()
        });
        assert_eq!((spent, budget.spent(), budget.left()), (1000, 1000, 0));
    }
}
