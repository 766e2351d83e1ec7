//! Reports of attempts, for logs and metrics. They contain neither the key nor a query nor a body.

use std::sync::Arc;
use std::time::Duration;

use crate::error::{ErrorKind, Result};
use crate::raw::RawResponse;
use crate::service::{Method, Operation};

/// An attempt of a request that has ended. An attempt that is dropped before it is sent is not reported. A response from the
/// cache is reported like an attempt, with [`is_cached`](Self::is_cached).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt {
    /// The method of the request.
    pub method: Method,
    /// The path of the endpoint, without parameters.
    pub endpoint: &'static str,
    /// The number of the attempt for its request, from 1; 0 where the response is from the cache.
    pub number: u32,
    /// The HTTP status, if a response arrived.
    pub status: Option<u16>,
    /// The kind of the error, if the attempt failed or its response does not decode.
    pub error: Option<ErrorKind>,
    /// Whether your program dropped the request after it was sent, without waiting for the response.
    pub is_cancelled: bool,
    /// The units billed; `None` where the cost is unknown. Where the service has no prices, the requests sent.
    pub units: Option<u64>,
    /// How long it took, without waiting for a permit of the rate limit.
    pub elapsed: Duration,
    /// The pause before the next attempt; `None` where this is the last one.
    pub pause: Option<Duration>,
    /// Whether the response is from the cache, so that nothing was sent.
    pub is_cached: bool,
    /// The number of values of the response that did not match their types; 0 where it was not decoded.
    pub mismatches: u64,
    /// The number of items of lists among them.
    pub skipped: u64,
}

impl Attempt {
    /// What is reported in place of an attempt where the response is from the cache.
    pub(crate) fn cached(operation: &Operation, found: &Result<RawResponse>, elapsed: Duration) -> Self {
        let (response, error) = match found {
            Ok(response) => (Some(response), None),
            Err(error) => (error.response(), Some(error.kind())),
        };
        Self {
            method: operation.method,
            endpoint: operation.path,
            number: 0,
            status: response.map(RawResponse::status),
            error,
            is_cancelled: false,
            units: Some(0),
            elapsed,
            pause: None,
            is_cached: true,
            mismatches: 0,
            skipped: 0,
        }
    }
}

/// A function that receives attempts.
pub(crate) type Observer = Arc<dyn Fn(&Attempt) + Send + Sync>;

/// Reports an attempt to the observer and to `tracing`.
pub(crate) fn report(observer: Option<&Observer>, attempt: &Attempt) {
    let Attempt {
        method,
        endpoint,
        number,
        status,
        error,
        is_cancelled,
        units,
        elapsed,
        pause,
        is_cached,
        mismatches,
        skipped,
    } = attempt;
    tracing::debug!(
        method = method.as_str(),
        endpoint,
        attempt = number,
        status,
        error = error.map(tracing::field::display),
        cancelled = is_cancelled,
        units,
        elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        pause_ms = pause.map(|pause| u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)),
        cached = is_cached,
        mismatches,
        skipped,
        "request"
    );
    if let Some(observer) = observer {
        observer(attempt);
    }
}
