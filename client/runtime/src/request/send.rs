//! Sending a call.

use super::cached;
use super::call::Call;
use super::endpoint::Endpoint;
use super::execute::Executed;
use super::output;
use super::response::Response;
use super::sent::{Sending, Sent};
use super::span;
use crate::client::{Attempt, report};
use crate::error::{Error, ErrorKind, Result};
use crate::json::{Decode, Failure};
use crate::lenient::{Drift, Dropped, Lenient};
use crate::raw::RawResponse;
#[cfg(feature = "dynamic")]
use crate::redact::redacted;
use crate::wire::Json;

impl Call {
    /// Sends the call and decodes the response.
    ///
    /// # Errors
    /// Where no response arrives, where it is an error, and where it does not decode.
    pub fn send<E: Endpoint>(self) -> Sending<Response<E::Output>> {
        Sending::new(self.sent(), Self::typed)
    }

    /// Sends the call and returns the decoded result alone.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn get<E: Endpoint>(self) -> Sending<E::Output> {
        Sending::new(self.sent(), |call, executed| call.typed(executed).map(Response::into_value))
    }

    /// Sends the call and returns the response as it arrives.
    ///
    /// # Errors
    /// Where no response arrives, and where it is an error.
    pub fn raw(self) -> Sending<RawResponse> {
        Sending::new(self.sent(), |call, executed| Ok(call.undecoded(executed)))
    }

    /// Everything but the decoding: compiled once, and not for each type. The last attempt is reported by
    /// [`decode`](Self::decode).
    pub(crate) fn sent(self) -> Sent {
        Sent::new(self)
    }

    /// A response as it arrived. Its attempt is reported.
    pub(super) fn undecoded(&self, executed: Executed) -> RawResponse {
        self.report(&executed, &executed.attempt);
        span::succeeded(&executed.span, &executed.raw);
        executed.raw
    }

    pub(super) fn typed<T: Decode>(&self, executed: Executed) -> Result<Response<T>> {
        let (decoded, raw) = self.decode(executed)?;
        Ok(Response::new(decoded, raw))
    }

    /// Decodes a response as the client's settings say, and reports its attempt.
    pub(crate) fn decode<T: Decode>(&self, executed: Executed) -> Result<(Lenient<T>, RawResponse)> {
        let shared = self.client().shared();
        match output::read(self.operation().returns, &executed.raw, shared.decode) {
            Ok(decoded) => {
                let decoded = decoded.redact(shared.secrets());
                self.count(&executed, &decoded.drift, &decoded.skipped);
                Ok((decoded, executed.raw))
            }
            Err(failure) => Err(self.undecodable(&failure, executed)),
        }
    }

    /// The reason why a response with these mismatches is an error, where the client is strict.
    #[cfg(feature = "dynamic")]
    pub(crate) fn refused_by(&self, drift: &[Drift]) -> Option<String> {
        let shared = self.client().shared();
        let first = drift.first().filter(|_| shared.decode.is_strict)?;
        Some(redacted(&first.to_string(), shared.secrets()))
    }

    /// Counts and logs mismatches that were found after decoding, and returns them without the key.
    #[cfg(feature = "dynamic")]
    pub(crate) fn counted(&self, mut drift: Vec<Drift>) -> Vec<Drift> {
        let shared = self.client().shared();
        drift.iter_mut().for_each(|drift| drift.redact(shared.secrets()));
        shared.counters.decoded(Dropped::of(&drift, &[]));
        shared.drift_log.warn(self.operation().path, &drift);
        drift
    }

    /// Removes a response from the cache that is of no use: the next request must not get it again.
    pub(crate) fn forget(&self, response: &RawResponse) {
        cached::forget(self, response);
    }

    // Both name no type of the endpoint, and so are compiled once and not for each.

    fn count(&self, executed: &Executed, drift: &[Drift], skipped: &[Json]) {
        let shared = self.client().shared();
        let dropped = Dropped::of(drift, skipped);
        shared.counters.decoded(dropped);
        executed.span.in_scope(|| shared.drift_log.warn(self.operation().path, drift));
        let attempt = Attempt { mismatches: dropped.mismatches, skipped: dropped.skipped, ..executed.attempt };
        self.report(executed, &attempt);
        span::succeeded(&executed.span, &executed.raw);
    }

    fn undecodable(&self, failure: &Failure, executed: Executed) -> Error {
        let shared = self.client().shared();
        let attempt = Attempt { error: Some(ErrorKind::Decode), ..executed.attempt };
        self.report(&executed, &attempt);
        let Executed { raw, span, .. } = executed;
        self.forget(&raw);
        let error = Error::decode(&shared.service.errors, failure, raw, shared.secrets()).of(self.operation());
        let error = if self.has_price() { error } else { error.unpriced(0) };
        span::failed(&span, &error);
        error
    }

    /// Reports the last attempt, inside of the call's span.
    fn report(&self, executed: &Executed, attempt: &Attempt) {
        executed.span.in_scope(|| report(self.client().shared().observer.as_ref(), attempt));
    }
}
