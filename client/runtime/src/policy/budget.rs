//! Budgets: units are reserved before a request is sent, and settled after its response.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A number of units that requests may spend together. Where a service has no prices, each request that is sent is one.
///
/// Cheap to clone: clones share the units. Give one to a client, or to one list of pages.
///
/// ```
/// use shop::client::Budget;
///
/// let budget = Budget::units(100);
/// assert_eq!(budget.remaining(), 100);
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
    /// A budget of this many units.
    #[must_use]
    pub fn units(limit: u64) -> Self {
        Self { state: Arc::new(Mutex::new(State { limit, spent: 0, reserved: 0 })) }
    }

    /// The units spent so far. A request whose response never arrived counts with its price.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.lock().spent
    }

    /// The units that can still be spent. Units that are reserved for requests in flight are not among them.
    #[must_use]
    pub fn remaining(&self) -> u64 {
        let state = self.lock();
        state.limit.saturating_sub(state.spent.saturating_add(state.reserved))
    }

    /// Whether both are the same budget.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.state, &other.state)
    }

    /// Raises the limit.
    pub fn add(&self, units: u64) {
        let mut state = self.lock();
        state.limit = state.limit.saturating_add(units);
    }

    /// Reserves units for a request. `None` where they would exceed the limit.
    pub(crate) fn reserve(&self, units: u64) -> Option<Reservation> {
        let mut state = self.lock();
        let committed = state.spent.saturating_add(state.reserved);
        // A free request is never refused, also where responses cost more than was reserved for them.
        if units > 0 && committed.saturating_add(units) > state.limit {
            return None;
        }
        state.reserved += units;
        drop(state);
        Some(Reservation { budget: self.clone(), units, cost: 0 })
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the numbers as they are: they are still right.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Units that are reserved for one request. Dropped without being settled, they are free again.
pub(crate) struct Reservation {
    budget: Budget,
    units: u64,
    cost: u64,
}

impl Reservation {
    /// Replaces the reserved units by the actual cost.
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
    fn reserved_units_cannot_be_reserved_again() {
        let budget = Budget::units(3);
        let first = budget.reserve(2).expect("two of three");
        assert!(budget.reserve(2).is_none());
        assert_eq!((budget.remaining(), budget.spent()), (1, 0));
        first.settle(0);
        assert_eq!((budget.remaining(), budget.spent()), (3, 0));
        budget.reserve(3).expect("all of it").settle(3);
        assert!(budget.reserve(1).is_none());
        assert!(budget.reserve(0).is_some(), "a free request is never refused");
        budget.reserve(0).expect("free").settle(5);
        assert!(budget.spent() == 8 && budget.reserve(0).is_some(), "not even beyond the limit");
        budget.add(5);
        budget.add(1);
        assert_eq!(budget.remaining(), 1);
    }

    #[test]
    fn what_is_not_settled_is_free_again() {
        let budget = Budget::units(3);
        drop(budget.reserve(2).expect("two of three"));
        assert_eq!((budget.remaining(), budget.spent()), (3, 0));
    }

    #[test]
    fn any_number_of_threads_stay_within_the_limit() {
        let budget = Budget::units(1000);
        let spend = || {
            (0..100)
                .filter(|_| budget.reserve(1).inspect(|_| std::thread::yield_now()).map(|it| it.settle(1)).is_some())
                .count()
        };
        let spent: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..64).map(|_| scope.spawn(spend)).collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).sum()
        });
        assert_eq!((spent, budget.spent(), budget.remaining()), (1000, 1000, 0));
    }
}
