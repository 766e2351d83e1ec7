//! The client: what every request is made from.

use std::fmt;
use std::sync::Arc;

use reqwest::Url;
use reqwest::header::HeaderValue;

use crate::budget::Budget;
use crate::builder::ClientBuilder;
use crate::decode::Leniency;
use crate::error::Result;
use crate::key::Key;
use crate::observe::Observer;
use crate::pace::Pace;
use crate::retry::RetryPolicy;
use crate::service::Service;
use crate::usage::{Counters, Usage};

/// The way to the service: a key, a server, and the connections to it.
///
/// Cheap to clone; clones share connections. Groups of endpoints hang on it:
/// [`user()`](Client::user), [`system()`](Client::system).
///
/// ```no_run
/// # async fn run() -> hikerapi::Result<()> {
/// let hiker = hikerapi::Client::from_env()?;
/// let balance = hiker.system().balance().await?;
/// println!("{} requests left", balance.requests);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) service: &'static Service,
    pub(crate) server: Url,
    /// Marked as sensitive, so that no `Debug` of the HTTP library prints it.
    pub(crate) key: HeaderValue,
    pub(crate) max_body_bytes: u64,
    pub(crate) pace: Pace,
    pub(crate) retry: RetryPolicy,
    pub(crate) budget: Option<Budget>,
    pub(crate) counters: Counters,
    pub(crate) observer: Option<Observer>,
    pub(crate) leniency: Leniency,
}

impl Inner {
    /// The key, to be taken out of texts that would show it.
    pub(crate) fn key_text(&self) -> &str {
        self.key.to_str().unwrap_or_default()
    }
}

impl Client {
    /// A client with the key from the environment, `HIKERAPI_TOKEN`.
    ///
    /// # Errors
    /// Where the variable is not set or its value cannot be a key. Nothing is sent.
    pub fn from_env() -> Result<Self> {
        Self::builder().key_from_env().build()
    }

    /// A client with this key and the defaults of the service.
    ///
    /// # Errors
    /// Where the text cannot be a key. Nothing is sent.
    pub fn new(key: impl Into<Key>) -> Result<Self> {
        Self::builder().key(key).build()
    }

    /// All that can be set.
    pub fn builder() -> ClientBuilder {
        Self::builder_for(&crate::generated::SERVICE)
    }

    /// The same for another service, whose client was generated from its own spec.
    pub fn builder_for(service: &'static Service) -> ClientBuilder {
        ClientBuilder::new(service)
    }

    /// The facts of the service that this client talks to: its pace, its servers, its errors.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.inner.service
    }

    /// What this client and its clones have asked for and spent so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.inner.counters.usage()
    }

    /// The budget that this client and its clones share, if one was set.
    #[must_use]
    pub fn budget(&self) -> Option<&Budget> {
        self.inner.budget.as_ref()
    }

    /// From now on so many requests a second, for all clones: such as the account's own rate, of
    /// which the service may tell.
    ///
    /// ```no_run
    /// # async fn run(hiker: hikerapi::Client) -> hikerapi::Result<()> {
    /// if let Some(rate) = hiker.system().balance().await?.rate {
    ///     hiker.set_requests_per_second(u32::try_from(rate).unwrap_or(1));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn set_requests_per_second(&self, count: u32) {
        self.inner.pace.set(Some(count));
    }

    pub(crate) fn from_inner(inner: Inner) -> Self {
        Self { inner: Arc::new(inner) }
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("service", &self.inner.service.name)
            .field("server", &self.inner.server.as_str())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_can_go_anywhere() {
        fn check<T: Send + Sync + Clone + 'static>() {}
        check::<Client>();
    }

    #[test]
    fn debug_does_not_show_the_key() {
        let client = Client::new("very-secret").expect("a key");
        assert!(!format!("{client:?} {:?}", client.user().by_id(1)).contains("secret"));
    }
}
