//! Times by the clock of a store, as text.

use hikerapi_harvest::pacing::Timestamp;
use hikerapi_runtime::rows::FlatCell;

/// A time in UTC.
pub(super) fn timestamp(at: Timestamp) -> String {
    FlatCell::Timestamp(at).to_string()
}

/// The day of a time (UTC).
pub(super) fn date(at: Timestamp) -> String {
    FlatCell::Date(i32::try_from(at.div_euclid(86_400_000_000)).unwrap_or_default()).to_string()
}
