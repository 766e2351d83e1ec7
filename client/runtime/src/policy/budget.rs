//! Budgets: units are reserved before a request is sent, and settled after its response.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

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
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// Wakes those that wait to be sent.
    closed: Notify,
    ledger: Option<Box<dyn Ledger>>,
}

#[derive(Debug, Default)]
struct State {
    limit: u64,
    spent: u64,
    reserved: u64,
    is_closed: bool,
}

/// What keeps the units of a [`Budget`] besides it, for instance in a file that several processes share.
pub trait Ledger: fmt::Debug + Send + Sync {
    /// Reserves units for one attempt of a request, before it is sent, and returns what settles them: it is called once, with
    /// the units that the attempt has cost.
    ///
    /// # Errors
    /// The attempt is not sent then, and its error says why in these words.
    fn reserve(&self, units: u64) -> Result<Settle, String>;

    /// Returns the units that can still be reserved.
    fn remaining(&self) -> u64;
}

/// Replaces the units that a [`Ledger`] has reserved by those that were spent.
pub type Settle = Box<dyn FnOnce(u64) + Send + Sync>;

/// Why units are not reserved.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// This is all that is left.
    Left(u64),
    Closed,
    /// The ledger says why.
    Ledger(String),
}

impl Budget {
    /// A budget of this many units.
    #[must_use]
    pub fn units(limit: u64) -> Self {
        Self::new(limit, None)
    }

    /// A budget of this many units, which are reserved and settled in a ledger, too.
    #[must_use]
    pub fn with_ledger(limit: u64, ledger: impl Ledger + 'static) -> Self {
        Self::new(limit, Some(Box::new(ledger)))
    }

    fn new(limit: u64, ledger: Option<Box<dyn Ledger>>) -> Self {
        let state = Mutex::new(State { limit, ..State::default() });
        Self { shared: Arc::new(Shared { state, closed: Notify::new(), ledger }) }
    }

    /// The units spent so far. A request whose response never arrived counts with its price.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.lock().spent
    }

    /// The units that can still be spent. Units that are reserved for requests in flight are not among them.
    #[must_use]
    pub fn remaining(&self) -> u64 {
        let in_ledger = self.shared.ledger.as_ref().map_or(u64::MAX, |ledger| ledger.remaining());
        let state = self.lock();
        state.limit.saturating_sub(state.spent.saturating_add(state.reserved)).min(in_ledger)
    }

    /// Whether both are the same budget.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Raises the limit.
    pub fn add(&self, units: u64) {
        let mut state = self.lock();
        state.limit = state.limit.saturating_add(units);
    }

    /// Sends nothing more: requests that wait to be sent or to be sent again fail at once, as do later ones, with
    /// [`BudgetExhausted`](crate::error::ErrorKind::BudgetExhausted). Those on the wire, which may be billed, go on.
    pub fn close(&self) {
        self.lock().is_closed = true;
        self.shared.closed.notify_waiters();
    }

    /// Waits until it is closed.
    pub(crate) async fn closed(&self) {
        let mut closed = pin!(self.shared.closed.notified());
        // From here on, no notification is missed.
        closed.as_mut().enable();
        if !self.is_closed() {
            closed.await;
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.lock().is_closed
    }

    /// Reserves units for an attempt, unless they would exceed the limit.
    pub(crate) fn reserve(&self, units: u64) -> Result<Reservation, Refusal> {
        let mut state = self.lock();
        let committed = state.spent.saturating_add(state.reserved);
        if state.is_closed {
            return Err(Refusal::Closed);
        }
        // A free request is never refused, also where responses cost more than was reserved for them.
        if units > 0 && committed.saturating_add(units) > state.limit {
            return Err(Refusal::Left(state.limit.saturating_sub(committed)));
        }
        state.reserved += units;
        drop(state);
        // Free again where the ledger refuses.
        let mut reservation = Reservation { budget: self.clone(), units, cost: 0, settle: None };
        if let Some(ledger) = &self.shared.ledger {
            reservation.settle = Some(ledger.reserve(units).map_err(Refusal::Ledger)?);
        }
        Ok(reservation)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic elsewhere leaves the numbers as they are: they are still right.
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Units that are reserved for one request. Dropped without being settled, they are free again.
pub(crate) struct Reservation {
    budget: Budget,
    units: u64,
    cost: u64,
    /// Settles it in the ledger.
    settle: Option<Settle>,
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
        drop(state);
        if let Some(settle) = self.settle.take() {
            settle(self.cost);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_units_cannot_be_reserved_again() {
        let budget = Budget::units(3);
        let first = budget.reserve(2).expect("two of three");
        assert!(budget.reserve(2).is_err());
        assert_eq!((budget.remaining(), budget.spent()), (1, 0));
        first.settle(0);
        assert_eq!((budget.remaining(), budget.spent()), (3, 0));
        budget.reserve(3).expect("all of it").settle(3);
        assert!(budget.reserve(1).is_err());
        assert!(budget.reserve(0).is_ok(), "a free request is never refused");
        budget.reserve(0).expect("free").settle(5);
        assert!(budget.spent() == 8 && budget.reserve(0).is_ok(), "not even beyond the limit");
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
                .filter(|_| budget.reserve(1).inspect(|_| std::thread::yield_now()).map(|it| it.settle(1)).is_ok())
                .count()
        };
        let spent: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..64).map(|_| scope.spawn(spend)).collect();
            threads.into_iter().map(|thread| thread.join().expect("a thread")).sum()
        });
        assert_eq!((spent, budget.spent(), budget.remaining()), (1000, 1000, 0));
    }

    #[tokio::test]
    async fn a_closed_budget_refuses_everything_and_wakes_who_waits() {
        let budget = Budget::units(3);
        let waiting = tokio::spawn({
            let budget = budget.clone();
            async move { budget.closed().await }
        });
        tokio::task::yield_now().await;
        let before = budget.reserve(1).expect("open");
        budget.close();
        waiting.await.expect("woken");
        budget.closed().await;
        assert_eq!(budget.reserve(0).err(), Some(Refusal::Closed), "free ones, too");
        before.settle(1);
        assert_eq!((budget.spent(), budget.remaining()), (1, 2));
    }

    /// Has the units that are left.
    #[derive(Debug, Clone)]
    struct Left(Arc<Mutex<u64>>);

    impl Ledger for Left {
        fn reserve(&self, units: u64) -> Result<Settle, String> {
            let mut left = self.0.lock().expect("no panic");
            *left = left.checked_sub(units).ok_or("not today")?;
            let left = Arc::clone(&self.0);
            Ok(Box::new(move |cost| *left.lock().expect("no panic") += units - cost))
        }

        fn remaining(&self) -> u64 {
            *self.0.lock().expect("no panic")
        }
    }

    #[test]
    fn a_ledger_reserves_settles_and_refuses() {
        let left = Left(Arc::new(Mutex::new(3)));
        let budget = Budget::with_ledger(10, left.clone());
        let [first, second] = [2, 1].map(|units| budget.reserve(units).expect("left"));
        assert_eq!(budget.reserve(1).err(), Some(Refusal::Ledger("not today".to_owned())));
        assert_eq!((budget.remaining(), budget.lock().reserved), (0, 3), "what the ledger refuses is free again");
        first.settle(1);
        drop(second);
        assert_eq!((budget.spent(), budget.remaining()), (1, 2));
    }
}
