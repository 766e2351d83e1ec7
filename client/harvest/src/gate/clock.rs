//! The clock of a store, as local times.

use std::time::Duration;

use tokio::time::Instant;

use crate::pacing::Timestamp;

/// How long a reading counts.
const WINDOW: Duration = Duration::from_secs(10);

/// A difference of more than this is not a delay of an answer: one of the clocks was set.
const JUMP: Duration = Duration::from_secs(1);

/// Converts times of the store's clock to local ones.
///
/// The local time of a reading can be late, by as much as its answer was on its way, and never early. So the earliest one of the last
/// seconds counts: the spacing of requests must not depend on how long an answer took.
#[derive(Debug, Default)]
pub(super) struct Clock {
    current: Option<Reading>,
    /// The best one of the window before.
    earlier: Option<Reading>,
    began: Option<Instant>,
}

/// A time of the store, and the local time when it was read.
#[derive(Debug, Clone, Copy)]
struct Reading {
    now: Timestamp,
    seen: Instant,
}

impl Reading {
    fn local(self, at: Timestamp) -> Instant {
        let distance = Duration::from_micros(at.abs_diff(self.now));
        let local = if at >= self.now { self.seen.checked_add(distance) } else { self.seen.checked_sub(distance) };
        local.unwrap_or(self.seen)
    }
}

impl Clock {
    /// Notes a reading.
    pub(super) fn read(&mut self, now: Timestamp, seen: Instant) {
        let reading = Reading { now, seen };
        if let Some(best) = self.best(now) {
            let expected = best.local(now);
            let distance = seen.saturating_duration_since(expected).max(expected.saturating_duration_since(seen));
            if distance > JUMP {
                *self = Self::default();
            }
        }
        if self.began.is_none_or(|began| seen.saturating_duration_since(began) > WINDOW) {
            self.earlier = self.current.take();
            self.began = Some(seen);
        }
        if self.current.is_none_or(|current| seen < current.local(now)) {
            self.current = Some(reading);
        }
    }

    /// The local time of a time of the store.
    pub(super) fn local(&self, at: Timestamp) -> Instant {
        self.best(at).map_or_else(Instant::now, |best| best.local(at))
    }

    fn best(&self, at: Timestamp) -> Option<Reading> {
        let both = self.current.into_iter().chain(self.earlier);
        both.min_by_key(|reading| reading.local(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLI: Duration = Duration::from_millis(1);

    #[tokio::test(start_paused = true)]
    async fn a_late_answer_does_not_move_the_clock() {
        let start = Instant::now();
        let mut clock = Clock::default();
        clock.read(1_000_000, start + 3 * MILLI);
        clock.read(1_100_000, start + 101 * MILLI);
        clock.read(1_200_000, start + 250 * MILLI);
        assert_eq!(clock.local(1_500_000), start + 501 * MILLI);
        assert_eq!(clock.local(999_000), start);
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_goes_slower_is_followed() {
        let start = Instant::now();
        let mut clock = Clock::default();
        clock.read(0, start);
        for second in 1..30 {
            clock.read(second * 999_990, start + u32::try_from(second).expect("few") * 1000 * MILLI);
        }
        let drift = clock.local(30 * 999_990).saturating_duration_since(start + 30_000 * MILLI);
        assert!(drift < MILLI && start + 30_000 * MILLI - clock.local(30 * 999_990) < MILLI);
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_was_set_is_followed_at_once() {
        let start = Instant::now();
        let mut clock = Clock::default();
        clock.read(50_000_000, start);
        clock.read(20_000_000, start + 10 * MILLI);
        assert_eq!(clock.local(20_001_000), start + 11 * MILLI);
    }
}
