//! The client of any service, which every generated client contains.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::header::{HeaderName, HeaderValue};

use super::auth::Auth;
use super::drift_log::DriftLog;
use super::mode::{Async, Mode};
use super::observe::Observer;
use super::server::Servers;
use super::usage::{Counters, Usage};
#[cfg(feature = "cache")]
use crate::cache::Store;
use crate::error::{Error, ErrorKind, Result};
use crate::lenient::DecodeOptions;
use crate::policy::budget::Budget;
use crate::policy::gate::Gate;
use crate::policy::rate_limit::{self, RateLimiter};
use crate::policy::retry::RetryPolicy;
use crate::redact::Secrets;
use crate::service::{Operation, Service};

/// The client of any service: its secrets, its servers, and the connections to them.
///
/// Every generated `Client` contains one, and lends it to its requests. Cheap to clone: clones share the connections, the
/// rate limit, the usage and the budget.
#[derive(Clone)]
pub struct RuntimeClient<M: Mode = Async> {
    shared: Arc<Shared>,
    budget: Option<Budget>,
    /// In place of the rate limit.
    gate: Option<Arc<dyn Gate>>,
    driver: M::Driver,
}

/// A generated client: the type that a [`ClientBuilder`](super::ClientBuilder) builds. Generated code implements it.
pub trait ServiceClient: AsRef<RuntimeClient<<Self as ServiceClient>::Mode>> {
    /// How its requests are sent.
    type Mode: Mode;

    /// The client of the same service whose requests are awaited.
    type Async: ServiceClient<Mode = Async>;

    /// The facts of its service.
    const SERVICE: &'static Service;

    /// The facts of its endpoints, in the order of the spec.
    const OPERATIONS: &'static [&'static Operation];

    #[doc(hidden)]
    fn from_runtime(client: RuntimeClient<Self::Mode>) -> Self;
}

pub(crate) struct Shared {
    pub(crate) http: reqwest::Client,
    pub(crate) service: &'static Service,
    pub(crate) servers: Arc<Servers>,
    pub(crate) auth: Auth,
    /// Those that every request has, without the secrets.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) max_body_bytes: u64,
    pub(crate) rate_limiter: RateLimiter,
    /// Whether the program has set the rate.
    pub(crate) has_own_rate: AtomicBool,
    /// How often the service was asked for the rate of the account.
    pub(crate) rate_attempts: tokio::sync::Mutex<u32>,
    /// For one attempt, from its first request to its last byte. `http` has it, too.
    pub(crate) timeout: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) counters: Counters,
    pub(crate) observer: Option<Observer>,
    pub(crate) decode: DecodeOptions,
    pub(crate) drift_log: DriftLog,
    #[cfg(feature = "cache")]
    pub(crate) cache: Option<Store>,
}

impl Shared {
    /// What must be removed from texts that would show it.
    pub(crate) fn secrets(&self) -> &Secrets {
        self.auth.secrets()
    }

    /// Whether the service may be asked for the rate of the account: not where the program has set one.
    pub(crate) fn may_learn_rate(&self) -> bool {
        !self.has_own_rate.load(Ordering::Relaxed)
    }
}

impl RuntimeClient {
    pub(crate) fn new(shared: Shared, budget: Option<Budget>, gate: Option<Arc<dyn Gate>>) -> Self {
        Self { shared: Arc::new(shared), budget, gate, driver: () }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }

    /// The client in the mode of what drives its requests.
    pub(super) fn driven<M: Mode>(self, driver: M::Driver) -> RuntimeClient<M> {
        RuntimeClient { shared: self.shared, budget: self.budget, gate: self.gate, driver }
    }
}

impl<M: Mode> RuntimeClient<M> {
    /// The client without its mode, and what drives its requests.
    pub(crate) fn into_parts(self) -> (RuntimeClient, M::Driver) {
        (RuntimeClient { shared: self.shared, budget: self.budget, gate: self.gate, driver: () }, self.driver)
    }

