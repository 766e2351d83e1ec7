//! The service: servers, key, rate limit, price and limits.

use super::errors::ErrorRules;

/// The service itself: servers, key, rate limit, price, and what its errors mean.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct Service {
    pub name: String,
    pub doc: String,
    /// The default first among those without a name.
    pub servers: Vec<Server>,
    /// The headers that carry secrets; none where the service needs no key.
    pub auth: Vec<Credential>,
    /// Where keys come from.
    pub key_doc: Option<String>,
    /// Headers of every request, by name and value.
    pub headers: Vec<(String, String)>,
    pub requests_per_second: Option<u32>,
    pub rate_headers: Option<RateHeaders>,
    /// Where the service returns the rate of an account.
    pub account_rate: Option<AccountRate>,
    /// Which accounts have this rate limit, and how to use it up.
    pub rate_limit_doc: Option<String>,
    /// What a request costs; `None` where nothing has a price.
    pub cost: Option<Price>,
    pub limits: Limits,
    /// The seconds for which a response that means `not_found` may be cached.
    pub cache_not_found_seconds: Option<u32>,
    pub errors: ErrorRules,
}

/// A header that carries one secret, or two with the scheme `Basic`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The header.
    pub header: String,
    /// The word before the secret; without it the secret is the whole value.
    pub scheme: Option<String>,
    /// The environment variables that hold the secrets.
    pub env: Vec<String>,
}

/// Where responses state what is left of the rate limit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct RateHeaders {
    pub remaining: String,
    pub reset: String,
}

/// What requests cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Where a response states it.
    pub header: Option<CostHeader>,
    /// The units of a request without a price of its own.
    pub units: u32,
    /// What a unit is.
    pub doc: Option<String>,
}

/// Where a response states its price.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct CostHeader {
    pub header: String,
    pub field: String,
}

/// A free endpoint whose response has the rate of an account, and the units that it has left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRate {
    /// The path of the endpoint.
    pub path: String,
    /// The name of its group.
    pub group: String,
    /// The name of its method.
    pub method: String,
    /// The field of the response with the rate, on the wire.
    pub field: String,
    /// The field of the response with the units that are left, on the wire.
    pub units_left: Option<String>,
}

impl Service {
    /// Returns the environment variables of all secrets, in the order of the spec.
    pub fn envs(&self) -> impl Iterator<Item = &str> {
        self.auth.iter().flat_map(|credential| &credential.env).map(String::as_str)
    }

    /// Returns the base URLs of the endpoints without a server of their own; the default first.
    pub fn own_servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.iter().filter(|server| server.name.is_none())
    }

    /// Returns the base URL of that name.
    #[must_use]
    pub fn server_named(&self, name: &str) -> Option<&Server> {
        self.servers.iter().find(|server| server.name.as_deref() == Some(name))
    }
}

/// A base URL of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Without a `/` at its end.
    pub url: String,
    /// The name by which endpoints refer to it. Those without one serve all other endpoints.
    pub name: Option<String>,
    /// How it differs from the other servers.
    pub doc: Option<String>,
}

/// Timeouts, and the largest body that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct Limits {
    pub timeout_seconds: u64,
    pub connect_seconds: u64,
    pub idle_seconds: u64,
    pub body_bytes: u64,
}
