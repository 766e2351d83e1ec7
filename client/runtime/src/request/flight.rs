//! One attempt under way: what it holds, and what becomes of that when it ends or is dropped.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use tokio::time::Instant;

use super::call::Call;
use super::lost::Lost;
use super::message::Message;
use crate::client::{Attempt, Progress, Shared, report};
use crate::error::{Error, ErrorKind, Result};
use crate::policy::budget::{Refusal, Reservation, Settle};
use crate::policy::rate_limit::Permit;
use crate::policy::retry::Reached;
use crate::raw::RawResponse;
use crate::service::Retry;

/// One attempt: its units in the budgets, its permit, and how far it has come.
///
/// Dropped before it was sent, it gives everything back. Dropped after that, it may be billed: the budgets keep its price,
/// and its cost is unknown.
pub(super) struct Flight<'a> {
    call: &'a Call,
    number: u32,
    reserved: Vec<Reservation>,
    /// What is reserved in addition for redirects. It is settled with the others.
    reserved_for_redirects: Vec<Reservation>,
    /// Settles the last request with the gate.
    admitted: Option<Settle>,
    /// The units that are settled with the gate already: those of redirects.
    settled: u64,
    stage: Stage<'a>,
    /// When the last permit was due.
    permitted: Instant,
    /// How long its requests have taken so far, without waiting for permits.
    elapsed: Duration,
    /// The requests that were sent: several where redirects were followed.
    requests: u64,
    /// The units that redirects cost.
    redirect_units: u64,
    is_redirected: bool,
    /// Whether a redirect has answered what was requested: its target is another page.
    is_answered: bool,
    skips_queue: bool,
}

enum Stage<'a> {
    /// Nothing is on the wire: it waits for a permit.
    Waiting,
    /// A request is on its way, or waits for its connection.
    Requested {
        /// That of the rate limit, where there is no gate.
        permit: Option<Permit<'a>>,
        progress: Arc<Progress>,
        since: Instant,
    },
    /// The head of the response has arrived.
    Reading {
        since: Instant,
    },
    Ended,
}

impl<'a> Flight<'a> {
    /// Reserves the price in every budget of the call, or refuses to send it.
    pub(super) fn start(call: &'a Call, number: u32) -> Result<Self> {
        let price = call.price();
        let reserved = reserve(call, price).map_err(|refusal| {
            let message = match refusal {
                Refusal::Left(left) if call.has_price() => {
                    format!("it costs {price}, the budget has {left} left; it was not sent")
                }
                Refusal::Left(_) => "the budget has no request left; it was not sent".to_owned(),
                Refusal::Closed => CLOSED.to_owned(),
                Refusal::Ledger(why) => unsent(&why),
            };
            call.error(ErrorKind::BudgetExhausted, message)
        })?;
        let (stage, permitted) = (Stage::Waiting, Instant::now());
        let (elapsed, redirect_units) = (Duration::ZERO, 0);
        Ok(Self {
            call,
            number,
            reserved,
            reserved_for_redirects: Vec::new(),
            admitted: None,
            settled: 0,
            stage,
            permitted,
            elapsed,
            requests: 0,
            redirect_units,
            is_redirected: false,
            is_answered: false,
            skips_queue: false,
        })
    }

    /// Lets it go ahead of the requests that wait for the rate limit.
    pub(super) fn ahead(mut self) -> Self {
        self.skips_queue = true;
        self
    }

