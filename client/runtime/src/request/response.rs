//! A typed response.

use std::fmt;
use std::time::Duration;

use crate::headers::Headers;
use crate::lenient::{Drift, Lenient};
use crate::raw::RawResponse;
use crate::wire::Json;

/// A typed result with the response that it was decoded from.
///
/// ```no_run
/// # async fn run(client: shop::Client) -> shop::Result<()> {
/// let response = client.orders().by_id(7).send().await?;
/// println!("status {}, {} units", response.status(), response.units());
/// let order = response.into_value();
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    drift: Vec<Drift>,
    skipped: Vec<Json>,
    raw: RawResponse,
}

impl<T> Response<T> {
    pub(crate) fn new(decoded: Lenient<T>, raw: RawResponse) -> Self {
        let Lenient { value, drift, skipped } = decoded;
        Self { value, drift, skipped, raw }
    }

    /// Returns a response with this value that no server has sent, for tests: with status 200 and an empty body, for one
    /// unit, after one attempt.
    ///
    /// ```
    /// let response = shop::response::Response::synthetic(7);
    /// assert_eq!((*response.value(), response.status(), response.units()), (7, 200, 1));
    /// ```
    #[must_use]
    pub fn synthetic(value: T) -> Self {
        Self { value, drift: Vec::new(), skipped: Vec::new(), raw: RawResponse::synthetic(200, Vec::new()) }
    }

    /// Returns the places where the response is not as the spec says. Usually empty. A value that does not match is dropped
    /// from the result, and is still in the raw response.
    #[must_use]
    pub fn drift(&self) -> &[Drift] {
        &self.drift
    }

    /// Returns the items of lists that could not be decoded, as they arrived.
    #[must_use]
    pub fn skipped(&self) -> &[Json] {
        &self.skipped
    }

    /// Returns the typed result.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Returns the typed result without the rest.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the raw response, with its bytes.
    #[must_use]
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }

    /// Returns both parts.
    #[must_use]
    pub fn into_parts(self) -> (T, RawResponse) {
        (self.value, self.raw)
    }

    /// Returns the HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.raw.status()
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        self.raw.headers()
    }

    /// Returns the billed units, those of earlier attempts included.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.raw.units()
    }

    /// Returns the time from the call to the last byte.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.raw.elapsed()
    }

    /// Returns the number of attempts, from 1; 0 where the response is from the cache.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.raw.attempts()
    }

    /// Whether it is from the cache, so that nothing was sent. It then has no headers.
    #[must_use]
    pub fn is_cached(&self) -> bool {
        self.raw.is_cached()
    }

    /// Returns the pause that the service names in `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.raw.retry_after()
    }
}

impl<T> fmt::Debug for Response<T> {
    /// Facts and sizes, not the value: it may be about people. It has a `Debug` of its own.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { value: _, drift, skipped, raw } = self;
        let mut shown = formatter.debug_struct("Response");
        shown.field("raw", raw).field("drift", &drift.len()).field("skipped", &skipped.len()).finish_non_exhaustive()
    }
}
