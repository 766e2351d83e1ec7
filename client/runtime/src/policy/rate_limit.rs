//! The rate limit that all clones of a client share.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// How long the service must not report too many requests before the time between two requests is halved again.
const RECOVER_AFTER: Duration = Duration::from_secs(10);

/// The time between two requests is not doubled once it is this long.
const SLOWEST: Duration = Duration::from_secs(8);

/// The longest pause: any number of seconds can be in a `Retry-After`.
const LONGEST_PAUSE: Duration = Duration::from_secs(86_400);

/// How late a timer may wake the next request without delaying the ones after it, too.
const TIMER_PRECISION: Duration = Duration::from_millis(2);

/// A limiter that gives each request a permit at the moment in which it may be sent, in the order in which they ask.
///
/// Requests that wait hold nothing: a pause or another rate applies to them at once, and one that is dropped leaves no gap.
/// Permits are evenly spaced: no second, wherever it begins, has more of them than the limit. It runs on tokio's clock,
/// which tests can pause.
pub(crate) struct RateLimiter {
    /// Held by the request that is next; the others wait for it in their order.
    queue: tokio::sync::Mutex<()>,
    state: Mutex<State>,
    /// Wakes the request that is next, because it may have to wait less.
    changed: Notify,
}

#[derive(Default)]
struct State {
    interval: Option<Duration>,
    /// When the last permit was due.
    last: Option<Instant>,
    /// The end of the pause after the service reported too many requests.
    not_before: Option<Instant>,
    slowdown: Slowdown,
}

/// How much slower than the limit requests go: the time between two is doubled this often.
#[derive(Default)]
struct Slowdown {
    doublings: u32,
    /// When it was doubled last, or halved.
    changed: Option<Instant>,
    /// When it was doubled last. What was sent before says nothing about the new rate.
    doubled: Option<Instant>,
}

/// The permission to send one request now. It is given back when it is dropped unused.
pub(crate) struct Permit<'a> {
    limiter: &'a RateLimiter,
    due: Instant,
    before: Option<Instant>,
    is_used: bool,
}

impl RateLimiter {
    /// A limiter with this time between two requests; without one, there is no limit, but there are pauses.
    pub(crate) fn new(interval: Option<Duration>) -> Self {
        let state = State { interval, ..State::default() };
        Self { queue: tokio::sync::Mutex::default(), state: Mutex::new(state), changed: Notify::new() }
    }

    /// Changes the time between two requests, from the last permit on.
    pub(crate) fn set(&self, interval: Option<Duration>) {
        let mut state = self.lock();
        state.interval = interval;
        state.slowdown = Slowdown::default();
        drop(state);
        self.changed.notify_waiters();
    }

    /// The time between two requests, without slowdown.
    pub(crate) fn interval(&self) -> Option<Duration> {
        self.lock().interval
    }

    /// Waits until a request may be sent. Those that asked before go first.
    pub(crate) async fn permit(&self) -> Permit<'_> {
        let _next = self.queue.lock().await;
        self.permit_first().await
    }

    /// Waits until a request may be sent, ahead of those that wait in the queue.
    pub(crate) async fn permit_first(&self) -> Permit<'_> {
        loop {
            let changed = self.changed.notified();
            match self.take() {
                Ok(permit) => return permit,
                Err(due) => drop(timeout_at(due, changed).await),
            }
        }
    }

    /// A permit if one is due, or else when to ask again.
    fn take(&self) -> Result<Permit<'_>, Instant> {
        let mut state = self.lock();
        let now = Instant::now();
        if let Some(until) = state.not_before.filter(|until| now < *until) {
            return Err(until);
        }
        let before = state.last;
        let spacing = state.spacing(now).unwrap_or_default();
        let due = before.map_or(now, |last| last + spacing);
        // Timers have steps of a millisecond: shorter intervals are kept on average.
        let early = if spacing < TIMER_PRECISION { Duration::from_millis(1) } else { Duration::ZERO };
        if due > now + early {
            return Err(due);
        }
        // A permit that nothing asked for in time is not saved up.
        let due = if now.saturating_duration_since(due) <= TIMER_PRECISION { due } else { now };
        state.last = Some(due);
        Ok(Permit { limiter: self, due, before, is_used: false })
    }

    /// Reacts to a service that reports too many requests: none for a while, then at half the rate. `sent` is when the
    /// refused request was sent.
    pub(crate) fn slow_down(&self, pause: Duration, sent: Instant) {
        let mut state = self.lock();
        let now = Instant::now();
        let resume = now + pause.min(LONGEST_PAUSE);
        state.not_before = Some(state.not_before.map_or(resume, |earlier| earlier.max(resume)));
        let spacing = state.spacing(now);
        // Requests that were sent together are refused together: they are one reason to go slower.
        let is_new = state.slowdown.doubled.is_none_or(|doubled| doubled <= sent);
        if is_new && spacing.is_some_and(|spacing| spacing < SLOWEST) {
            state.slowdown.doublings += 1;
            state.slowdown.doubled = Some(now);
        }
        state.slowdown.changed = Some(resume);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it is locked, and a panic elsewhere leaves the instants right.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The time between two requests now, after what the slowdown has recovered.
    fn spacing(&mut self, now: Instant) -> Option<Duration> {
        let slowdown = &mut self.slowdown;
        while let Some(changed) = slowdown.changed.filter(|_| slowdown.doublings > 0) {
            if now < changed + RECOVER_AFTER {
                break;
            }
            slowdown.doublings -= 1;
            slowdown.changed = Some(changed + RECOVER_AFTER);
        }
        Some(self.interval?.saturating_mul(1 << slowdown.doublings))
    }
}

impl Permit<'_> {
    /// When it was due.
    pub(crate) fn instant(&self) -> Instant {
        self.due
    }

    /// Marks it as used: a request was sent.
    pub(crate) fn used(mut self) {
        self.is_used = true;
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        let mut state = self.limiter.lock();
        // Only the last one can be given back: the next permit is already due after it.
        if !self.is_used && state.last == Some(self.due) {
            state.last = self.before;
            drop(state);
            self.limiter.changed.notify_waiters();
        }
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
mod tests;
