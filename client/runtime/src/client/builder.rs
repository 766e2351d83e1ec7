//! The builder of a client.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::api_key::ApiKey;
use super::mode::Mode;
use super::observe::Attempt;
use super::runtime_client::ServiceClient;
use super::settings::Settings;
#[cfg(feature = "cache")]
use crate::cache::Cache;
use crate::error::Result;
use crate::policy::budget::Budget;
use crate::policy::gate::Gate;
use crate::policy::retry::RetryPolicy;

/// The settings of a client. Get one from `Client::builder`.
///
/// Each method states its default. Those that differ from service to service are in the docs of the service's `Client`, and in
/// its `service::SERVICE`.
///
/// ```no_run
/// use std::time::Duration;
///
/// # fn main() -> shop::Result<()> {
/// let client = shop::Client::builder()
///     .key("your-key")
///     .timeout(Duration::from_secs(30))
///     .requests_per_second(0.5)
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    pub(super) settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: ServiceClient> ClientBuilder<C> {
    #[doc(hidden)]
    #[allow(clippy::new_without_default, reason = "`Client::builder` is the one way to get a builder")]
    pub fn new() -> Self {
        Self { settings: Settings::new(C::SERVICE), client: PhantomData }
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    /// Where the key is missing or invalid, or where the server, the proxy, the user agent, the rate, a certificate or an address
    /// is invalid. No error shows the key.
    pub fn build(self) -> Result<C> {
        let runtime = self.settings.build()?;
        Ok(C::from_runtime(runtime.driven(C::Mode::start()?)))
    }
}

impl<C> ClientBuilder<C> {
    /// Sets the API key of a service that needs one. There is no default: without a key, [`build`](Self::build) fails. It takes
    /// precedence over [`key_from_env`](Self::key_from_env).
    pub fn key(self, key: impl Into<ApiKey>) -> Self {
        self.keys([key])
    }

    /// Sets the secrets of a service that needs several, in the order of its docs. Otherwise it is as [`key`](Self::key).
    pub fn keys(mut self, keys: impl IntoIterator<Item = impl Into<ApiKey>>) -> Self {
        self.settings.keys = keys.into_iter().map(Into::into).collect();
        self
    }

    /// Reads the API key, or each of the secrets, from the service's environment variables when the client is built. By default
    /// they are not read.
    pub fn key_from_env(mut self) -> Self {
        self.settings.key_from_env = true;
        self
    }

    /// Sets another server, such as a test server on localhost. All requests are sent there, also those to endpoints with a
    /// server of their own. The default is the service's first one.
    ///
    /// It must be https. Plain http is accepted for loopback addresses only.
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.settings.server = Some(url.into());
        self
    }

    /// Sets the timeout of one attempt, from its start to its last byte, with the redirects that are followed. Waiting for a
    /// permit of the rate limit does not count. The default is that of the spec,
    /// `SERVICE.limits.timeout`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets the timeout of a new connection. The default is that of the spec, `SERVICE.limits.connect`.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Sends all requests through a proxy, such as `http://localhost:8080`. The schemes are `http` and `https`, and `socks4`,
    /// `socks4a`, `socks5` and `socks5h` with the feature `socks`. No request is ever sent past the proxy. By default there
    /// is none: proxies that the environment names are ignored.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.settings.proxy = Some(url.into());
        self
    }

    /// Sets the user agent. The default is the name and version of the client's crate, such as `shop-rust/1.2.3`.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.settings.user_agent = Some(name.into());
        self
    }

    /// Sets the largest body that is read, in bytes after decompression. The default is that of the spec,
    /// `SERVICE.limits.body_bytes`.
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.settings.max_body_bytes = bytes;
        self
    }

    /// Sets the rate limit in requests per second, for all clones together. It may be below 1: `0.5` is a request every two
    /// seconds. The default is that of the spec, `SERVICE.requests_per_second`.
    pub fn requests_per_second(mut self, rate: impl Into<f64>) -> Self {
        self.settings.requests_per_second = Some(rate.into());
        self.settings.has_own_rate = true;
        self
    }

    /// Removes the rate limit, for a server of your own. By default there is one.
    pub fn no_rate_limit(mut self) -> Self {
        self.settings.requests_per_second = None;
        self.settings.has_own_rate = true;
        self
    }

    /// Sets how often a request is retried, and after which pause. The default is three attempts within two minutes, after
    /// pauses of up to 1 and 2 seconds; see [`RetryPolicy`].
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Sets what this client and its clones may spend. A request that would exceed it is not sent. By default there is no
    /// budget.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.settings.budget = Some(budget);
        self
    }

    /// Sets what decides when requests are sent, in place of the rate limit: for clients that share a key, in many programs. See
    /// [`Gate`]. By default the client keeps to its own rate limit.
    pub fn gate(mut self, gate: impl Gate + 'static) -> Self {
        self.settings.gate = Some(Arc::new(gate));
        self
    }

    /// Calls a function with every attempt when it ends, or once its response is decoded. It runs in the middle of requests,
    /// also where one is dropped: it must be quick and must not panic. By default there is none. The docs of the
    /// [module](crate::client) have an example with metrics.
    pub fn observe(mut self, observer: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.settings.observer = Some(Arc::new(observer));
        self
    }

    /// Keeps responses in a folder, and takes them from there: what was requested before costs nothing. See [`Cache`] for what is
    /// kept, and for how long. By default nothing is kept.
    #[cfg(feature = "cache")]
    #[cfg_attr(docsrs, doc(cfg(feature = "cache")))]
    pub fn cache(mut self, cache: Cache) -> Self {
        self.settings.cache = Some(cache);
        self
    }

    /// Refuses a response that is not JSON to the last byte, or does not match its type to the last field. By default such a
    /// response is read leniently, as [`Drift`](crate::response::Drift) explains; what was dropped is counted in
    /// [`Usage`](super::Usage), and logged by `tracing` as a warning, once for each place of an endpoint's responses.
    pub fn strict(mut self) -> Self {
        self.settings.decode.is_strict = true;
        self
    }

    /// Reports unknown fields as [`Drift`](crate::response::Drift), too. Every response is then decoded twice. By default they
    /// are ignored.
    pub fn report_unknown_fields(mut self) -> Self {
        self.settings.decode.report_unknown_fields = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::sample::{SampleClient, builder};

    #[test]
    fn a_client_without_a_key_says_how_to_set_one() {
        let error = ClientBuilder::<SampleClient>::new().build().expect_err("no key");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("SAMPLE_KEY"), "{error}");
    }

    #[test]
    fn invalid_settings_are_reported() {
        let proxy = builder().proxy("::").build().expect_err("no proxy");
        assert!(proxy.to_string().contains("proxy"), "{proxy}");
        let plain = builder().proxy("http://localhost:2").build();
        assert!(plain.expect_err("a key in the open").to_string().contains("plain http"));
        assert!(builder().user_agent(" ").build().is_err());
        let agent = builder().user_agent("a\nb").build().expect_err("no agent");
        assert_eq!(agent.kind(), ErrorKind::Config);
        let gate = builder().requests_per_second(5).gate(crate::sample::SampleGate::default()).build();
        assert!(gate.expect_err("two limits").to_string().contains("gate"));
        assert!(builder().requests_per_second(0).build().expect_err("no rate").to_string().contains("rate"));
    }
}
