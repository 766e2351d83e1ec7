//! What comes back: the bytes with their facts, and the same with a typed value.

use std::fmt;
use std::time::Duration;

use crate::Json;
use crate::decode::{Drift, Salvaged};
use crate::headers::Headers;

/// A reply as it came: the bytes of its body, and what is known of it.
///
/// ```no_run
/// # async fn run(hiker: hikerapi::Client) -> hikerapi::Result<()> {
/// let reply = hiker.user().by_id(787132).raw().await?;
/// println!("{} bytes for {} units in {:?}", reply.body().len(), reply.units(), reply.elapsed());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Reply {
    facts: Facts,
    headers: Headers,
    body: Vec<u8>,
}

/// What is known of a reply but for its content.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) status: u16,
    pub(crate) nominal_units: u64,
    pub(crate) units: u64,
    pub(crate) elapsed: Duration,
    pub(crate) attempts: u32,
}

impl Reply {
    pub(crate) fn new(facts: Facts, headers: Headers, body: Vec<u8>) -> Self {
        Self { facts, headers, body }
    }

    /// With what earlier tries of the same request were billed.
    pub(crate) fn after_spending(mut self, units: u64) -> Self {
        self.facts.units = self.facts.units.saturating_add(units);
        self
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.facts.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        &self.headers
    }

    /// The body, decompressed and otherwise as it was sent.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body without the rest.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// The units that it is billed with, with those of earlier tries: none where the service does
    /// not bill the status.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.facts.units
    }

    /// The units that it names, billed or not; without the header, the price of the endpoint.
    #[must_use]
    pub fn nominal_units(&self) -> u64 {
        self.facts.nominal_units
    }

    /// The time from the call to the last byte, with the wait for its turn and for other tries.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.facts.elapsed
    }

    /// How many times it was asked for.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.facts.attempts
    }
}

impl fmt::Debug for Reply {
    /// Facts and sizes: the body may be large, and is about people.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Reply").field("facts", &self.facts).field("bytes", &self.body.len()).finish()
    }
}

/// A typed result with the reply that it came from.
///
/// ```no_run
/// # async fn run(hiker: hikerapi::Client) -> hikerapi::Result<()> {
/// let response = hiker.user().by_username("natgeo").send().await?;
/// println!("{} units", response.reply().units());
/// let natgeo = response.into_value();
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Response<T> {
    value: T,
    drift: Vec<Drift>,
    unsaved: Vec<Json>,
    reply: Reply,
}

impl<T> Response<T> {
    pub(crate) fn new(salvaged: Salvaged<T>, reply: Reply) -> Self {
        let Salvaged { value, drift, unsaved } = salvaged;
        Self { value, drift, unsaved, reply }
    }

    /// Where the reply was not as the spec says. Empty for almost every reply: what does not fit
    /// is left out of the value, and is in the bytes of the reply.
    #[must_use]
    pub fn drift(&self) -> &[Drift] {
        &self.drift
    }

    /// Items of lists that could not be kept, as they came.
    #[must_use]
    pub fn unsaved(&self) -> &[Json] {
        &self.unsaved
    }

    /// The typed result.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The typed result without the rest.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// The reply: status, headers, units, time, and the bytes.
    #[must_use]
    pub fn reply(&self) -> &Reply {
        &self.reply
    }

    /// Both parts.
    #[must_use]
    pub fn into_parts(self) -> (T, Reply) {
        (self.value, self.reply)
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.reply.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        self.reply.headers()
    }

    /// The units that it is billed with.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.reply.units()
    }

    /// The time from the call to the last byte.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.reply.elapsed()
    }

    /// How many times it was asked for.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.reply.attempts()
    }
}
