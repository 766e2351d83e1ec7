//! What a client is built of.

use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "cache")]
use reqwest::Url;
use reqwest::header::{HeaderName, HeaderValue};

use super::api_key::ApiKey;
use super::auth::{Auth, Secret};
use super::connections::Connections;
use super::drift_log::DriftLog;
use super::network::Network;
use super::observe::Observer;
use super::proxy;
use super::runtime_client::{RuntimeClient, Shared, checked_interval};
use super::server::Servers;
use super::tls;
use super::usage::Counters;
#[cfg(feature = "cache")]
use crate::cache::{Cache, Scope, Store};
use crate::error::{Error, ErrorKind, Result};
use crate::headers::header;
use crate::lenient::DecodeOptions;
use crate::policy::budget::Budget;
use crate::policy::gate::Gate;
use crate::policy::rate_limit::RateLimiter;
use crate::policy::retry::RetryPolicy;
use crate::service::Service;

/// Every setting of a client.
pub(super) struct Settings {
    pub(super) service: &'static Service,
    /// In the order of the spec.
    pub(super) keys: Vec<ApiKey>,
    pub(super) key_from_env: bool,
    pub(super) server: Option<String>,
    pub(super) timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) proxy: Option<String>,
    pub(super) user_agent: Option<String>,
    pub(super) max_body_bytes: u64,
    pub(super) requests_per_second: Option<f64>,
    pub(super) has_own_rate: bool,
    pub(super) retry: RetryPolicy,
    pub(super) budget: Option<Budget>,
    pub(super) gate: Option<Arc<dyn Gate>>,
    pub(super) observer: Option<Observer>,
    pub(super) decode: DecodeOptions,
    pub(super) network: Network,
    #[cfg(feature = "cache")]
    pub(super) cache: Option<Cache>,
}

impl Settings {
    pub(super) fn new(service: &'static Service) -> Self {
        Self {
            service,
            keys: Vec::new(),
            key_from_env: false,
            server: None,
            timeout: service.limits.timeout,
            connect_timeout: service.limits.connect,
            proxy: None,
            user_agent: None,
            max_body_bytes: service.limits.body_bytes,
            requests_per_second: service.requests_per_second.map(f64::from),
            has_own_rate: false,
            retry: RetryPolicy::default(),
            budget: None,
            gate: None,
            observer: None,
            decode: DecodeOptions::default(),
            network: Network::default(),
            #[cfg(feature = "cache")]
            cache: None,
        }
    }

    pub(super) fn build(self) -> Result<RuntimeClient> {
        let auth = Auth::new(self.service.auth, &self.secrets()?)?;
        let servers = Servers::new(self.service, self.server.as_deref())?;
        // A redirect must not lead there, either.
        let servers = Arc::new(if self.proxy.is_some() { servers.without_plain() } else { servers });
        if servers.all().any(|server| server.scheme() == "https") && !tls::IS_BUILT {
            let message = "this build has no TLS: an https server needs the feature `rustls` of the client's crate, or of `hikerapi-runtime`";
            return Err(config(message.to_owned()));
        }
        if servers.all().any(|server| server.scheme() == "http") && self.proxy.is_some() {
            return Err(config("a proxy would carry the key in plain http: use it with an https server".to_owned()));
        }
        if self.gate.is_some() && self.has_own_rate {
            let message = "a client with a gate has no rate limit of its own: set the rate of the gate";
            return Err(config(message.to_owned()));
        }
        let interval = self.requests_per_second.map(checked_interval).transpose()?;
        #[cfg(feature = "cache")]
        let cache = self.store(servers.main(), &auth.bytes());
        let shared = Shared {
            http: self.http(&servers)?,
            service: self.service,
            servers,
            headers: self.headers(&auth)?,
            auth,
            max_body_bytes: self.max_body_bytes,
            timeout: self.timeout,
            rate_limiter: RateLimiter::new(interval),
            has_own_rate: self.has_own_rate.into(),
            rate_attempts: tokio::sync::Mutex::default(),
            retry: self.retry,
            counters: Counters::default(),
            observer: self.observer,
            decode: self.decode,
            drift_log: DriftLog::default(),
            #[cfg(feature = "cache")]
            cache,
        };
        Ok(RuntimeClient::new(shared, self.budget, self.gate))
    }

