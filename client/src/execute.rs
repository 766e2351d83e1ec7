//! From a call to a reply: the place for everything that may stand between them.

use std::time::Instant;

use crate::call::Call;
use crate::cost;
use crate::error::{Result, classify};
use crate::reply::{Facts, Reply};
use crate::transport;

/// Sends the call and judges the reply. One attempt today; pace, budget and retry belong here.
pub(crate) async fn execute(call: &Call) -> Result<Reply> {
    let started = Instant::now();
    let received = transport::attempt(call).await?;
    let service = call.client().service();
    let judged = classify::judge(&service.errors, received.status, &received.body);
    let nominal = cost::units(&service.cost, &received.headers).unwrap_or_else(|| call.price());
    let facts = Facts {
        status: received.status,
        nominal_units: nominal,
        units: if judged.verdict.billed { nominal } else { 0 },
        elapsed: started.elapsed(),
        attempts: 1,
    };
    let reply = Reply::new(facts, received.headers, received.body);
    judged.into_result(call, reply)
}
