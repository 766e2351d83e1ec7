//! Retries: how many, after which pause, and when to stop.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use crate::headers::Headers;
use crate::raw::RawResponse;
use crate::service::Retry;

/// How often a request is retried, and after which pause.
///
/// Retried are the statuses that the service's own table allows, failed connections, and connections that break before the
/// response. Not retried are wrong parameters, what does not exist, an empty account, and timeouts: a request that timed
/// out may have been billed.
///
/// ```
/// use std::time::Duration;
/// use shop::client::RetryPolicy;
///
/// let patient = RetryPolicy { max_attempts: 6, max_elapsed: Duration::from_secs(300), ..RetryPolicy::default() };
/// assert_eq!(RetryPolicy::never().max_attempts, 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// The most attempts, the first one included; 1 disables retries.
    pub max_attempts: u32,
    /// The longest pause before the second attempt. It doubles with each attempt, and each pause is a random part of it.
    pub initial_backoff: Duration,
    /// The longest pause of all, even where the service names a longer one.
    pub max_backoff: Duration,
    /// The longest time from the first attempt to the start of the last one.
    pub max_elapsed: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts within two minutes: pauses of up to 1 second, then 2, and never more than 30.
    fn default() -> Self {
        Self {
            max_attempts: 3,
            initial_backoff: Duration::from_secs(1),
            max_backoff: Duration::from_secs(30),
            max_elapsed: Duration::from_secs(120),
        }
    }
}

impl RetryPolicy {
    /// No retries: every request is sent once.
    #[must_use]
    pub fn never() -> Self {
        Self { max_attempts: 1, ..Self::default() }
    }

    /// The pause after an attempt, counted from 1; `None` where there must be no other attempt.
    pub(crate) fn pause(
        &self,
        retry: Retry,
        attempt: u32,
        elapsed: Duration,
        named: Option<Duration>,
    ) -> Option<Duration> {
        if retry == Retry::Never || attempt >= self.max_attempts {
            return None;
        }
        let pause = match named {
            Some(named) => named.min(self.max_backoff),
            // Rate limited without a named pause: at least the initial one.
            None if retry == Retry::Wait => self.initial_backoff.saturating_add(self.jittered(attempt)),
            None => self.jittered(attempt),
        };
        (elapsed.saturating_add(pause) <= self.max_elapsed).then_some(pause)
    }

    /// A random part of the doubled pause, so that requests that failed together do not return together.
    fn jittered(&self, attempt: u32) -> Duration {
        let doubled = self.initial_backoff.saturating_mul(2_u32.saturating_pow(attempt - 1));
        doubled.min(self.max_backoff).mul_f64(chance())
    }
}

/// A random number from 0 to 1. The keys of the standard library's hash maps are random enough for a pause.
fn chance() -> f64 {
    RandomState::new().hash_one(0) as f64 / u64::MAX as f64
}

impl RawResponse {
    /// Returns the pause that the service names in `Retry-After`, in seconds or as a date; a date in the past is a pause of
    /// none. The client waits for it before a retry, up to [`max_backoff`](RetryPolicy::max_backoff).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after(self.headers())
    }
}

/// The pause that the service names in `Retry-After`: as seconds, or as a date.
pub(crate) fn retry_after(headers: &Headers) -> Option<Duration> {
    let text = headers.get("retry-after")?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    // A date in the past means no pause.
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Duration = Duration::ZERO;

    #[test]
    fn pauses_grow_and_stay_below_their_bounds() {
        let policy = RetryPolicy { max_attempts: 100, ..RetryPolicy::default() };
        for attempt in 1..100 {
            let pause = policy.pause(Retry::Backoff, attempt, START, None).expect("another attempt");
            let bound =
                policy.initial_backoff.saturating_mul(2_u32.saturating_pow(attempt - 1)).min(policy.max_backoff);
            assert!(pause <= bound, "{attempt}: {pause:?}");
            let wait = policy.pause(Retry::Wait, attempt, START, None).expect("another attempt");
            assert!(wait >= policy.initial_backoff, "{attempt}: {wait:?}");
        }
    }

    #[test]
    fn it_stops_at_the_last_attempt_and_at_the_longest_time() {
        let policy = RetryPolicy::default();
        assert!(policy.pause(Retry::Backoff, 2, START, None).is_some());
        assert!(policy.pause(Retry::Backoff, 3, START, None).is_none());
        assert!(policy.pause(Retry::Never, 1, START, None).is_none());
        assert!(policy.pause(Retry::Backoff, 1, policy.max_elapsed, Some(Duration::from_secs(1))).is_none());
    }

    #[test]
    fn the_named_pause_is_honoured_and_capped() {
        let policy = RetryPolicy::default();
        let named = |text: &str| retry_after(&Headers::from_pairs(&[("retry-after", text)]));
        assert_eq!(named("7"), Some(Duration::from_secs(7)));
        assert_eq!(named("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        let later = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
        assert!(named(&later).is_some_and(|pause| pause > Duration::from_secs(90)));
        for wrong in ["", "soon", "-1", "1.5"] {
            assert_eq!(named(wrong), None, "{wrong}");
        }
        assert_eq!(policy.pause(Retry::Wait, 1, START, named("100000")), Some(policy.max_backoff));
    }
}