    /// The part of the cache for this server and these secrets.
    #[cfg(feature = "cache")]
    fn store(&self, server: &Url, key: &[u8]) -> Option<Store> {
        let scope =
            Scope { service: self.service.name, server: server.as_str(), key, max_body_bytes: self.max_body_bytes };
        self.cache.clone().map(|cache| Store::new(cache, &scope))
    }

    /// The headers that every request has, without the secrets.
    fn headers(&self, auth: &Auth) -> Result<Vec<(HeaderName, HeaderValue)>> {
        let header = |(name, value): &(&str, &str)| {
            let made = header(name, value).filter(|(known, _)| !auth.has(known));
            made.ok_or_else(|| {
                config(format!("`{name}` of the spec is no header, or that of the key, or its value cannot be sent"))
            })
        };
        self.service.headers.iter().map(header).collect()
    }

    /// The secrets that are set, or else those of the environment: as many as the service needs.
    fn secrets(&self) -> Result<Vec<Secret>> {
        let variables: Vec<_> = self.service.auth.iter().flat_map(|credential| credential.env).copied().collect();
        if self.keys.is_empty() && self.key_from_env {
            return variables.into_iter().map(of_env).collect();
        }
        if self.keys.len() != variables.len() {
            return Err(config(wrong_number(&variables, self.keys.len())));
        }
        let source = |number: usize| match variables.len() {
            1 => "the key".to_owned(),
            _ => format!("key {number}"),
        };
        let keys = self.keys.iter().enumerate();
        Ok(keys.map(|(index, key)| Secret { key: key.clone(), source: source(index + 1) }).collect())
    }

    fn http(&self, servers: &Arc<Servers>) -> Result<reqwest::Client> {
        if self.user_agent.as_deref().is_some_and(|name| name.trim().is_empty()) {
            return Err(config("the user agent is empty: services refuse such requests".to_owned()));
        }
        let mut http = reqwest::Client::builder()
            // Redirects are followed by our own rules: the library would send the key's header to any host that a response
            // names, put the whole URL into `Referer`, and send again what is billed, all unseen.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .no_proxy()
            .connector_layer(Connections)
            .timeout(self.timeout)
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(self.service.limits.idle)
            .user_agent(self.user_agent.as_deref().unwrap_or(self.service.user_agent));
        if let Some(proxy) = &self.proxy {
            http = http.proxy(proxy::checked(proxy)?);
        }
        let http = self.network.apply(http, servers)?;
        http.build().map_err(|error| unbuilt(&error.without_url()))
    }
}

fn of_env(variable: &str) -> Result<Secret> {
    match std::env::var(variable) {
        Ok(key) => Ok(Secret { key: key.into(), source: format!("the key in {variable}") }),
        Err(std::env::VarError::NotPresent) => {
            Err(config(format!("{variable} is not set: `export {variable}=<your key>`, or call `.key(..)`")))
        }
        Err(std::env::VarError::NotUnicode(_)) => Err(config(format!("{variable} is not UTF-8 text"))),
    }
}

/// What is wrong where other than these secrets are set.
fn wrong_number(variables: &[&str], set: usize) -> String {
    let names = variables.join(" and ");
    match (variables.len(), set) {
        (0, _) => "a key is set, and the service needs none".to_owned(),
        (1, 0) => format!("no key is set: call `.key(..)`, or use `from_env` with {names}"),
        (1, _) => format!("{set} keys are set, and the service needs one: that of {names}"),
        (needed, 0) => format!("no keys are set: call `.keys(..)` with {needed}, or use `from_env` with {names}"),
        (needed, _) => format!("{set} of {needed} keys are set: call `.keys(..)` with those of {names}, in this order"),
    }
}

/// The error of an HTTP client that cannot be built. The library says "builder error", and its causes what is wrong.
fn unbuilt(error: &reqwest::Error) -> Error {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    config(format!("the HTTP client cannot be built: {cause}"))
}

fn config(message: String) -> Error {
    Error::new(ErrorKind::Config, message)
}
