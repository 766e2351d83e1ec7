//! A response as it arrived: its bytes, and the facts about them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::headers::Headers;

/// A response as it arrived: status, headers, cost, time, and the bytes of the body.
///
/// Cheap to clone: clones share the body.
///
/// ```no_run
/// # async fn run(client: shop::Client) -> shop::Result<()> {
/// let response = client.orders().by_id(7).raw().await?;
/// println!("{} bytes for {} units in {:?}", response.body().len(), response.units(), response.elapsed());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct RawResponse {
    facts: Facts,
    headers: Headers,
    body: Body,
}

/// What is known about a response, except its content.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Facts {
    pub(crate) status: u16,
    pub(crate) nominal_units: u64,
    pub(crate) units: u64,
    pub(crate) elapsed: Duration,
    pub(crate) attempts: u32,
    pub(crate) is_cached: bool,
}

/// A body that the texts of a response share. It is behind a thin pointer, so that a text takes no more than 16 bytes, and is
/// the memory in which the body arrived.
pub(crate) type SharedText = Arc<Box<str>>;

/// The body, kept once: values that are decoded from it share it.
#[derive(Clone)]
pub(crate) enum Body {
    /// Checked to be UTF-8 as it arrived, so that every part of it is text without another check.
    Text(SharedText),
    /// Anything else.
    Binary(Bytes),
}

impl Facts {
    /// Of a response that no server has sent.
    pub(crate) fn synthetic(status: u16) -> Self {
        Self { status, nominal_units: 1, units: 1, elapsed: Duration::ZERO, attempts: 1, is_cached: false }
    }
}

impl Body {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        match String::from_utf8(bytes) {
            Ok(text) => Self::Text(Arc::new(text.into())),
            Err(error) => Self::Binary(error.into_bytes().into()),
        }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Text(text) => text.as_bytes(),
            Self::Binary(bytes) => bytes,
        }
    }
}

impl RawResponse {
    pub(crate) fn new(facts: Facts, headers: Headers, body: Body) -> Self {
        Self { facts, headers, body }
    }

    /// Returns a response that no server has sent, for tests: without headers, for one unit, after one attempt.
    #[must_use]
    pub fn synthetic(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(Facts::synthetic(status), Headers::default(), Body::new(body.into()))
    }

    /// Adds the units of earlier attempts of the same request, as far as they are known.
    pub(crate) fn after(mut self, attempts: u32, units: Option<u64>) -> Self {
        self.facts.attempts = attempts;
        self.facts.units = self.facts.units.saturating_add(units.unwrap_or_default());
        self
    }

    pub(crate) fn shared_body(&self) -> &Body {
        &self.body
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
        self.body.bytes()
    }

    /// The body without the rest, not copied.
    #[must_use]
    pub fn into_body(self) -> Bytes {
        match self.body {
            Body::Text(text) => Bytes::from_owner(Owned(text)),
            Body::Binary(bytes) => bytes,
        }
    }

    /// The body, not copied.
    pub(crate) fn shared_bytes(&self) -> Bytes {
        match &self.body {
            Body::Text(text) => Bytes::from_owner(Owned(Arc::clone(text))),
            Body::Binary(bytes) => bytes.clone(),
        }
    }

    /// The billed units, those of redirects and of earlier attempts included, as far as they are known. 0 where the service
    /// does not bill the status. Where the service has no prices, each request that was sent is one unit.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.facts.units
    }

    /// The units that the response names, billed or not; without the header, the price of the endpoint; 0 where the
    /// response is from the cache.
    #[must_use]
    pub fn nominal_units(&self) -> u64 {
        self.facts.nominal_units
    }

    /// The time from the call to the last byte, waiting for a permit and earlier attempts included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.facts.elapsed
    }

    /// The number of attempts, from 1; 0 where the response is from the cache.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.facts.attempts
    }

    /// Whether it is from the cache, so that nothing was sent. It then has no headers.
    #[must_use]
    pub fn is_cached(&self) -> bool {
        self.facts.is_cached
    }
}

impl fmt::Debug for RawResponse {
    /// Facts and sizes: the body may be large, and may be about people.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.body().len();
        formatter.debug_struct("RawResponse").field("facts", &self.facts).field("bytes", &bytes).finish()
    }
}

/// Lets `Bytes` own the text: `Arc` itself is not `AsRef<[u8]>`.
struct Owned(SharedText);

impl AsRef<[u8]> for Owned {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
