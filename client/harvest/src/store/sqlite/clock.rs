//! The clock of the store: that of the machine, as all processes that share a file are on it.

use std::time::{Duration, SystemTime};

use crate::pacing::{DAY, Timestamp, micros};

/// The time now.
pub(super) fn now() -> Timestamp {
    micros(SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or(Duration::ZERO))
}

/// The start of the day (UTC) of a time.
pub(super) fn day(time: Timestamp) -> Timestamp {
    time - time.rem_euclid(DAY)
}
