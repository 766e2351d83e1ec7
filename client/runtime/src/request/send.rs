//! Sending a call.

use std::future::Future;
use std::pin::Pin;

use super::call::Call;
use super::endpoint::Endpoint;
use super::execute::execute;
use super::response::Response;
use crate::error::{Error, Result};
use crate::json::Decode;
use crate::lenient::{self, Lenient};
use crate::raw::RawResponse;

/// A future that borrows nothing, so that it can be stored or sent to another task. Nothing happens until it is awaited.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl Call {
    /// Sends the call and decodes the response.
    ///
    /// # Errors
    /// Where no response arrives, where it is an error, and where it does not decode.
    #[must_use]
    pub fn send<E: Endpoint>(self) -> BoxFuture<Result<Response<E::Output>>> {
        let sent = self.sent();
        Box::pin(async move { sent.await.and_then(|(call, raw)| call.typed(raw)) })
    }

    /// Sends the call and returns the decoded result alone.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    #[must_use]
    pub fn get<E: Endpoint>(self) -> BoxFuture<Result<E::Output>> {
        let sent = self.sent();
        Box::pin(async move { sent.await.and_then(|(call, raw)| call.typed(raw)).map(Response::into_value) })
    }

    /// Sends the call and returns the response as it arrives.
    ///
    /// # Errors
    /// Where no response arrives, and where it is an error.
    #[must_use]
    pub fn raw(self) -> BoxFuture<Result<RawResponse>> {
        Box::pin(async move { execute(&self).await })
    }

    /// Everything but the decoding: compiled once, and not for each type.
    fn sent(self) -> BoxFuture<Result<(Self, RawResponse)>> {
        Box::pin(async move { execute(&self).await.map(|raw| (self, raw)) })
    }

    fn typed<T: Decode>(&self, raw: RawResponse) -> Result<Response<T>> {
        let (decoded, raw) = self.decode(raw)?;
        Ok(Response::new(decoded, raw))
    }

    /// Decodes a response as the client's settings say.
    pub(crate) fn decode<T: Decode>(&self, raw: RawResponse) -> Result<(Lenient<T>, RawResponse)> {
        let shared = self.client().shared();
        match lenient::decode(raw.shared_body(), shared.decode) {
            Ok(decoded) => Ok((decoded.redact(shared.key_text()), raw)),
            Err(failure) => {
                let rules = &shared.service.errors;
                Err(Error::decode(rules, &failure, raw, shared.key_text()).of(self.operation()))
            }
        }
    }
}
