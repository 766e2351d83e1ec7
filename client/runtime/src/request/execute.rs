//! From a call to its response: permit, budget, attempts.

use std::time::Duration;

use reqwest::Url;
use tokio::time::Instant;

use super::call::Call;
use super::cost;
use super::transport;
use crate::client::observe::{self, Attempt};
use crate::error::classify::classify;
use crate::error::{Error, ErrorKind, Result};
use crate::policy::budget::Reservation;
use crate::policy::retry::retry_after;
use crate::raw::{Body, Facts, RawResponse};

/// A response that is not decoded yet.
#[derive(Debug)]
pub(crate) struct Executed {
    pub(crate) raw: RawResponse,
    /// Its attempt, which is reported once the response is decoded.
    pub(crate) attempt: Attempt,
}

/// Sends the call, retries where the policy allows it, and returns the response with the cost of all attempts. Failed
/// attempts have been reported.
pub(crate) async fn execute(call: &Call) -> Result<Executed> {
    let shared = call.client().shared();
    let url = call.url()?;
    let started = Instant::now();
    let mut first_sent = None;
    let mut spent = 0;
    let mut number = 0;
    loop {
        number += 1;
        let mut reserved = match reserve(call) {
            Ok(reserved) => reserved,
            Err(error) => return Err(error.after_spending(spent)),
        };
        shared.rate_limiter.permit().await;
        reserved.iter_mut().for_each(Reservation::sent);
        let sent = Instant::now();
        let result = self::attempt(call, url.clone(), started, number).await;
        settle(call, reserved, &result);
        // Waiting for the first permit does not count: it may take longer than all attempts.
        let pause = pause(call, &result, number, first_sent.get_or_insert(sent).elapsed());
        let attempt = described(call, &result, number, sent.elapsed(), pause);
        match (result, pause) {
            (Err(error), Some(pause)) => {
                observe::report(shared.observer.as_ref(), &attempt);
                spent = error.units().unwrap_or_default().saturating_add(spent);
                tokio::time::sleep(pause).await;
            }
            (Ok(response), _) => return Ok(Executed { raw: response.after_spending(spent), attempt }),
            (Err(error), None) => {
                observe::report(shared.observer.as_ref(), &attempt);
                return Err(error.after_spending(spent));
            }
        }
    }
}

/// One attempt: the request, its response, and what the response means.
async fn attempt(call: &Call, url: Url, started: Instant, number: u32) -> Result<RawResponse> {
    let received = transport::attempt(call, url).await?;
    let shared = call.client().shared();
    // An incomplete body cannot refine what the status means.
    let body = if received.broken.is_some() { &[] } else { received.body.as_slice() };
    let classified = classify(&shared.service.errors, received.status, body, shared.key_text());
    let nominal = cost::units(&shared.service.cost, &received.headers).unwrap_or_else(|| call.price());
    let facts = Facts {
        status: received.status,
        nominal_units: nominal,
        units: if classified.verdict.billed { nominal } else { 0 },
        elapsed: started.elapsed(),
        attempts: number,
    };
    let response = RawResponse::new(facts, received.headers, Body::new(received.body));
    match (classified.into_result(call.operation(), shared.key_text(), response), received.broken) {
        (Ok(response), Some(broken)) => Err(broken.with_response(response)),
        (result, _) => result,
    }
}

/// Reserves the price in every budget of the call, or refuses to send it.
fn reserve(call: &Call) -> Result<Vec<Reservation>> {
    let price = call.price();
    let mut reserved = Vec::new();
    for budget in call.budgets() {
        let Some(reservation) = budget.reserve(price) else {
            // The call is not sent: what an earlier budget has reserved is free again.
            reserved.into_iter().for_each(|reservation: Reservation| reservation.settle(0));
            let remaining = budget.remaining();
            let message = format!("it costs {price}, the budget has {remaining} left; it was not sent");
            return Err(Error::new(ErrorKind::BudgetExhausted, message).of(call.operation()));
        };
        reserved.push(reservation);
    }
    Ok(reserved)
}

fn settle(call: &Call, reserved: Vec<Reservation>, result: &Result<RawResponse>) {
    let counters = &call.client().shared().counters;
    let response = match result {
        Ok(response) => Some(response),
        Err(error) => error.response(),
    };
    match response {
        Some(response) => counters.responded(response.units(), response.nominal_units()),
        None => counters.failed(units(result).is_none()),
    }
    // Where the cost is unknown, the price counts: a budget must never be exceeded.
    let cost = units(result).unwrap_or_else(|| call.price());
    reserved.into_iter().for_each(|reservation| reservation.settle(cost));
}

fn units(result: &Result<RawResponse>) -> Option<u64> {
    match result {
        Ok(response) => Some(response.units()),
        Err(error) => error.units(),
    }
}

fn pause(call: &Call, result: &Result<RawResponse>, number: u32, elapsed: Duration) -> Option<Duration> {
    let error = result.as_ref().err()?;
    let shared = call.client().shared();
    let named = error.response().and_then(|response| retry_after(response.headers()));
    let pause = shared.retry.pause(error.automatic_retry(), number, elapsed, named);
    if error.kind() == ErrorKind::RateLimited {
        let least = named.unwrap_or(shared.retry.initial_backoff).min(shared.retry.max_backoff);
        shared.rate_limiter.slow_down(pause.unwrap_or(least));
    }
    pause
}

fn described(
    call: &Call,
    result: &Result<RawResponse>,
    number: u32,
    elapsed: Duration,
    pause: Option<Duration>,
) -> Attempt {
    Attempt {
        endpoint: call.operation().path,
        number,
        status: match result {
            Ok(response) => Some(response.status()),
            Err(error) => error.status(),
        },
        error: result.as_ref().err().map(Error::kind),
        units: units(result),
        elapsed,
        pause,
        mismatches: 0,
        skipped: 0,
    }
}
