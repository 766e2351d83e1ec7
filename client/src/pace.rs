//! How fast requests follow each other, for all clones of a client together.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// For how long requests go at half the pace after the service has said that they are too fast.
const SLOW_FOR: Duration = Duration::from_secs(10);

/// A limiter that gives each request the next free moment, in the order in which they ask.
///
/// Moments lie an even distance apart: no second, wherever it begins, holds more than the limit.
/// It runs on tokio's clock, so that tests can turn that clock.
pub(crate) struct Pace {
    state: Mutex<State>,
}

struct State {
    interval: Option<Duration>,
    /// The earliest moment for the next request.
    next: Option<Instant>,
    slow_until: Option<Instant>,
}

impl Pace {
    /// So many requests a second; none at all for no limit.
    pub(crate) fn new(per_second: Option<u32>) -> Self {
        let state = State { interval: interval(per_second), next: None, slow_until: None };
        Self { state: Mutex::new(state) }
    }

    /// The same from now on.
    pub(crate) fn set(&self, per_second: Option<u32>) {
        self.lock().interval = interval(per_second);
    }

    /// Waits for this request's moment.
    pub(crate) async fn turn(&self) {
        if let Some(moment) = self.take() {
            sleep_until(moment).await;
        }
    }

    fn take(&self) -> Option<Instant> {
        let mut state = self.lock();
        let interval = state.interval?;
        let now = Instant::now();
        let is_slow = state.slow_until.is_some_and(|until| now < until);
        let moment = state.next.map_or(now, |next| next.max(now));
        state.next = Some(moment + if is_slow { interval * 2 } else { interval });
        Some(moment)
    }

    /// The service said that requests come too fast: none for a while, then half as many.
    pub(crate) fn too_fast(&self, pause: Duration) {
        let mut state = self.lock();
        let resume = Instant::now() + pause;
        state.next = Some(state.next.map_or(resume, |next| next.max(resume)));
        state.slow_until = Some(resume + SLOW_FOR);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is held, and a moment is a moment whatever happened.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Longer by half a percent than the limit asks: what a network adds to one request and not to the
/// next must not make the service see one too many in a second.
fn interval(per_second: Option<u32>) -> Option<Duration> {
    per_second.map(|count| Duration::from_millis(1005) / count.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn seconds_for(pace: &Pace, requests: u32) -> f64 {
        let start = Instant::now();
        for _ in 0..requests {
            pace.turn().await;
        }
        start.elapsed().as_secs_f64()
    }

    #[tokio::test(start_paused = true)]
    async fn the_limit_is_reached_and_not_passed() {
        let pace = Pace::new(Some(15));
        let seconds = seconds_for(&pace, 151).await;
        assert!((10.0..10.1).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn time_that_is_not_used_is_not_saved_up() {
        let pace = Pace::new(Some(10));
        tokio::time::sleep(Duration::from_secs(60)).await;
        let seconds = seconds_for(&pace, 21).await;
        assert!((2.0..2.1).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn after_too_fast_it_pauses_and_goes_slower_for_a_while() {
        let pace = Pace::new(Some(10));
        pace.too_fast(Duration::from_secs(2));
        let seconds = seconds_for(&pace, 11).await;
        assert!((3.9..4.1).contains(&seconds), "{seconds}");
        tokio::time::sleep(SLOW_FOR).await;
        let seconds = seconds_for(&pace, 11).await;
        assert!((0.9..1.3).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_limit_nothing_waits() {
        assert!(seconds_for(&Pace::new(None), 1000).await < 0.1);
    }
}
