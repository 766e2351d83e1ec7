//! Sending a call from a thread that blocks.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use super::call::Call;
use super::endpoint::Endpoint;
use super::execute::Executed;
use super::response::Response;
use crate::client::{Blocking, Mode, wait};
use crate::error::Result;
use crate::raw::RawResponse;

impl Call<Blocking> {
    /// Sends the call and decodes the response.
    ///
    /// # Errors
    /// Where no response arrives, where it is an error, where it does not decode, and in async code.
    pub fn send<E: Endpoint>(self) -> Result<Response<E::Output>> {
        let (call, executed) = self.sent()?;
        call.typed(executed)
    }

    /// Sends the call and returns the decoded result alone.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn get<E: Endpoint>(self) -> Result<E::Output> {
        self.send::<E>().map(Response::into_value)
    }

    /// Sends the call and returns the response as it arrives.
    ///
    /// # Errors
    /// Where no response arrives, where it is an error, and in async code.
    pub fn raw(self) -> Result<RawResponse> {
        let (call, executed) = self.sent()?;
        Ok(call.undecoded(executed))
    }

    fn sent(self) -> Result<(Call, Executed)> {
        let (call, driver) = self.into_parts();
        let operation = call.operation();
        let mut sent = call.sent();
        wait(|context| match Blocking::enter(&driver) {
            Ok(_entered) => Pin::new(&mut sent).poll(context),
            Err(refused) => Poll::Ready(Err(refused.of(operation))),
        })
    }
}
