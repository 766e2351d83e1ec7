//! Errors for tests of code that handles errors.

use super::classify::classify;
use super::{Error, ErrorKind};
use crate::raw::{Body, Facts, RawResponse};
use crate::redact::Secrets;
use crate::service::{Retry, Service};

impl Error {
    /// Returns an error of this kind without a response, for tests of code that handles errors. Whether a retry can help is
    /// as it usually is for the kind, and nothing was billed.
    ///
    /// ```
    /// use shop::error::{Error, ErrorKind};
    ///
    /// let error = Error::synthetic(ErrorKind::NotFound);
    /// assert!(error.is_not_found() && !error.is_retryable());
    /// ```
    #[must_use]
    pub fn synthetic(kind: ErrorKind) -> Self {
        let mut error = Self::new(kind, "synthetic, for a test".to_owned());
        match kind {
            ErrorKind::RateLimited => error.inner.retry = Retry::Wait,
            ErrorKind::Unavailable => error.inner.retry = Retry::Backoff,
            _ => {}
        }
        error
    }

    /// Returns the error that a client of this service makes of a response: with the kind, the code, the help and the price
    /// that the tables of the service have for it. A response that is billed costs one unit.
    ///
    /// A response that is no error has the kind [`Unexpected`](ErrorKind::Unexpected).
    ///
    /// ```
    /// use shop::error::Error;
    ///
    /// let error = Error::synthetic_response(&shop::service::SERVICE, 404, "");
    /// assert!(error.is_not_found());
    /// assert_eq!(error.status(), Some(404));
    /// ```
    #[must_use]
    pub fn synthetic_response(service: &'static Service, status: u16, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let classified = classify(&service.errors, None, status, &body, &Secrets::NONE);
        let units = u64::from(classified.verdict.billed || !service.has_price());
        let response =
            RawResponse::new(Facts { units, ..Facts::synthetic(status) }, Default::default(), Body::new(body));
        let error = classified.into_result(None, &Secrets::NONE, response).err();
        let error = error.unwrap_or_else(|| Self::synthetic(ErrorKind::Unexpected));
        if service.has_price() { error } else { error.unpriced(1) }
    }
}
