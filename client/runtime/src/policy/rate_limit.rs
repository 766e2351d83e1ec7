//! The rate limit that all clones of a client share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// For how long requests go at half the rate after the service reported that they are too fast.
const SLOW_FOR: Duration = Duration::from_secs(10);

/// The longest pause: any number of seconds can be in a `Retry-After`.
const LONGEST_PAUSE: Duration = Duration::from_secs(86_400);

/// A limiter that gives each request the next free permit, in the order in which they ask.
///
/// Permits are evenly spaced: no second, wherever it begins, has more of them than the limit. It runs on tokio's clock,
/// which tests can pause.
pub(crate) struct RateLimiter {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    interval: Option<Duration>,
    /// The instant of the permit that was given last.
    last: Option<Instant>,
    /// The end of the pause after the service reported too many requests.
    not_before: Option<Instant>,
    slow_until: Option<Instant>,
}

impl RateLimiter {
    /// A limiter with this time between two requests; without one, there is no limit.
    pub(crate) fn new(interval: Option<Duration>) -> Self {
        Self { state: Mutex::new(State { interval, ..State::default() }) }
    }

    /// Changes the time between two requests, from the last permit on.
    pub(crate) fn set(&self, interval: Option<Duration>) {
        self.lock().interval = interval;
    }

    /// Waits for this request's permit.
    pub(crate) async fn permit(&self) {
        if let Some(instant) = self.take() {
            sleep_until(instant).await;
        }
    }

    fn take(&self) -> Option<Instant> {
        let mut state = self.lock();
        let interval = state.interval?;
        let now = Instant::now();
        let is_slow = state.slow_until.is_some_and(|until| now < until);
        let interval = if is_slow { interval * 2 } else { interval };
        let next = state.last.map(|last| last + interval);
        let instant = now.max(next.unwrap_or(now)).max(state.not_before.unwrap_or(now));
        state.last = Some(instant);
        Some(instant)
    }

    /// Reacts to a service that reports too many requests: none for a while, then half the rate.
    pub(crate) fn slow_down(&self, pause: Duration) {
        let mut state = self.lock();
        let resume = Instant::now() + pause.min(LONGEST_PAUSE);
        state.not_before = Some(state.not_before.map_or(resume, |earlier| earlier.max(resume)));
        state.slow_until = Some(resume + SLOW_FOR);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is locked, and a panic elsewhere leaves the instants right.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The rates that can be set, in requests per second: one a day is slow enough, and a million a second is no limit.
const RATES: std::ops::RangeInclusive<f64> = 1.0 / 86_400.0..=1_000_000.0;

/// The time between two requests at a rate per second; `None` where the number is not a rate.
///
/// It is longer by half a percent than the rate requires: what a network adds to one request and not to the next must not
/// make the service count one too many in a second.
pub(crate) fn interval(per_second: f64) -> Option<Duration> {
    RATES.contains(&per_second).then(|| Duration::from_millis(1005).div_f64(per_second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter(per_second: f64) -> RateLimiter {
        RateLimiter::new(interval(per_second))
    }

    async fn seconds_for(limiter: &RateLimiter, requests: u32) -> f64 {
        let start = Instant::now();
        for _ in 0..requests {
            limiter.permit().await;
        }
        start.elapsed().as_secs_f64()
    }

    #[tokio::test(start_paused = true)]
    async fn the_limit_is_reached_and_not_exceeded() {
        let seconds = seconds_for(&limiter(15.0), 151).await;
        assert!((10.0..10.1).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_rate_below_one_is_kept() {
        let seconds = seconds_for(&limiter(0.5), 11).await;
        assert!((20.0..20.2).contains(&seconds), "{seconds}");
    }

    #[test]
    fn what_is_not_a_rate_has_no_interval() {
        for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e-300, 1e300] {
            assert_eq!(interval(wrong), None, "{wrong}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn unused_time_is_not_saved_up() {
        let limiter = limiter(10.0);
        tokio::time::sleep(Duration::from_secs(60)).await;
        let seconds = seconds_for(&limiter, 21).await;
        assert!((2.0..2.1).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn after_too_many_requests_it_pauses_and_goes_slower_for_a_while() {
        let limiter = limiter(10.0);
        limiter.slow_down(Duration::from_secs(2));
        let seconds = seconds_for(&limiter, 11).await;
        assert!((3.9..4.1).contains(&seconds), "{seconds}");
        tokio::time::sleep(SLOW_FOR).await;
        let seconds = seconds_for(&limiter, 11).await;
        assert!((0.9..1.3).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_raised_rate_takes_effect_at_once() {
        let limiter = limiter(1.0 / 3600.0);
        limiter.permit().await;
        limiter.set(interval(10.0));
        let seconds = seconds_for(&limiter, 11).await;
        assert!((1.0..1.2).contains(&seconds), "{seconds}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_of_any_length_is_no_panic() {
        limiter(10.0).slow_down(Duration::MAX);
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_limit_nothing_waits() {
        assert!(seconds_for(&RateLimiter::new(None), 1000).await < 0.1);
    }
}
