//! The runtime of generated API clients: a crate that knows no service.
//!
//! A client that the generator makes from a spec is types, signatures, and one call into this crate each. Everything that
//! happens at run time is here: JSON, requests, errors, the rate limit, budgets, retries and pages. You do not use this
//! crate directly: a client's crate re-exports it.
//!
//! The examples use `shop`, a client that is generated from a small spec for an imaginary shop.
//!
//! # Modules
//!
//! - [`client`]: the settings of a client, budgets, retries, usage.
//! - [`error`]: errors and their kinds.
//! - [`response`]: typed and raw responses, and drift from the spec.
//! - [`pages`]: lists, their items, many lists at once, checkpoints.
//! - [`values`]: the types of scalars: text, timestamps, URLs, JSON of unknown shape.
//! - [`service`]: what a spec states about a service and its endpoints.
//!
//! # Features
//!
//! - `rustls`: TLS with the roots of the platform and the cryptography of ring.
//! - `rustls-aws-lc`: the same with the cryptography of aws-lc, which is used where both are on.
//! - `rustls-no-provider`: the same with the cryptography that the program installs for the process.
//! - `http2`, `gzip`: HTTP/2, and compressed responses.
//! - `blocking`: clients whose requests block, for programs that are not async.
//! - `cache`: responses on disk, for `ClientBuilder::cache`.
//! - `rows`: values with one type for each column; see the module `rows`.
//! - `dynamic`: endpoints as data, and requests that are made at run time; see the module `dynamic`.
//! - `jiff`: conversions between [`Timestamp`](values::Timestamp) and jiff's type.

#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]

// From the top down: each module imports only from those below it. A test checks the order.
#[cfg(feature = "cache")]
mod cache;
mod checkpoint;
pub mod client;
#[cfg(feature = "dynamic")]
#[cfg_attr(docsrs, doc(cfg(feature = "dynamic")))]
pub mod dynamic;
pub mod error;
mod hash;
mod headers;
mod json;
mod lenient;
pub mod pages;
mod policy;
mod raw;
#[cfg(test)]
mod raw_server;
mod redact;
mod request;
#[cfg(feature = "rows")]
#[cfg_attr(docsrs, doc(cfg(feature = "rows")))]
pub mod rows;
#[doc(hidden)]
pub mod rt;
#[cfg(test)]
#[allow(unreachable_pub, reason = "the macros of generated code declare public items")]
mod sample;
#[doc(hidden)]
pub mod samples;
#[doc(hidden)]
pub mod schema;
pub mod service;
mod wire;

pub use error::{Error, Result};

/// The lists and the mode of blocking clients. The client itself is in the module `blocking` of its crate.
#[cfg(feature = "blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub mod blocking {
    pub use crate::client::Blocking;
    pub use crate::pages::blocking::{ConcurrentPages, Items, Pages};
}

/// Typed and raw responses, and drift from the spec.
pub mod response {
    pub use crate::headers::Headers;
    pub use crate::lenient::Drift;
    pub use crate::raw::RawResponse;
    pub use crate::request::{Response, Sending};
    #[doc(no_inline)]
    pub use bytes::Bytes;
}

/// The types of scalars, and how they are decoded.
pub mod values {
    pub use crate::json::{Decode, DecodeError, from_json};
    pub use crate::request::{Binary, Part};
    pub use crate::schema::{UnknownInteger, UnknownText};
    pub use crate::wire::{
        Cursor, Date, InvalidDate, InvalidId, InvalidTimestamp, Json, Number, Sparse, Text, Timestamp, Url,
    };
}
