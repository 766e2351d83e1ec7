//! The ledger of a store against the balance of the account.

use hikerapi_harvest::store::Status;
use serde::Serialize;

use super::time::timestamp;

/// What the account and the store say of the same time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(in crate::harvest) struct Balance {
    /// The units that the account had left when it was asked last.
    pub(in crate::harvest) left: i64,
    pub(in crate::harvest) from: String,
    pub(in crate::harvest) to: String,
    /// The units that the account has lost between the first reading and the last.
    pub(in crate::harvest) account: i64,
    /// Those that were set aside in the store in this time.
    pub(in crate::harvest) store: i64,
    /// The difference in percent of the larger one.
    pub(in crate::harvest) difference: f64,
    /// It is above 1 %, and more than the requests that are under way.
    pub(in crate::harvest) is_off: bool,
    /// The account has gained units: somebody has paid, and the two cannot be compared.
    pub(in crate::harvest) is_topped_up: bool,
}

/// Compares them; `None` before the second reading.
pub(super) fn balance(status: &Status) -> Option<Balance> {
    let (first, last) = status.readings?;
    if first.at >= last.at {
        return None;
    }
    let account = first.left - last.left;
    let store = last.set_aside - first.set_aside;
    let larger = account.max(store).max(1);
    let difference = (account - store).abs() as f64 / larger as f64 * 100.0;
    let claimed: i64 = status.processes.iter().map(|process| process.claimed).sum();
    let is_topped_up = account < 0;
    Some(Balance {
        left: last.left,
        from: timestamp(first.at),
        to: timestamp(last.at),
        account,
        store,
        difference: (difference * 100.0).round() / 100.0,
        is_off: !is_topped_up && difference > 1.0 && (account - store).abs() > claimed,
        is_topped_up,
    })
}

#[cfg(test)]
mod tests {
    use hikerapi_harvest::store::Reading;

    use super::*;

    fn of(account: i64, store: i64) -> Balance {
        let first = Reading { at: 0, left: 1_000, set_aside: 7 };
        let last = Reading { at: 1, left: 1_000 - account, set_aside: 7 + store };
        balance(&Status { readings: Some((first, last)), ..Status::default() }).expect("two readings")
    }

    #[test]
    fn more_than_one_percent_is_off() {
        assert!(!of(500, 500).is_off && !of(500, 496).is_off && !of(0, 0).is_off);
        assert!(of(500, 400).is_off && of(400, 500).is_off && of(7, 0).is_off);
        assert_eq!(of(500, 400).difference, 20.0);
    }

    #[test]
    fn an_account_that_has_gained_units_is_not_compared() {
        let balance = of(-500, 100);
        assert!(balance.is_topped_up && !balance.is_off);
    }
}
