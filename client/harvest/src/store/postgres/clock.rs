//! The clock of the server, as this process sees it.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::pacing::Timestamp;

/// How long a comparison of the two clocks counts: no two of them differ by more than a millisecond after it.
const FRESH: Duration = Duration::from_secs(10);

/// When the server read its clock, by the clock of this process.
///
/// An answer comes some time after that. The one that came fastest tells most, so that a slow answer moves no request.
#[derive(Debug, Default)]
pub(super) struct Clock(Mutex<Option<Comparison>>);

/// A time of the server, and when it was known here.
#[derive(Debug, Clone, Copy)]
struct Comparison {
    server: Timestamp,
    here: Instant,
}

impl Clock {
    /// Returns when the server read its clock: what it has read came between these times.
    pub(super) fn seen(&self, server: Timestamp, sent: Instant, came: Instant) -> Instant {
        let mut best = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = best.filter(|known| came.saturating_duration_since(known.here) < FRESH);
        let expected = known.and_then(|known| known.at(server));
        match expected {
            // Before it was sent it cannot have been read: the clock of the server was set.
            Some(expected) if expected <= came && expected >= sent => expected,
            _ => {
                *best = Some(Comparison { server, here: came });
                came
            }
        }
    }
}

impl Comparison {
    fn at(self, server: Timestamp) -> Option<Instant> {
        let later = server.saturating_sub(self.server);
        let distance = Duration::from_micros(later.unsigned_abs());
        if later < 0 { self.here.checked_sub(distance) } else { self.here.checked_add(distance) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = 1_700_000_000_000_000;
    const MILLI: Duration = Duration::from_millis(1);

    #[test]
    fn a_slow_answer_does_not_move_the_time() {
        let (clock, start) = (Clock::default(), Instant::now());
        assert_eq!(clock.seen(NOW, start, start + MILLI), start + MILLI);
        let slow = clock.seen(NOW + 100_000, start + 99 * MILLI, start + 150 * MILLI);
        assert_eq!(slow, start + 101 * MILLI);
    }

    #[test]
    fn a_faster_answer_counts() {
        let (clock, start) = (Clock::default(), Instant::now());
        clock.seen(NOW, start, start + 50 * MILLI);
        let fast = clock.seen(NOW + 100_000, start + 99 * MILLI, start + 101 * MILLI);
        assert_eq!(fast, start + 101 * MILLI);
        assert_eq!(clock.seen(NOW + 200_000, start + 190 * MILLI, start + 300 * MILLI), start + 201 * MILLI);
    }

    #[test]
    fn a_clock_that_was_set_back_is_believed_at_once() {
        let (clock, start) = (Clock::default(), Instant::now());
        clock.seen(NOW, start, start + MILLI);
        let (sent, came) = (start + 100 * MILLI, start + 101 * MILLI);
        assert_eq!(clock.seen(NOW - 3_600_000_000, sent, came), came);
        assert_eq!(clock.seen(NOW + 3_600_000_000, sent, came), came);
    }
}
