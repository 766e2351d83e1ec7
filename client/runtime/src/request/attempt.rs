//! One attempt: the request, its response, and what the response means.

use reqwest::Url;
use tokio::time::Instant;

use super::cost;
use super::flight::Flight;
use super::lost::Lost;
use super::transport;
use crate::error::Result;
use crate::error::classify::classify;
use crate::policy::retry::Reached;
use crate::raw::{Body, Facts, RawResponse};

/// Sends the request once and classifies its response. `started` is when the call began.
pub(super) async fn attempt(flight: &mut Flight<'_>, url: Url, started: Instant) -> Result<RawResponse, Lost> {
    let redirected = |lost: Lost, units: u64| Lost { error: lost.error.after_spending(Some(units)), ..lost };
    let received = match transport::receive(flight, url).await {
        Ok(received) => received,
        Err(lost) => return Err(redirected(lost, flight.redirect_units())),
    };
    let call = flight.call();
    let shared = call.client().shared();
    // An incomplete body cannot refine what the status means.
    let body = if received.broken.is_some() { &[] } else { received.body.as_slice() };
    let classified = classify(&shared.service.errors, received.status, body, shared.key_text());
    let nominal_units = cost::units(shared.service.cost.as_ref(), &received.headers).unwrap_or_else(|| call.price());
    let units = if classified.verdict.billed { nominal_units } else { 0 };
    let facts = Facts {
        status: received.status,
        nominal_units,
        units: units.saturating_add(flight.redirect_units()),
        elapsed: started.elapsed(),
        attempts: 1,
        is_cached: false,
    };
    let response = RawResponse::new(facts, received.headers, Body::new(received.body));
    match (classified.into_result(Some(call.operation()), shared.key_text(), response), received.broken) {
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
