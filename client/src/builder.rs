//! Setting up a client.

use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderValue;

use crate::budget::Budget;
use crate::client::{Client, Inner};
use crate::decode::Leniency;
use crate::error::{Error, ErrorKind, Result};
use crate::key::Key;
use crate::observe::{Attempt, Observer};
use crate::pace::Pace;
use crate::retry::RetryPolicy;
use crate::server;
use crate::service::Service;
use crate::tls;
use crate::usage::Counters;

/// What a client is made of; get one from [`Client::builder`].
///
/// ```
/// use std::time::Duration;
///
/// # fn main() -> hikerapi::Result<()> {
/// let hiker = hikerapi::Client::builder()
///     .key("your-key")
///     .server("https://api.instagrapi.com")
///     .timeout(Duration::from_secs(30))
///     .build()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    service: &'static Service,
    key: Option<Key>,
    key_from_env: bool,
    server: Option<String>,
    timeout: Duration,
    connect_timeout: Duration,
    proxy: Option<String>,
    user_agent: Option<String>,
    max_body_bytes: u64,
    requests_per_second: Option<u32>,
    retry: RetryPolicy,
    budget: Option<Budget>,
    observer: Option<Observer>,
    leniency: Leniency,
}

impl ClientBuilder {
    pub(crate) fn new(service: &'static Service) -> Self {
        Self {
            service,
            key: None,
            key_from_env: false,
            server: None,
            timeout: service.limits.timeout,
            connect_timeout: service.limits.connect,
            proxy: None,
            user_agent: None,
            max_body_bytes: service.limits.body_bytes,
            requests_per_second: Some(service.requests_per_second),
            retry: RetryPolicy::default(),
            budget: None,
            observer: None,
            leniency: Leniency::default(),
        }
    }

    /// The key that pays.
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Takes the key from the service's environment variable when the client is built.
    pub fn key_from_env(mut self) -> Self {
        self.key_from_env = true;
        self
    }

    /// Another server than the service's first, such as a test server on this machine.
    ///
    /// It must be https; plain http is taken for loopback addresses alone.
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.server = Some(url.into());
        self
    }

    /// How long one request may take, from start to last byte.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long a connection may take to stand.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// A proxy for all requests, such as `http://localhost:8080`. Without this none is used, not
    /// even one that the environment names.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// How the program names itself to the service. The default names this crate and its version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// The largest body that is read, counted after decompression.
    pub fn max_body_bytes(mut self, bytes: u64) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// How many requests may go out in a second, from all clones together. The default is what
    /// the service allows to every paid account.
    pub fn requests_per_second(mut self, count: u32) -> Self {
        self.requests_per_second = Some(count);
        self
    }

    /// No pace at all: for a server of one's own.
    pub fn unlimited_pace(mut self) -> Self {
        self.requests_per_second = None;
        self
    }

    /// How often a request is tried again, and how long after.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// What this client and its clones may spend. The request that would pass it is not sent.
    pub fn budget(mut self, budget: Budget) -> Self {
        self.budget = Some(budget);
        self
    }

    /// Tells of every try as it ends. It is called in the middle of requests: it must be quick.
    pub fn observe(mut self, observer: impl Fn(&Attempt) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Refuses a reply that is not of the declared shape to the last field, instead of keeping
    /// what fits and telling the rest as [`Drift`](crate::Drift).
    pub fn strict(mut self) -> Self {
        self.leniency.is_strict = true;
        self
    }

    /// Tells fields that no type has as [`Drift`](crate::Drift), too. Every reply is decoded a
    /// second time for it.
    pub fn report_unknown_fields(mut self) -> Self {
        self.leniency.tells_unknown_fields = true;
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    /// Where the key is missing or cannot be one, and where server, proxy or user agent cannot be
    /// what they are set to. No error shows the key.
    pub fn build(self) -> Result<Client> {
        let key = self.header()?;
        let default = self.service.servers.first().copied().unwrap_or_default();
        let server = server::checked(self.server.as_deref().unwrap_or(default))?;
        if server.scheme() == "https" && !tls::IS_BUILT {
            let message = "this build has no TLS: an https server needs the feature `rustls` or `rustls-ring`";
            return Err(config(message.to_owned()));
        }
        if server.scheme() == "http" && self.proxy.is_some() {
            return Err(config("a proxy would carry the key in plain http: use it with an https server".to_owned()));
        }
        Ok(Client::from_inner(Inner {
            http: self.http()?,
            service: self.service,
            server,
            key,
            max_body_bytes: self.max_body_bytes,
            pace: Pace::new(self.requests_per_second),
            retry: self.retry,
            budget: self.budget,
            counters: Counters::default(),
            observer: self.observer,
            leniency: self.leniency,
        }))
    }

    fn header(&self) -> Result<HeaderValue> {
        let variable = self.service.key_env;
        if let Some(key) = &self.key {
            return key.header();
        }
        if !self.key_from_env {
            return Err(config(format!("no key is set: call `.key(..)`, or use `from_env` with {variable}")));
        }
        match std::env::var(variable) {
            Ok(key) => Key::from(key).header(),
            Err(std::env::VarError::NotPresent) => {
                Err(config(format!("{variable} is not set: `export {variable}=<your key>`, or call `.key(..)`")))
            }
            Err(std::env::VarError::NotUnicode(_)) => Err(config(format!("{variable} is not text"))),
        }
    }

    fn http(&self) -> Result<reqwest::Client> {
        if self.user_agent.as_deref().is_some_and(|name| name.trim().is_empty()) {
            return Err(config("the user agent is empty: services refuse such requests".to_owned()));
        }
        tls::prepare();
        let default = concat!(env!("CARGO_PKG_NAME"), "-rust/", env!("CARGO_PKG_VERSION"));
        let mut http = reqwest::Client::builder()
            // Redirects are followed by our own rules: the library would carry the key's header to any host that a reply names, put the
            // whole address into `Referer`, and send again what is paid for, all unseen.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .no_proxy()
            .timeout(self.timeout)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.service.limits.idle)
            .user_agent(self.user_agent.as_deref().unwrap_or(default));
        if let Some(proxy) = &self.proxy {
            let proxy = reqwest::Proxy::all(proxy).map_err(|_| config("the proxy is not a URL".to_owned()))?;
            http = http.proxy(proxy);
        }
        http.build().map_err(|error| Error::new(ErrorKind::Config, error.without_url().to_string()))
    }
}

fn config(message: String) -> Error {
    Error::new(ErrorKind::Config, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_without_a_key_says_how_to_set_one() {
        let error = Client::builder().build().expect_err("no key");
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("HIKERAPI_TOKEN"), "{error}");
    }

    #[test]
    fn what_cannot_be_set_is_told() {
        let proxy = Client::builder().key("k").proxy("::").build().expect_err("no proxy");
        assert!(proxy.to_string().contains("proxy"), "{proxy}");
        let plain = Client::builder().key("k").server("http://localhost:1").proxy("http://localhost:2").build();
        assert!(plain.expect_err("a key in the open").to_string().contains("plain http"));
        assert!(Client::builder().key("k").user_agent(" ").build().is_err());
        let agent = Client::builder().key("k").user_agent("a\nb").build().expect_err("no agent");
        assert_eq!(agent.kind(), ErrorKind::Config);
    }
}