    /// Returns the facts of the service: its servers, its rate limit, its errors.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.shared.service
    }

    /// Returns the base URL of its server, without a slash at the end. Endpoints with a server of their own have another.
    #[must_use]
    pub fn server(&self) -> &str {
        self.shared.servers.main().as_str().trim_end_matches('/')
    }

    /// Returns what this client and its clones have sent and spent so far.
    #[must_use]
    pub fn usage(&self) -> Usage {
        self.shared.counters.usage()
    }

    /// Returns the budget of this client and its clones, if it has one.
    #[must_use]
    pub fn budget(&self) -> Option<&Budget> {
        self.budget.as_ref()
    }

    /// Returns a client with this budget instead of the one of `self`. It shares the connections, the rate limit and the
    /// usage with `self`.
    #[must_use]
    pub fn with_budget(&self, budget: Budget) -> Self {
        Self { budget: Some(budget), ..self.clone() }
    }

    /// Returns a client whose requests this gate admits, instead of the one of `self` or the rate limit. It shares the connections, the
    /// usage and the budget with `self`.
    #[must_use]
    pub fn with_gate(&self, gate: Arc<dyn Gate>) -> Self {
        Self { gate: Some(gate), ..self.clone() }
    }

    /// The gate that admits its requests, if it has one.
    pub(crate) fn gate(&self) -> Option<&dyn Gate> {
        self.gate.as_deref()
    }

    /// Changes the rate limit of this client and its clones, in requests per second. Requests that a gate admits have no other limit.
    ///
    /// # Errors
    /// Where the number is not a rate: below one request a day, or above 1,000,000 per second.
    pub fn set_requests_per_second(&self, rate: f64) -> Result<()> {
        let interval = checked_interval(rate)?;
        self.shared.has_own_rate.store(true, Ordering::Relaxed);
        self.shared.rate_limiter.set(Some(interval));
        Ok(())
    }
}

/// The time between two requests at a rate per second, or the error of a number that is not a rate.
pub(super) fn checked_interval(rate: f64) -> Result<Duration> {
    rate_limit::interval(rate).ok_or_else(|| {
        let message = format!(
            "{rate} is not a rate in requests per second: it must be positive, at least one a day and at most 1,000,000"
        );
        Error::new(ErrorKind::Config, message)
    })
}

impl<M: Mode> fmt::Debug for RuntimeClient<M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("service", &self.shared.service.name)
            .field("server", &self.shared.servers.main().as_str())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::Call;
    use crate::sample::{ITEM, builder};

    #[test]
    fn a_client_can_be_sent_anywhere() {
        fn check<T: Send + Sync + Clone + 'static>() {}
        check::<RuntimeClient>();
    }

    #[test]
    fn debug_does_not_show_the_key() {
        let client = builder().key("very-secret").build().expect("a key");
        let call = Call::new(client.as_ref(), &ITEM).with("id", 1);
        assert!(!format!("{client:?} {call:?}").contains("secret"));
    }

    #[test]
    fn a_view_with_another_budget_shares_the_rest() {
        let client = builder().budget(Budget::units(7)).build().expect("a client");
        let client: &RuntimeClient = client.as_ref();
        let view = client.with_budget(Budget::units(3));
        let remaining = |client: &RuntimeClient| client.budget().map(Budget::remaining);
        assert_eq!((remaining(client), remaining(&view)), (Some(7), Some(3)));
        assert!(Arc::ptr_eq(&client.shared, &view.shared));
    }

    #[test]
    fn the_server_of_a_client_has_no_slash_at_the_end() {
        let client = builder().server("http://127.0.0.1:9/v1/").build().expect("a client");
        assert_eq!(client.as_ref().server(), "http://127.0.0.1:9/v1");
    }

    #[test]
    fn a_rate_that_is_none_is_refused() {
        let client = builder().build().expect("a client");
        let client: &RuntimeClient = client.as_ref();
        assert!(client.set_requests_per_second(0.5).is_ok());
        let error = client.set_requests_per_second(0.0).expect_err("no rate");
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}
