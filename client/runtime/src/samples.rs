//! Samples for tests: responses and values as JSON, which generated code provides.

#[cfg(feature = "blocking")]
use crate::client::Blocking;
use crate::client::ServiceClient;
use crate::json::{Decode, from_json};
use crate::service::Operation;

/// A response of an endpoint, for tests: recorded, or made from the spec.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct SampleResponse {
    /// The endpoint.
    pub operation: &'static Operation,
    /// Returns the body.
    pub body: fn() -> String,
}

impl SampleResponse {
    /// Pairs an endpoint with a body.
    #[must_use]
    pub const fn new(operation: &'static Operation, body: fn() -> String) -> Self {
        Self { operation, body }
    }
}

/// A client with a response for each of its endpoints. Generated code implements it with the feature `samples`.
pub trait Sampled: ServiceClient {
    /// The responses, by group, in the order of the spec.
    const RESPONSES: &'static [&'static [SampleResponse]];
}

/// A blocking client has the responses of the async one.
#[cfg(feature = "blocking")]
impl<C: ServiceClient<Mode = Blocking, Async: Sampled>> Sampled for C {
    const RESPONSES: &'static [&'static [SampleResponse]] = <C::Async as Sampled>::RESPONSES;
}

/// A type of a spec with a value for tests. Generated code implements it with the feature `samples`.
pub trait Sample: Decode {
    /// Returns the value as JSON.
    #[must_use]
    fn json() -> String;

    /// Returns the value.
    ///
    /// # Panics
    /// Where the JSON does not decode. A client's tests check all of them.
    #[must_use]
    fn sample() -> Self {
        from_json(Self::json().as_bytes()).unwrap_or_else(|error| panic!("the sample does not match its type: {error}"))
    }
}