    pub(super) fn call(&self) -> &'a Call {
        self.call
    }

    /// How long its requests have taken so far, without waiting for permits.
    pub(super) fn elapsed(&self) -> Duration {
        match &self.stage {
            Stage::Requested { since, .. } | Stage::Reading { since } => self.elapsed.saturating_add(since.elapsed()),
            Stage::Waiting | Stage::Ended => self.elapsed,
        }
    }

    pub(super) fn redirect_units(&self) -> u64 {
        self.redirect_units
    }

    pub(super) fn requests(&self) -> u64 {
        self.requests
    }

    /// Whether the service has done what was requested, and only a page about it is missing.
    pub(super) fn is_answered(&self) -> bool {
        self.is_answered
    }

    pub(super) fn answered(&mut self) {
        self.is_answered = true;
    }

    /// Sends a request when it may be sent, within what is left of the timeout, and returns its response once the head has
    /// arrived.
    pub(super) async fn request(&mut self, url: Url, message: &Message) -> Result<reqwest::Response, Lost> {
        let shared = self.shared();
        let permit = self.permit().await?;
        let mut request = shared.http.request(message.method().clone(), url);
        // The library adds a value to those of the same name, where one must replace the other.
        let general = shared.headers.iter().filter(|(name, _)| !message.has(name));
        for (name, value) in shared.auth.headers().iter().chain(general) {
            request = request.header(name, value);
        }
        request = message.add_to(request);
        if !self.elapsed.is_zero() {
            // The HTTP client itself has the timeout of a request without redirects.
            request = request.timeout(shared.timeout.saturating_sub(self.elapsed));
        }
        let (progress, since) = (Arc::<Progress>::default(), Instant::now());
        self.permitted = permit.as_ref().map_or(since, Permit::instant);
        self.stage = Stage::Requested { permit, progress: Arc::clone(&progress), since };
        let error = match Arc::clone(&progress).track(request.send()).await {
            Ok(response) => {
                self.sent();
                self.stage = Stage::Reading { since };
                return Ok(response);
            }
            Err(error) => error,
        };
        self.elapsed = self.elapsed();
        let lost = Lost::new(self.call, error, &progress);
        if lost.was_sent() {
            self.sent();
        }
        self.stage = Stage::Waiting;
        Err(lost)
    }

    /// Waits until a request may be sent, unless a budget is closed before. A gate returns no permit, but what settles the request.
    async fn permit(&mut self) -> Result<Option<Permit<'a>>, Lost> {
        let (call, limiter) = (self.call, &self.shared().rate_limiter);
        let refused = |message| Lost {
            error: call.error(ErrorKind::BudgetExhausted, message),
            reached: Reached::Response { retry: Retry::Never, is_free: true, is_refused: false },
        };
        let closed = || refused(CLOSED.to_owned());
        if let Some(gate) = call.client().gate() {
            let admitted = call.while_open(gate.admit(call.price())).await.ok_or_else(closed)?;
            self.admitted = Some(admitted.map_err(|why| refused(unsent(&why)))?);
            return Ok(None);
        }
        let permit = async {
            match self.skips_queue {
                true => limiter.permit_first().await,
                false => limiter.permit().await,
            }
        };
        call.while_open(permit).await.map(Some).ok_or_else(closed)
    }

    /// The service says that no request is left, for this long.
    pub(super) fn hold(&self, pause: Duration) {
        match self.call.client().gate() {
            Some(gate) => gate.hold(pause),
            None => self.shared().rate_limiter.hold(pause),
        }
    }

    /// The service has refused this request because there were too many.
    pub(super) fn slow_down(&self, pause: Duration) {
        match self.call.client().gate() {
            Some(gate) => gate.slow_down(pause, self.permitted.elapsed()),
            None => self.shared().rate_limiter.slow_down(pause, self.permitted),
        }
    }

    /// The response was a redirect that is followed: the next request needs a permit of its own. What the redirect has cost is
    /// reserved in addition, or the target is not requested: the budgets must never be exceeded.
    pub(super) fn redirected(&mut self, units: u64, nominal_units: u64) -> Result<(), Lost> {
        self.elapsed = self.elapsed();
        self.stage = Stage::Waiting;
        self.is_redirected = true;
        if self.call.has_price() {
            self.redirect_units = self.redirect_units.saturating_add(units);
            self.shared().counters.billed(units, nominal_units);
        }
        let more = if self.call.has_price() { units } else { 1 };
        if let Some(settle) = self.admitted.take() {
            settle(more);
            self.settled = self.settled.saturating_add(more);
        }
        match reserve(self.call, more) {
            Ok(reserved) => {
                self.reserved_for_redirects.extend(reserved);
                Ok(())
            }
            Err(_) => {
                let message =
                    "it was redirected, and the budget has nothing left for the target, which was not requested";
                let error = self.call.error(ErrorKind::BudgetExhausted, message.to_owned());
                // The redirect is the answer to the request: another attempt would be redirected, too.
                let reached = Reached::Response { retry: Retry::Never, is_free: false, is_refused: false };
                Err(Lost { error, reached })
            }
        }
    }

    /// Settles what it holds, and returns the report of the attempt. `result` has the cost of the last request.
    pub(super) fn finish(mut self, result: &Result<RawResponse>, pause: Option<Duration>) -> Attempt {
        let elapsed = self.elapsed();
        self.stage = Stage::Ended;
        let (response, error) = match result {
            Ok(response) => (Some(response), None),
            Err(error) => (error.response(), Some(error)),
        };
        let counters = &self.shared().counters;
        let units = match self.call.has_price() {
            true => {
                if let Some(response) = response {
                    counters.billed(response.units() - self.redirect_units, response.nominal_units());
                }
                error.map_or_else(|| response.map(RawResponse::units), Error::units)
            }
            // They were counted when they were sent.
            false => Some(self.requests),
        };
        if units.is_none() {
            counters.unknown();
        }
        self.settle(units.unwrap_or_else(|| self.price_on_the_wire()));
        let status = response.map(RawResponse::status);
        Attempt { status, error: error.map(Error::kind), units, elapsed, pause, ..self.attempt() }
    }

    /// What the budgets keep where the cost of the last request is unknown: they must never be exceeded.
    fn price_on_the_wire(&self) -> u64 {
        self.call.price().saturating_add(self.redirect_units)
    }

    fn shared(&self) -> &'a Shared {
        self.call.client().shared()
    }

    /// A request has left: it takes its permit along.
    fn sent(&mut self) {
        if let Stage::Requested { permit, .. } = std::mem::replace(&mut self.stage, Stage::Waiting) {
            if let Some(permit) = permit {
                permit.used();
            }
            self.requests = self.requests.saturating_add(1);
            self.shared().counters.sent();
            if !self.call.has_price() {
                self.shared().counters.billed(1, 1);
            }
        }
    }

    fn settle(&mut self, units: u64) {
        std::mem::take(&mut self.reserved).into_iter().for_each(|reservation| reservation.settle(units));
        self.reserved_for_redirects.clear();
        if let Some(settle) = self.admitted.take() {
            settle(units.saturating_sub(self.settled));
        }
    }

    /// The report of an attempt without an outcome.
    fn attempt(&self) -> Attempt {
        Attempt {
            method: self.call.operation().method,
            endpoint: self.call.operation().path,
            number: self.number,
            status: None,
            error: None,
            is_cancelled: false,
            units: None,
            elapsed: Duration::ZERO,
            pause: None,
            is_cached: false,
            mismatches: 0,
            skipped: 0,
        }
    }
}

