//! How a client is made, and what its clones share.

mod api_key;
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
mod tls;
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
pub use crate::policy::budget::Budget;
pub use crate::policy::retry::RetryPolicy;
