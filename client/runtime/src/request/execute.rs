//! From a call to its response: budget, permit, attempts.

use reqwest::Url;
use tokio::time::{Instant, sleep_until};

use super::call::Call;
use super::cost;
use super::flight::Flight;
use super::learn::learn_rate;
use super::lost::Lost;
use super::transport;
use crate::error::classify::classify;
use crate::error::{Error, ErrorKind, Result};
use crate::policy::retry::{Attempts, Reached, retry_after};
use crate::raw::{Body, Facts, RawResponse};

/// Sends the call, retries where the policy allows it, and returns the response with the cost of all attempts.
pub(crate) async fn execute(call: &Call) -> Result<RawResponse> {
    needs_tokio(call)?;
    let url = call.url()?;
    let shared = call.client().shared();
    let started = Instant::now();
    let mut attempts = Attempts::new(&shared.retry);
    let mut earlier = Earlier { units: Some(0), error: None };
    let mut number = 0;
    loop {
        number += 1;
        let mut flight = match Flight::start(call, number) {
            Ok(flight) => flight,
            Err(refused) => return Err(earlier.end(refused)),
        };
        let result = attempt(&mut flight, url.clone(), started).await;
        let (result, pause) = match result {
            Ok(response) => (Ok(response), None),
            Err(Lost { error, reached }) => {
                let named = error.response().and_then(|response| retry_after(response.headers()));
                if error.kind() == ErrorKind::RateLimited {
                    shared.rate_limiter.slow_down(shared.retry.hold(named), flight.permitted());
                }
                let pause = attempts.pause(reached, flight.elapsed(), named);
                (Err(error), pause)
            }
        };
        flight.finish(&result, pause);
        match (result, pause) {
            (Ok(response), _) => return Ok(earlier.add_to(response, number)),
            (Err(error), None) => return Err(error.after_spending(earlier.units)),
            (Err(error), Some(pause)) => {
                let resume = Instant::now() + pause;
                if error.kind() == ErrorKind::RateLimited {
                    learn_rate(call.client()).await;
                }
                earlier.push(error);
                sleep_until(resume).await;
            }
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
    fn push(&mut self, error: Error) {
        self.units = self.units.zip(error.units()).map(|(all, units)| all.saturating_add(units));
        self.error = Some(error);
    }

    fn add_to(self, response: RawResponse, attempts: u32) -> RawResponse {
        response.after(attempts, self.units)
    }

    /// The error of a request whose next attempt is refused by a budget: it tells why the one before it failed.
    fn end(self, refused: Error) -> Error {
        match self.error {
            Some(error) => refused.instead_of_retry_after(error).after_spending(self.units),
            None => refused,
        }
    }
}

/// One attempt: the request, its response, and what the response means.
pub(super) async fn attempt(flight: &mut Flight<'_>, url: Url, started: Instant) -> Result<RawResponse, Lost> {
    let redirected = |lost: Lost, units: u64| Lost { error: lost.error.after_spending(Some(units)), ..lost };
    let received = match transport::attempt(flight, url).await {
        Ok(received) => received,
        Err(lost) => return Err(redirected(lost, flight.redirect_units())),
    };
    let call = flight.call();
    let shared = call.client().shared();
    // An incomplete body cannot refine what the status means.
    let body = if received.broken.is_some() { &[] } else { received.body.as_slice() };
    let classified = classify(&shared.service.errors, received.status, body, shared.key_text());
    let nominal_units = cost::units(&shared.service.cost, &received.headers).unwrap_or_else(|| call.price());
    let units = if classified.verdict.billed { nominal_units } else { 0 };
    let facts = Facts {
        status: received.status,
        nominal_units,
        units: units.saturating_add(flight.redirect_units()),
        elapsed: started.elapsed(),
        attempts: 1,
    };
    let response = RawResponse::new(facts, received.headers, Body::new(received.body));
    match (classified.into_result(call.operation(), shared.key_text(), response), received.broken) {
        (Ok(response), None) => Ok(response),
        (Ok(response), Some(broken)) => {
            let reached = transport::reached(&broken, units);
            Err(Lost { error: broken.with_response(response), reached })
        }
        (Err(error), _) => {
            let reached = Reached::Response { retry: error.retry(), is_free: units == 0 };
            Err(Lost { error, reached })
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
            Err(Error::new(ErrorKind::Config, message.to_owned()).of(call.operation()))
        }
    }
}