/// Why a request is not sent, where a budget is closed.
const CLOSED: &str = "its budget is closed; it was not sent";

/// Why a request is not sent, in the words of a ledger or a gate.
fn unsent(why: &str) -> String {
    format!("{why}; it was not sent")
}

/// Reserves units in every budget of a call; or says why one of them refuses. What an earlier one has reserved is free again
/// then.
fn reserve(call: &Call, units: u64) -> Result<Vec<Reservation>, Refusal> {
    call.budgets().map(|budget| budget.reserve(units)).collect()
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        let is_on_the_wire = match &self.stage {
            Stage::Ended => return,
            Stage::Waiting => false,
            Stage::Requested { progress, .. } => !progress.is_connecting(),
            Stage::Reading { .. } => true,
        };
        let elapsed = self.elapsed();
        if is_on_the_wire {
            self.sent();
        }
        let units = match (self.call.has_price(), is_on_the_wire) {
            (false, _) => Some(self.requests),
            (true, false) => Some(self.redirect_units),
            (true, true) => None,
        };
        self.settle(units.unwrap_or_else(|| self.price_on_the_wire()));
        if units.is_none() {
            self.shared().counters.unknown();
        }
        if !is_on_the_wire && !self.is_redirected {
            return;
        }
        let attempt = Attempt { is_cancelled: true, units, elapsed, ..self.attempt() };
        report(self.shared().observer.as_ref(), &attempt);
    }
}
