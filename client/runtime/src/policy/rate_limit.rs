//! The rate limit that all clones of a client share.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

use super::queue::{Queue, Ticket};
use super::retry::LONGEST;

/// How long the service must not report too many requests before the time between two requests is halved again.
const RECOVER_AFTER: Duration = Duration::from_secs(10);

/// The time between two requests is not doubled once it is this long.
const SLOWEST: Duration = Duration::from_secs(8);

/// How late a timer may wake the next request without delaying the ones after it, too.
const TIMER_PRECISION: Duration = Duration::from_millis(2);

/// A limiter that gives each request a permit at the moment in which it may be sent, in the order in which they ask.
///
/// Requests that wait hold nothing: a pause or another rate applies to them at once, and one that is dropped leaves no gap. A
/// request that is not polled does not block those behind it: they pass it, and it continues when it is polled again.
/// Permits are evenly spaced: no second, wherever it begins, has more of them than the limit. It runs on tokio's clock,
/// which tests can pause.
pub(crate) struct RateLimiter {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    interval: Option<Duration>,
    /// When the last permit was due.
    last: Option<Instant>,
    /// The end of the pause after the service reported too many requests.
    not_before: Option<Instant>,
    slowdown: Slowdown,
    queue: Queue,
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

/// A place in the queue, which is left when it is dropped.
struct Place<'a> {
    limiter: &'a RateLimiter,
    ticket: Ticket,
}

impl RateLimiter {
    /// A limiter with this time between two requests; without one, there is no limit, but there are pauses.
    pub(crate) fn new(interval: Option<Duration>) -> Self {
        Self { state: Mutex::new(State { interval, ..State::default() }) }
    }

    /// Changes the time between two requests, from the last permit on.
    pub(crate) fn set(&self, interval: Option<Duration>) {
        let mut state = self.lock();
        state.interval = interval;
        state.slowdown = Slowdown::default();
        state.queue.wake_all();
    }

    /// The time between two requests, without slowdown.
    pub(crate) fn interval(&self) -> Option<Duration> {
        self.lock().interval
    }

    /// Waits until a request may be sent. Those that asked before go first.
    pub(crate) async fn permit(&self) -> Permit<'_> {
        let ticket = self.lock().queue.last();
        self.wait(ticket).await
    }

    /// Waits until a request may be sent, ahead of those that wait already.
    pub(crate) async fn permit_first(&self) -> Permit<'_> {
        let ticket = self.lock().queue.first();
        self.wait(ticket).await
    }

    async fn wait(&self, ticket: Ticket) -> Permit<'_> {
        let place = Place { limiter: self, ticket };
        loop {
            match self.take(place.ticket) {
                Ok(permit) => return permit,
                Err((due, woken)) => drop(timeout_at(due, woken.notified()).await),
            }
        }
    }

    /// A permit if one is due, or else when to ask again, unless it is notified before.
    fn take(&self, ticket: Ticket) -> Result<Permit<'_>, (Instant, Arc<Notify>)> {
        let mut state = self.lock();
        let now = Instant::now();
        let before = state.last;
        let spacing = state.spacing(now).unwrap_or_default();
        let next = before.map_or(now, |last| last + spacing);
        let next = state.not_before.map_or(next, |until| next.max(until));
        // The requests ahead have the permits before this one. Where it is due, they are not polled, and are passed over.
        let ahead = state.queue.ahead(ticket);
        let own = next + spacing.saturating_mul(ahead).min(LONGEST);
        // Timers have steps of a millisecond: shorter intervals are kept on average, in any order.
        let is_short = spacing < TIMER_PRECISION;
        let due = if is_short { next } else { own };
        if due > now + if is_short { Duration::from_millis(1) } else { Duration::ZERO } {
            return Err((own.max(now + Duration::from_millis(1)), state.queue.enter(ticket)));
        }
        state.queue.leave(ticket, ahead);
        // A permit that nothing asked for in time is not saved up.
        let due = if now.saturating_duration_since(due) <= TIMER_PRECISION { due } else { now };
        state.last = Some(due);
        Ok(Permit { limiter: self, due, before, is_used: false })
    }

    /// Lets no request be sent for this long, at an unchanged rate after that: the service has said that none is left.
    pub(crate) fn hold(&self, pause: Duration) {
        let mut state = self.lock();
        let resume = Instant::now() + pause.min(LONGEST);
        state.not_before = Some(state.not_before.map_or(resume, |earlier| earlier.max(resume)));
    }

    /// Reacts to a service that reports too many requests: none for a while, then at half the rate. `sent` is when the
    /// refused request was sent.
    pub(crate) fn slow_down(&self, pause: Duration, sent: Instant) {
        let mut state = self.lock();
        let now = Instant::now();
        let resume = now + pause.min(LONGEST);
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
            state.queue.wake_first();
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.limiter.lock().queue.remove(self.ticket);
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
