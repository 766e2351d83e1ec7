//! The rate limit of the account, from the service itself.

use std::time::Duration;

use tokio::time::Instant;
use tracing::Instrument;

use super::attempt::attempt;
use super::call::Call;
use super::flight::Flight;
use super::message::Message;
use super::span;
use crate::client::{RuntimeClient, report};
use crate::json::strict;
use crate::policy::rate_limit;
use crate::service::AccountRate;
use crate::wire::Json;

/// How often the service is asked for the rate before the client gives up.
const MOST_ATTEMPTS: u32 = 3;

/// How long the service may take to return it, with the pause before.
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// Learns the rate of the account, after the service reported too many requests: where the spec names a free endpoint that
/// returns it, one of the requests that wait sends a request there, once. Nothing happens where the program has set a rate.
pub(super) async fn learn_rate(client: &RuntimeClient) {
    let shared = client.shared();
    let Some(source) =
        shared.service.account_rate.as_ref().filter(|_| client.gate().is_none() && shared.may_learn_rate())
    else {
        return;
    };
    let Ok(mut attempts) = shared.rate_attempts.try_lock() else { return };
    if *attempts >= MOST_ATTEMPTS {
        return;
    }
    // The request that asks must not wait for long.
    let rate = tokio::time::timeout(LONGEST_WAIT, rate(client, source)).await;
    *attempts += 1;
    if let Ok(Some(rate)) = rate {
        *attempts = MOST_ATTEMPTS;
        if shared.may_learn_rate() && shared.rate_limiter.interval() != Some(rate) {
            tracing::info!(seconds_between_requests = rate.as_secs_f64(), "the account has another rate limit");
            shared.rate_limiter.set(Some(rate));
        }
    }
}

async fn rate(client: &RuntimeClient, source: &AccountRate) -> Option<Duration> {
    let call = Call::new(client, source.operation);
    let url = call.url().ok()?;
    let message = Message::of(&call).ok()?;
    let mut flight = Flight::start(&call, 1).ok()?.ahead();
    let span = span::of(&call);
    let result =
        attempt(&mut flight, url, &message, Instant::now()).instrument(span.clone()).await.map_err(|lost| lost.error);
    span.in_scope(|| report(client.shared().observer.as_ref(), &flight.finish(&result, None)));
    match &result {
        Ok(response) => span::succeeded(&span, response),
        Err(error) => span::failed(&span, error),
    }
    let per_second: f64 = strict::<Json>(result.ok()?.body()).ok()?.get(source.field)?.read().ok()?;
    rate_limit::interval(per_second)
}
