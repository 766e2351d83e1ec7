//! What may still be spent: by a run or a session, and by all of them today.

use hikerapi_runtime::Error;
use hikerapi_runtime::client::Budget;
use hikerapi_runtime::service::Service;

use super::day::Day;
use crate::failure::{Code, Failure};
use crate::settings::Settings;
use crate::words::count;

/// The budget of a run, within that of the day where the settings have one. Nothing may be spent before it is granted.
#[derive(Debug)]
pub(crate) struct Spending {
    budget: Budget,
    granted: u64,
    limit: Limit,
    day: Option<Day>,
}

/// What bounds the units of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// The user has set it.
    Budget,
    /// The price that was stated before the run.
    Price,
}

impl Spending {
    /// The budget of a run with the account of the settings.
    pub(crate) fn of(settings: &Settings, service: &Service) -> Result<Self, Failure> {
        let day = match settings.budget_per_day {
            Some(limit) => Some(Day::new(settings.state_folder()?.to_owned(), settings.account(service)?, limit)),
            None => None,
        };
        Ok(Self::new(day))
    }

    fn new(day: Option<Day>) -> Self {
        let budget = match &day {
            Some(day) => Budget::with_ledger(0, day.clone()),
            None => Budget::units(0),
        };
        Self { budget, granted: 0, limit: Limit::Budget, day }
    }

    /// Returns the budget, for the client.
    pub(crate) fn budget(&self) -> Budget {
        self.budget.clone()
    }

    /// Returns the units that are left today; `None` without a bound.
    pub(crate) fn left_today(&self) -> Result<Option<u64>, Failure> {
        self.day.as_ref().map(Day::left).transpose()
    }

    /// Permits to spend more units.
    pub(crate) fn grant(&mut self, units: u64, limit: Limit) {
        self.limit = limit;
        self.granted = self.granted.saturating_add(units);
        self.budget.add(units);
    }

    /// Returns whether another request of this price fits beside those that are in flight, though each costs its price.
    pub(crate) fn has_room(&self, price: u64, in_flight: usize) -> bool {
        let needed = price.saturating_mul(in_flight as u64 + 1);
        let left = self.granted.saturating_sub(self.budget.spent());
        let left = self.day.as_ref().map_or(left, |day| left.min(day.left_with_reserved()));
        price == 0 || needed <= left
    }

    /// Sends nothing more: what waits to be sent, and to be sent again, fails at once.
    pub(crate) fn close(&self) {
        self.budget.close();
    }

    /// Returns the failure of a run that an error ends: it names the budget that is exhausted. `price` is that of a request.
    pub(crate) fn failure(&self, error: Error, price: u64) -> Failure {
        if !error.is_budget_exhausted() {
            return error.into();
        }
        let of_day = self.day.as_ref().and_then(|day| day.refusal().or_else(|| day.exhausted(price)));
        if let Some(failure) = of_day {
            return failure;
        }
        let (limit, price) = (count(self.granted, "unit"), count(price, "unit"));
        let spent = match self.limit {
            Limit::Budget => format!("the budget of {limit} is exhausted"),
            Limit::Price => format!("the price of up to {limit}, which was stated, is spent"),
        };
        let message = format!("{spent}: the next request would cost {price} more; `--budget N` permits N units");
        Failure::new(Code::Budget, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_spent_before_it_is_granted() {
        let mut spending = Spending::new(None);
        assert!(!spending.has_room(1, 0) && spending.has_room(0, 0));
        assert_eq!(spending.budget().remaining(), 0);
        spending.grant(3, Limit::Budget);
        assert!(spending.has_room(1, 2) && !spending.has_room(1, 3) && !spending.has_room(2, 1));
        spending.grant(u64::MAX, Limit::Price);
        assert_eq!(spending.budget().remaining(), u64::MAX);
    }

    #[test]
    fn the_lower_budget_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut spending = Spending::new(Some(Day::new(folder.path().to_owned(), "a".to_owned(), 2)));
        spending.grant(9, Limit::Budget);
        assert_eq!(spending.left_today().expect("read"), Some(2));
        assert!(spending.has_room(1, 1) && !spending.has_room(1, 2));
    }
}
