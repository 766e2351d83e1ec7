//! Everything that generated code names. It changes with the generator: do not use it in other code.
//!
//! Generated modules begin with a glob import of this one and take nothing from the prelude, so that they mean the same
//! wherever a macro or a command puts them.

mod client;
mod described;
mod request;
mod rows;
mod sampled;
mod tables;

pub use client::{NewGroup, new_group};

pub use crate::samples::{self, Sample, SampleResponse, Sampled};
pub use crate::schema::*;
pub use crate::service;
pub use crate::service::template::first_param;

#[cfg(feature = "rows")]
pub use self::rows::columns;
#[cfg(feature = "samples")]
pub use crate::__sample_json as sample_json;
#[cfg(feature = "blocking")]
pub use crate::client::Blocking;
pub use crate::client::{ApiKey, Async, Budget, ClientBuilder, Gate, Mode, RuntimeClient, ServiceClient, Usage};
pub use crate::error::Result;
pub use crate::pages::{Items, Pages};
pub use crate::raw::RawResponse;
pub use crate::request::{
    Binary, Call, Endpoint, PageParts, Paged, Part, Request, Response, Sending, cursor_of, identity,
};
pub use crate::service::{
    Answers, BodyFormat, BodyRule, Caching, CodeRule, Cost, CostHeader, Credential, End, ErrorRules, FieldValue,
    Limits, Means, Method, Operation, Paging, Param, ParamForm, Place, RateHeaders, Retry, Returned, Service,
    StatusRule, TextRule, UnitsMore, UnitsWhen, Verdict, ViolationRule, Way,
};
pub use crate::{
    __blocking_client as blocking_client, __blocking_pages as blocking_pages, __blocking_request as blocking_request,
    __client as client, __client_type as client_type, __codes as codes, __described as described,
    __endpoints as endpoints, __idempotent as idempotent, __new_client as new_client, __pages as pages,
    __request as request, __responses as responses, __rows as rows, __sampled as sampled, __samples as samples,
    __statuses as statuses, __texts as texts,
};
#[cfg(feature = "rows")]
pub use crate::{__cell as cell, __union_cell as union_cell};

pub use std::future::IntoFuture;
pub use std::sync::Arc;
pub use std::time::Duration;
pub use std::{env, include_bytes};

use crate::error::classify::classify;
use crate::lenient::{DecodeOptions, Lenient};
use crate::redact::Secrets;
use crate::request::read as read_response;

/// Decodes a body strictly, for tests and benchmarks.
///
/// # Errors
/// Where the body does not match the type, in the words of [`Error`](crate::error::Error).
pub fn decode<E: Endpoint>(body: &[u8]) -> StdResult<E::Output, String> {
    read::<E>(body, DecodeOptions { is_strict: true, ..DecodeOptions::default() }).map(|decoded| decoded.value)
}

/// Decodes a body leniently, for tests and benchmarks.
///
/// # Errors
/// Where nothing can be kept.
pub fn decode_leniently<E: Endpoint>(body: &[u8]) -> StdResult<Lenient<E::Output>, String> {
    read::<E>(body, DecodeOptions::default())
}

fn read<E: Endpoint>(body: &[u8], options: DecodeOptions) -> StdResult<Lenient<E::Output>, String> {
    let response = RawResponse::synthetic(200, body);
    let decoded = read_response(E::OPERATION.returns, &response, options);
    decoded.map_err(|failure| failure.describe(body, &Secrets::NONE).to_string())
}

/// What a response means and whether it is billed, by the tables of its service: for test servers.
#[must_use]
pub fn verdict(rules: &ErrorRules, status: u16, body: &[u8]) -> Verdict {
    classify(rules, None, status, body, &Secrets::NONE).verdict
}
