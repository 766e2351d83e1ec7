//! From a call to a reply: its turn, its budget, its tries.

use std::time::Duration;

use tokio::time::Instant;

use crate::budget::Reservation;
use crate::call::Call;
use crate::cost;
use crate::error::{Error, ErrorKind, Result, classify};
use crate::observe::{self, Attempt};
use crate::reply::{Facts, Reply};
use crate::retry::asked_pause;
use crate::transport;

/// Sends the call, again where that can help, and gives the reply with all that it cost.
pub(crate) async fn execute(call: &Call) -> Result<Reply> {
    let inner = call.client().inner();
    let started = Instant::now();
    let mut spent = 0;
    let mut number = 0;
    loop {
        number += 1;
        let reserved = match reserve(call) {
            Ok(reserved) => reserved,
            Err(error) => return Err(error.after_spending(spent)),
        };
        inner.pace.turn().await;
        let sent = Instant::now();
        let result = once(call, started, number).await;
        settle(call, reserved, &result);
        let pause = pause(call, &result, number, started.elapsed());
        tell(call, &result, number, sent.elapsed(), pause);
        match (result, pause) {
            (Err(error), Some(pause)) => {
                spent = error.units().unwrap_or_default().saturating_add(spent);
                tokio::time::sleep(pause).await;
            }
            (Ok(reply), _) => return Ok(reply.after_spending(spent)),
            (Err(error), None) => return Err(error.after_spending(spent)),
        }
    }
}

/// One try: the request, its reply, and what the reply means.
async fn once(call: &Call, started: Instant, number: u32) -> Result<Reply> {
    let received = transport::attempt(call).await?;
    let service = call.client().service();
    // A body that is not whole cannot refine what the status says.
    let body = if received.broken.is_some() { &[] } else { received.body.as_slice() };
    let judged = classify::judge(&service.errors, received.status, body, call.client().inner().key_text());
    let nominal = cost::units(&service.cost, &received.headers).unwrap_or_else(|| call.price());
    let facts = Facts {
        status: received.status,
        nominal_units: nominal,
        units: if judged.verdict.billed { nominal } else { 0 },
        elapsed: started.elapsed(),
        attempts: number,
    };
    let reply = Reply::new(facts, received.headers, received.body);
    match (judged.into_result(call, reply), received.broken) {
        (Ok(reply), Some(broken)) => Err(broken.with_reply(reply)),
        (result, _) => result,
    }
}

/// Sets the price aside in every budget that the call has, or refuses to send it.
fn reserve(call: &Call) -> Result<Vec<Reservation>> {
    let price = call.price();
    let mut reserved = Vec::new();
    for budget in call.budgets() {
        let Some(reservation) = budget.reserve(price) else {
            // What an earlier budget has set aside was never sent.
            reserved.into_iter().for_each(|reservation: Reservation| reservation.settle(0));
            let message = format!("it costs {price}, the budget has {} left; nothing was sent", budget.left());
            return Err(Error::new(ErrorKind::BudgetExhausted, message).of(call.operation()));
        };
        reserved.push(reservation);
    }
    Ok(reserved)
}

fn settle(call: &Call, reserved: Vec<Reservation>, result: &Result<Reply>) {
    let counters = &call.client().inner().counters;
    let reply = match result {
        Ok(reply) => Some(reply),
        Err(error) => error.reply(),
    };
    match reply {
        Some(reply) => counters.replied(reply.units(), reply.nominal_units()),
        None => counters.failed(units(result).is_none()),
    }
    // Where nobody can tell, the price counts: a budget must not be passed by bad luck.
    let cost = units(result).unwrap_or_else(|| call.price());
    reserved.into_iter().for_each(|reservation| reservation.settle(cost));
}

fn units(result: &Result<Reply>) -> Option<u64> {
    match result {
        Ok(reply) => Some(reply.units()),
        Err(error) => error.units(),
    }
}

fn pause(call: &Call, result: &Result<Reply>, number: u32, elapsed: Duration) -> Option<Duration> {
    let error = result.as_ref().err()?;
    let inner = call.client().inner();
    let asked = error.reply().and_then(|reply| asked_pause(reply.headers()));
    let pause = inner.retry.pause(error.worth_a_retry(), number, elapsed, asked);
    if error.kind() == ErrorKind::RateLimited {
        let least = asked.unwrap_or(inner.retry.first_pause).min(inner.retry.longest_pause);
        inner.pace.too_fast(pause.unwrap_or(least));
    }
    pause
}

fn tell(call: &Call, result: &Result<Reply>, number: u32, elapsed: Duration, pause: Option<Duration>) {
    let attempt = Attempt {
        endpoint: call.operation().path,
        number,
        status: match result {
            Ok(reply) => Some(reply.status()),
            Err(error) => error.status(),
        },
        error: result.as_ref().err().map(Error::kind),
        units: units(result),
        elapsed,
        pause,
    };
    observe::tell(call.client().inner().observer.as_ref(), &attempt);
}
