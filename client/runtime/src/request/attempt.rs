//! One attempt: the request, its response, and what the response means.

use reqwest::Url;
use tokio::time::Instant;

use super::cost;
use super::flight::Flight;
use super::lost::Lost;
use super::message::Message;
use super::transport;
use crate::error::classify::classify;
use crate::error::{ErrorKind, Result};
use crate::policy::retry::Reached;
use crate::raw::{Body, Facts, RawResponse};

/// Sends the request once and classifies its response. `started` is when the call began.
pub(super) async fn attempt(
    flight: &mut Flight<'_>,
    url: Url,
    message: &Message,
    started: Instant,
) -> Result<RawResponse, Lost> {
    let call = flight.call();
    let shared = call.client().shared();
    let received = match transport::receive(flight, url, message).await {
        Ok(received) => received,
        Err(Lost { error, reached }) if call.has_price() => {
            return Err(Lost { error: error.after_spending(Some(flight.redirect_units())), reached });
        }
        Err(Lost { error, reached }) => return Err(Lost { error: error.unpriced(flight.requests()), reached }),
    };
    // An incomplete body cannot refine what the status means.
    let body = if received.broken.is_some() { &[] } else { received.body.as_slice() };
    let operation = Some(call.operation());
    let classified = classify(&shared.service.errors, operation, received.status, body, shared.secrets());
    let nominal_units = cost::units(shared.service.cost.as_ref(), &received.headers).unwrap_or_else(|| call.price());
    let units = if classified.verdict.billed { nominal_units } else { 0 };
    let all_units = units.saturating_add(flight.redirect_units());
    let is_free = units == 0 || !call.has_price();
    let facts = Facts {
        status: received.status,
        nominal_units,
        units: if call.has_price() { all_units } else { flight.requests() },
        elapsed: started.elapsed(),
        attempts: 1,
        is_cached: false,
    };
    let response = RawResponse::new(facts, received.headers, Body::new(received.body));
    match (classified.into_result(operation, shared.secrets(), response), received.broken) {
        (Ok(response), None) => Ok(response),
        (Ok(response), Some(broken)) => {
            let reached = transport::reached(&broken, is_free);
            Err(Lost { error: broken.with_response(response), reached })
        }
        (Err(error), _) => {
            let is_refused = error.kind() == ErrorKind::RateLimited;
            let reached = Reached::Response { retry: error.retry(), is_free, is_refused };
            let error = if call.has_price() { error } else { error.unpriced(flight.requests()) };
            Err(Lost { error, reached })
        }
    }
}
