//! Requests by the names of their parameters.

use std::fmt;

use super::argument::{InvalidArgument, canonical};
use super::row_type::{RowReader, RowType};
use crate::client::RuntimeClient;
use crate::pages::dynamic::DynamicPages;
use crate::raw::RawResponse;
use crate::request::{Call, Endpoint, Response, Sending};
use crate::service::{Operation, Param};
use crate::wire::Json;

/// A request to an endpoint that is known only at run time.
///
/// Nothing is sent until it is awaited: by [`send`](Self::send), by [`raw`](Self::raw), or as [`pages`](Self::pages). Values are
/// sent as typed requests send them: a timestamp in UTC, `+7` as `7`. Files are text without a name; there is no blocking mode.
#[must_use = "a request does nothing until it is sent"]
#[derive(Clone)]
pub struct DynamicRequest {
    call: Call,
    set: Vec<&'static str>,
}

/// The output of every dynamic request.
struct AnyJson;

impl Endpoint for AnyJson {
    type Output = Json;

    const OPERATION: &'static Operation = &Operation::DEFAULT;
}

impl DynamicRequest {
    /// A request without parameters.
    pub fn new(client: &impl AsRef<RuntimeClient>, operation: &'static Operation) -> Self {
        Self { call: Call::new(client.as_ref(), operation), set: Vec::new() }
    }

    /// Returns the facts of its endpoint.
    #[must_use]
    pub fn operation(&self) -> &'static Operation {
        self.call.operation()
    }

    /// Sets a parameter, in place of an earlier value: to one value, or to any number of values where it is a list. An object
    /// is JSON.
    ///
    /// # Errors
    /// Where the endpoint has no such parameter, or where it does not take the value.
    pub fn with<T: AsRef<str>>(mut self, name: &str, values: &[T]) -> Result<Self, InvalidArgument> {
        let (param, values) = accepted(self.operation(), name, values)?;
        self.set.push(param.name);
        self.call = self.call.with_texts(param, &values);
        Ok(self)
    }

    /// Sets a parameter to null, in place of an earlier value: a field of a body that the service clears by it.
    ///
    /// # Errors
    /// Where the endpoint has no such parameter, or where it is never null.
    pub fn null(mut self, name: &str) -> Result<Self, InvalidArgument> {
        let param = named(self.operation(), name)?;
        if !param.is_nullable {
            return Err(InvalidArgument::Null { name: param.name });
        }
        self.set.push(param.name);
        self.call = self.call.with_null(param);
        Ok(self)
    }

    /// Checks values as [`with`](Self::with) does, without a client, and returns the parameter.
    ///
    /// # Errors
    /// Where the endpoint has no such parameter, or where it does not take the value.
    pub fn check<T: AsRef<str>>(
        operation: &'static Operation,
        name: &str,
        values: &[T],
    ) -> Result<&'static Param, InvalidArgument> {
        accepted(operation, name, values).map(|(param, _)| param)
    }

    /// Returns values as they are sent, without a client: those that are sent alike are the same texts.
    ///
    /// # Errors
    /// Where the endpoint has no such parameter, or where it does not take the value.
    pub fn canonical<T: AsRef<str>>(
        operation: &'static Operation,
        name: &str,
        values: &[T],
    ) -> Result<Vec<String>, InvalidArgument> {
        accepted(operation, name, values).map(|(_, values)| values)
    }

    /// Returns the parameters that the request needs and does not have. Without them it is not sent, and is an error of the kind
    /// [`InvalidParameter`](crate::error::ErrorKind::InvalidParameter).
    #[must_use]
    pub fn missing(&self) -> Vec<&'static Param> {
        let is_missing = |param: &&Param| param.is_required && !self.set.contains(&param.name);
        self.operation().params.iter().filter(is_missing).collect()
    }

    /// Sets the key by which the service recognizes the request where it is sent again. Nothing changes where the endpoint takes
    /// none.
    pub fn idempotency_key(self, key: impl Into<String>) -> Self {
        match self.operation().idempotency {
            Some(_) => Self { call: self.call.idempotency_key(key.into()), ..self },
            None => self,
        }
    }

    /// Sends it even if the cache has its response, which the new one replaces. Without a cache, nothing changes.
    pub fn skip_cache(self) -> Self {
        Self { call: self.call.skip_cache(), ..self }
    }

    /// Returns the units that each attempt costs, as stated by the spec; 1 where the service has no prices.
    #[must_use]
    pub fn estimated_units(&self) -> u64 {
        self.call.price()
    }

    /// Sends the request and returns the JSON of the response.
    ///
    /// # Errors
    /// Where no response arrives, where it is an error, and where it is not JSON.
    pub fn send(self) -> Sending<Response<Json>> {
        self.complete().send::<AnyJson>()
    }

    /// Sends the request and returns the response as it arrives, of whatever kind.
    ///
    /// # Errors
    /// Where no response arrives, and where it is an error.
    pub fn raw(self) -> Sending<RawResponse> {
        self.complete().raw()
    }

    /// Returns the pages from here to the end, one request each, where the endpoint has pages. Nothing is sent yet.
    #[must_use]
    pub fn pages(self) -> Option<DynamicPages> {
        DynamicPages::new(self.complete())
    }

    /// Returns what reads rows of the responses as the client reads responses.
    #[must_use]
    pub fn row_reader(&self, ty: RowType) -> RowReader {
        RowReader::new(&self.call, ty)
    }

    /// The call, which is refused where a parameter is missing.
    fn complete(self) -> Call {
        let missing = self.missing();
        missing.into_iter().fold(self.call, Call::without)
    }
}

fn named(operation: &'static Operation, name: &str) -> Result<&'static Param, InvalidArgument> {
    let param = operation.params.iter().find(|param| param.name == name);
    param.ok_or_else(|| InvalidArgument::unknown(operation, name))
}

/// The parameter of this name, and its values as a typed request sends them.
fn accepted<T: AsRef<str>>(
    operation: &'static Operation,
    name: &str,
    values: &[T],
) -> Result<(&'static Param, Vec<String>), InvalidArgument> {
    let param = named(operation, name)?;
    if values.len() != 1 && !param.form.is_list() {
        return Err(InvalidArgument::Several { name: param.name });
    }
    let values = values.iter().map(|value| canonical(param.name, param.form, value.as_ref()));
    Ok((param, values.collect::<Result<_, _>>()?))
}

impl fmt::Debug for DynamicRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("DynamicRequest").field(&self.call).finish()
    }
}
