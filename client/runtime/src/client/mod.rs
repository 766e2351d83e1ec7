//! How a client is made, and what its clones share.
//!
//! # Traces
//!
//! Every call is a span of [`tracing`](https://docs.rs/tracing) at the level INFO, and so is every page of a list: from the
//! cache or the wait for a permit to the decoded response. Its attempts are events in it, at the level DEBUG. Any subscriber shows
//! them, such as `tracing_subscriber::fmt()`; without one they cost next to nothing. The names are those of OpenTelemetry for
//! HTTP clients, so that the layer of `tracing-opentelemetry` exports each call as a client span.
//!
//! | field | value |
//! |---|---|
//! | `otel.name`, `otel.kind` | `GET /v1/orders/{id}`, `client` |
//! | `otel.status_code` | `ERROR` where the call failed |
//! | `http.request.method` | the method, such as `GET` |
//! | `http.request.resend_count` | the number of retries, if there were any |
//! | `http.response.status_code` | the status, if a response arrived |
//! | `server.address`, `server.port` | the server of the endpoint |
//! | `url.template` | the path of the endpoint, without the values of parameters |
//! | `error.type` | the status that is an error, or the [kind](crate::error::ErrorKind) of the error, such as `Timeout` |
//! | `units` | the units billed, if that is known |
//! | `cached` | whether the response is from the cache |
//!
//! Neither the key nor a query nor a header nor a body is in spans or events. There is no `url.full`.
//!
//! # Metrics
//!
//! The [observer](ClientBuilder::observe) of a client gets every attempt, with what a metric needs:
//!
//! ```no_run
//! use std::collections::BTreeMap;
//! use std::sync::{Arc, Mutex, PoisonError};
//! use std::time::Duration;
//!
//! #[derive(Debug, Default)]
//! struct Metrics { attempts: u64, cached: u64, errors: u64, units: u64, time: Duration }
//!
//! # fn main() -> shop::Result<()> {
//! let metrics = Arc::<Mutex<BTreeMap<&str, Metrics>>>::default();
//! let observed = Arc::clone(&metrics);
//! let client = shop::Client::builder().key_from_env().observe(move |attempt| {
//!     let mut metrics = observed.lock().unwrap_or_else(PoisonError::into_inner);
//!     let endpoint = metrics.entry(attempt.endpoint).or_default();
//!     endpoint.attempts += 1;
//!     endpoint.cached += u64::from(attempt.is_cached);
//!     endpoint.errors += u64::from(attempt.error.is_some());
//!     endpoint.units += attempt.units.unwrap_or_default();
//!     endpoint.time += attempt.elapsed;
//! }).build()?;
//! # Ok(())
//! # }
//! ```

mod api_key;
mod auth;
#[cfg(feature = "blocking")]
mod blocking;
mod builder;
mod connecting;
mod connections;
mod dns;
mod drift_log;
mod mode;
mod network;
mod observe;
mod proxy;
mod runtime_client;
mod server;
mod settings;
pub(crate) mod tls;
mod usage;

pub use api_key::ApiKey;
#[cfg(feature = "blocking")]
pub use blocking::Blocking;
#[cfg(feature = "blocking")]
pub(crate) use blocking::wait;
pub use builder::ClientBuilder;
pub(crate) use connections::Progress;
pub use mode::{Async, Mode};
pub use observe::Attempt;
pub(crate) use observe::report;
pub(crate) use runtime_client::Shared;
pub use runtime_client::{RuntimeClient, ServiceClient};
pub use usage::Usage;

#[cfg(feature = "cache")]
#[cfg_attr(docsrs, doc(cfg(feature = "cache")))]
pub use crate::cache::Cache;
pub use crate::policy::budget::{Budget, Ledger, Settle};
pub use crate::policy::gate::{Admission, Gate};
pub use crate::policy::retry::RetryPolicy;
