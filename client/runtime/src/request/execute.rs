//! From a call to its response: budget, permit, attempts.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use tracing::{Instrument, Span};

use super::attempt::attempt;
use super::cached;
use super::call::{CacheUse, Call};
use super::flight::Flight;
use super::learn::learn_rate;
use super::lost::Lost;
use super::message::Message;
use super::span;
use crate::client::{Attempt, report};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::retry::{Attempts, Reached, retry_after};
use crate::raw::RawResponse;

/// A response that is not decoded yet.
#[derive(Debug)]
pub(crate) struct Executed {
    pub(crate) raw: RawResponse,
    /// Its attempt, which is reported once the response is decoded.
    pub(crate) attempt: Attempt,
    /// The span of the call, which ends once the response is decoded.
    pub(super) span: Span,
}

/// Sends the call, retries where the policy allows it, and returns the response with the cost of all attempts. Failed
/// attempts have been reported.
pub(crate) async fn execute(call: &Call) -> Result<Executed> {
    let span = span::of(call);
    match attempts(call, &span).instrument(span.clone()).await {
        Ok((raw, attempt)) => Ok(Executed { raw, attempt, span }),
        Err(error) => {
            span::failed(&span, &error);
            Err(error)
        }
    }
}

async fn attempts(call: &Call, span: &Span) -> Result<(RawResponse, Attempt)> {
    needs_tokio(call)?;
    let shared = call.client().shared();
    let started = Instant::now();
    if call.cache_use() == CacheUse::Full
        && let Some(found) = cached::find(call, started).await
    {
        let attempt = Attempt::cached(call.operation(), &found, started.elapsed());
        if found.is_err() {
            report(shared.observer.as_ref(), &attempt);
        }
        return found.map(|response| (response, attempt));
    }
    let mut attempts = Attempts::new(&shared.retry, call.is_repeatable());
    let mut earlier = Earlier { units: Some(0), error: None };
    let mut number = 0;
    let message = Message::of(call)?;
    loop {
        number += 1;
        span::attempt(span, number);
        let url = call.url()?;
        let mut flight = match Flight::start(call, number) {
            Ok(flight) => flight,
            Err(refused) => return Err(earlier.end(refused)),
        };
        let result = attempt(&mut flight, url, &message, started).await;
        let (result, pause) = match result {
            Ok(response) => (Ok(response), None),
            Err(lost) => {
                let (error, pause) = failed(&flight, lost, &mut attempts);
                (Err(error), pause)
            }
        };
        let ended = Unreported { call, attempt: flight.finish(&result, pause), has_arrived: false };
        if pause.is_none() && call.cache_use() != CacheUse::Nothing {
            cached::keep(call, &result).await;
        }
        let ended = ended.arrived();
        let error = match result {
            Ok(response) => return Ok((earlier.add_to(response, number), ended)),
            Err(error) => error,
        };
        report(shared.observer.as_ref(), &ended);
        match pause {
            None => return Err(earlier.last(error)),
            Some(pause) => {
                let resume = Instant::now() + pause;
                if error.kind() == ErrorKind::RateLimited {
                    learn_rate(call.client()).await;
                }
                earlier.push(error);
                // A budget that is closed refuses the next attempt.
                call.while_open(sleep_until(resume)).await;
            }
        }
    }
}

/// The error of an attempt, and the pause before the next one, if there may be one.
fn failed(flight: &Flight<'_>, lost: Lost, attempts: &mut Attempts<'_>) -> (Error, Option<Duration>) {
    let shared = flight.call().client().shared();
    let Lost { error, reached } = in_doubt(flight.call(), lost, flight.is_answered());
    let named = error.response().and_then(|response| retry_after(response.headers()));
    if error.kind() == ErrorKind::RateLimited {
        flight.slow_down(shared.retry.hold(named));
    }
    let pause = attempts.pause(reached, flight.elapsed(), named);
    (error, pause)
}

/// The error of a call that must not be sent twice says where it may have been processed.
fn in_doubt(call: &Call, lost: Lost, is_answered: bool) -> Lost {
    let may_be_processed = is_answered || (lost.was_sent() && lost.reached.may_be_processed());
    let Lost { error, reached } = lost;
    let error = match may_be_processed && !call.is_repeatable_by_callers() {
        true => error.in_doubt(),
        false => error,
    };
    let reached = if is_answered && !call.is_repeatable() { Reached::End } else { reached };
    Lost { error, reached }
}

/// The report of an attempt, which is not lost where the call is dropped while its response is written to the cache.
struct Unreported<'a> {
    call: &'a Call,
    attempt: Attempt,
    has_arrived: bool,
}

impl Unreported<'_> {
    fn arrived(mut self) -> Attempt {
        self.has_arrived = true;
        self.attempt
    }
}

impl Drop for Unreported<'_> {
    fn drop(&mut self) {
        if !self.has_arrived {
            let attempt = Attempt { is_cancelled: true, ..self.attempt };
            report(self.call.client().shared().observer.as_ref(), &attempt);
        }
    }
}

/// What the attempts before the last one have cost, and the error of the one before it.
struct Earlier {
    /// `None` where it is unknown.
    units: Option<u64>,
    error: Option<Error>,
}

impl Earlier {
    /// The error of the last attempt. What an earlier one may have done is not undone by it.
    fn last(self, error: Error) -> Error {
        let is_in_doubt = self.error.is_some_and(|earlier| earlier.may_have_been_processed());
        let error = if is_in_doubt { error.in_doubt() } else { error };
        error.after_spending(self.units)
    }

    fn push(&mut self, error: Error) {
        let was_in_doubt = self.error.as_ref().is_some_and(Error::may_have_been_processed);
        let error = if was_in_doubt { error.in_doubt() } else { error };
        self.units = self.units.zip(error.units()).map(|(all, units)| all.saturating_add(units));
        self.error = Some(error);
    }

    fn add_to(self, response: RawResponse, attempts: u32) -> RawResponse {
        response.after(attempts, self.units)
    }

    /// The error of a request whose next attempt is refused by a budget: it tells why the one before it failed.
    fn end(self, refused: Error) -> Error {
        match self.error {
            Some(error) => {
                let refused = if error.may_have_been_processed() { refused.in_doubt() } else { refused };
                refused.instead_of_retry_after(error).after_spending(self.units)
            }
            None => refused,
        }
    }
}

/// Requests use tokio's sockets and timers, which panic without a runtime.
fn needs_tokio(call: &Call) -> Result<()> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => Ok(()),
        Err(_) => {
            let message = "requests need a Tokio runtime, and there is none: await them in a function under \
                           `#[tokio::main]`, or in `tokio::runtime::Runtime::new()?.block_on(..)`; nothing was sent";
            Err(call.error(ErrorKind::Config, message.to_owned()))
        }
    }
}
