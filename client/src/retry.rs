//! Trying again: how often, how long after, and when to stop.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use crate::headers::Headers;
use crate::service::Retry;

/// How often a request is tried again, and how long after.
///
/// Only what the service's own table allows is tried again, and what failed before anything was
/// sent or answered. What a caller did wrong, what is not there and what cannot be paid never is;
/// neither is a request whose reply took too long, since it may have been billed.
///
/// ```
/// use std::time::Duration;
/// use hikerapi::RetryPolicy;
///
/// let patient = RetryPolicy { attempts: 6, deadline: Duration::from_secs(300), ..RetryPolicy::default() };
/// assert_eq!(RetryPolicy::never().attempts, 1);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries in all; 1 is never again.
    pub attempts: u32,
    /// The longest pause before the second try; it doubles from try to try.
    pub first_pause: Duration,
    /// The longest pause of all, also where the service asks for a longer one.
    pub longest_pause: Duration,
    /// When it is over: no pause begins that would end later, counted from the first try.
    pub deadline: Duration,
}

impl Default for RetryPolicy {
    /// Three tries within two minutes.
    fn default() -> Self {
        Self {
            attempts: 3,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            deadline: Duration::from_secs(120),
        }
    }
}

impl RetryPolicy {
    /// Every request once.
    #[must_use]
    pub fn never() -> Self {
        Self { attempts: 1, ..Self::default() }
    }

    /// The pause after the try of this number (from 1); `None` where there shall be no other.
    pub(crate) fn pause(
        &self,
        retry: Retry,
        attempt: u32,
        elapsed: Duration,
        asked: Option<Duration>,
    ) -> Option<Duration> {
        if retry == Retry::Never || attempt >= self.attempts {
            return None;
        }
        let pause = match asked {
            Some(asked) => asked.min(self.longest_pause),
            // "Too fast" without a word on how long: at least the first pause.
            None if retry == Retry::Wait => self.first_pause + self.jittered(attempt),
            None => self.jittered(attempt),
        };
        (elapsed + pause <= self.deadline).then_some(pause)
    }

    /// Anything up to the doubled pause, so that many that failed together do not come back together.
    fn jittered(&self, attempt: u32) -> Duration {
        let doubled = self.first_pause.saturating_mul(2_u32.saturating_pow(attempt - 1));
        doubled.min(self.longest_pause).mul_f64(chance())
    }
}

/// Any number from 0 to 1. The keys of the standard library's hash maps are random: enough for a pause.
fn chance() -> f64 {
    RandomState::new().hash_one(0) as f64 / u64::MAX as f64
}

/// What the service asks for in `Retry-After`: seconds, or a date.
pub(crate) fn asked_pause(headers: &Headers) -> Option<Duration> {
    let text = headers.get("retry-after")?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    // A date that has passed asks for no pause.
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Duration = Duration::ZERO;

    #[test]
    fn pauses_grow_and_stay_below_their_bounds() {
        let policy = RetryPolicy { attempts: 100, ..RetryPolicy::default() };
        for attempt in 1..100 {
            let pause = policy.pause(Retry::Backoff, attempt, START, None).expect("another try");
            let bound = policy.first_pause.saturating_mul(2_u32.saturating_pow(attempt - 1)).min(policy.longest_pause);
            assert!(pause <= bound, "{attempt}: {pause:?}");
            let wait = policy.pause(Retry::Wait, attempt, START, None).expect("another try");
            assert!(wait >= policy.first_pause, "{attempt}: {wait:?}");
        }
    }

    #[test]
    fn it_stops_at_the_last_try_and_at_the_deadline() {
        let policy = RetryPolicy::default();
        assert!(policy.pause(Retry::Backoff, 2, START, None).is_some());
        assert!(policy.pause(Retry::Backoff, 3, START, None).is_none());
        assert!(policy.pause(Retry::Never, 1, START, None).is_none());
        assert!(policy.pause(Retry::Backoff, 1, policy.deadline, Some(Duration::from_secs(1))).is_none());
    }

    #[test]
    fn what_the_service_asks_for_is_honoured_and_capped() {
        let policy = RetryPolicy::default();
        let asked = |text: &str| asked_pause(&Headers::from_pairs(&[("retry-after", text)]));
        assert_eq!(asked("7"), Some(Duration::from_secs(7)));
        assert_eq!(asked("Wed, 21 Oct 2015 07:28:00 GMT"), Some(Duration::ZERO));
        let later = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(100));
        assert!(asked(&later).is_some_and(|pause| pause > Duration::from_secs(90)));
        for wrong in ["", "soon", "-1", "1.5"] {
            assert_eq!(asked(wrong), None, "{wrong}");
        }
        assert_eq!(policy.pause(Retry::Wait, 1, START, asked("100000")), Some(policy.longest_pause));
    }
}
