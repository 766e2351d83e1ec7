//! Retries: how many, after which pause, and when to stop.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, SystemTime};

use crate::headers::Headers;
use crate::raw::RawResponse;
use crate::service::Retry;

/// How often a request is retried, and after which pause.
///
/// What may have been billed is not sent again unasked, nor what must be done once and may have been done:
///
/// | what happened | retried | POST and PATCH |
/// |---|---|---|
/// | nothing was sent: no connection, or the server refused the request before it processed it | yes | yes |
/// | a free "too many requests", usually 429 | yes, and it is not counted in `max_attempts` | as the others |
/// | a free response that the service's own table marks as retryable, such as 503 | yes | no |
/// | an HTTP/1 connection that was idle before closed without a response: servers close idle connections at any time | once | no |
/// | the connection broke before the response, or in the middle of it | only where the request is free | no |
/// | a timeout | no | no |
/// | any other error, such as wrong parameters, not found, or out of credit | no | no |
///
/// Where a service has no prices, all requests and responses are free. The last column is not for requests that the spec marks as
/// changing nothing, nor for those with an idempotency key, by which the service recognizes a request that it gets again: they are
/// retried as the others.
///
/// Where the client does not retry, you can: [`Error::is_retryable`](crate::error::Error::is_retryable) says whether it can
/// help, and [`Error::units`](crate::error::Error::units) whether it was billed.
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
    /// The most attempts, the first one included; 1 disables all retries. Otherwise a free "too many requests" does not count:
    /// it is retried until `max_elapsed`.
    pub max_attempts: u32,
    /// The longest pause before the second attempt. It doubles with each attempt, and each pause is a random part of it.
    pub initial_backoff: Duration,
    /// The longest pause of all, even where the service names a longer one. More than a day counts as a day.
    pub max_backoff: Duration,
    /// The longest time for all attempts and pauses together. Waiting for a permit of the rate limit does not count.
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

    /// The pause that all requests make after the service reported too many: the one that it names, or the initial one. No
    /// pause at all is not one, even where the service names it.
    pub(crate) fn hold(&self, named: Option<Duration>) -> Duration {
        let least = self.initial_backoff.min(LONGEST);
        named.filter(|named| !named.is_zero()).unwrap_or(least).min(self.max_backoff)
    }

    /// A random part of the doubled pause, so that requests that failed together do not return together.
    fn jittered(&self, attempt: u32) -> Duration {
        let doubled = self.initial_backoff.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1)));
        doubled.min(self.max_backoff).min(LONGEST).mul_f64(chance())
    }
}

/// The longest pause, whatever the settings: any number of seconds can be in a `Retry-After`.
pub(super) const LONGEST: Duration = Duration::from_secs(86_400);

/// How far a failed attempt came. This decides whether it is retried unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reached {
    /// Nothing was sent.
    Nothing,
    /// It was sent on a connection that was idle before, which then closed.
    IdleConnection,
    /// It was sent. The response is missing or incomplete.
    Server { is_free: bool },
    /// A response arrived, with this verdict about retries. `is_refused` where it says that there were too many requests, and so
    /// that this one was not processed.
    Response { retry: Retry, is_free: bool, is_refused: bool },
    /// Whatever happened, another attempt is not the client's decision.
    End,
}

impl Reached {
    /// Whether the service may have done what was requested, though no response says so. A response that no retry can help is the
    /// answer to the request.
    pub(crate) fn may_be_processed(self) -> bool {
        match self {
            Self::Nothing => false,
            Self::IdleConnection | Self::Server { .. } | Self::End => true,
            Self::Response { retry, is_refused, .. } => retry != Retry::Never && !is_refused,
        }
    }
}

/// The attempts of one request so far.
pub(crate) struct Attempts<'a> {
    policy: &'a RetryPolicy,
    /// Whether it may be sent again, though it may have been processed.
    is_repeatable: bool,
    counted: u32,
    refused: u32,
    has_lost_idle: bool,
    elapsed: Duration,
}

impl<'a> Attempts<'a> {
    pub(crate) fn new(policy: &'a RetryPolicy, is_repeatable: bool) -> Self {
        Self { policy, is_repeatable, counted: 0, refused: 0, has_lost_idle: false, elapsed: Duration::ZERO }
    }

    /// The pause after a failed attempt, which took this long; `None` where there must be no other attempt. `named` is the
    /// pause that the service asks for.
    pub(crate) fn pause(&mut self, reached: Reached, took: Duration, named: Option<Duration>) -> Option<Duration> {
        let policy = self.policy;
        let is_refused = matches!(reached, Reached::Response { retry: Retry::Wait, is_free: true, .. });
        if is_refused {
            self.refused = self.refused.saturating_add(1);
        } else {
            self.counted = self.counted.saturating_add(1);
        }
        self.elapsed = self.elapsed.saturating_add(took);
        if policy.max_attempts <= 1 || self.counted >= policy.max_attempts || !self.may_retry(reached) {
            return None;
        }
        let pause = match named.filter(|named| !named.is_zero()) {
            Some(named) => named.min(policy.max_backoff).min(LONGEST),
            None if is_refused => policy.hold(None).saturating_add(policy.jittered(self.refused)),
            None => policy.jittered(self.counted),
        };
        self.elapsed = self.elapsed.saturating_add(pause);
        (self.elapsed <= policy.max_elapsed).then_some(pause)
    }

    fn may_retry(&mut self, reached: Reached) -> bool {
        if !self.is_repeatable && reached.may_be_processed() {
            return false;
        }
        match reached {
            Reached::Nothing => true,
            Reached::IdleConnection => !std::mem::replace(&mut self.has_lost_idle, true),
            Reached::Server { is_free } => is_free,
            Reached::Response { retry, is_free, .. } => is_free && retry != Retry::Never,
            Reached::End => false,
        }
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

/// The pause that the service names in `Retry-After`: as seconds, or as a date. A date in the past is a pause of none.
pub(crate) fn retry_after(headers: &Headers) -> Option<Duration> {
    let text = headers.get("retry-after")?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests;
