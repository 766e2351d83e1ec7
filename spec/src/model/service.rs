//! The service: servers, key, rate limit, price and limits.

use super::errors::ErrorRules;

/// The service itself: servers, key, rate limit, price, and what its errors mean.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "the language's tables document each key")]
pub struct Service {
    pub name: String,
    pub doc: String,
    /// The default first.
    pub servers: Vec<Server>,
    pub key_header: String,
    pub key_env: String,
    /// Where keys come from.
    pub key_doc: Option<String>,
    pub requests_per_second: u32,
    /// Where the service returns the rate of an account.
    pub account_rate: Option<AccountRate>,
    /// Which accounts have this rate limit, and how to use it up.
    pub rate_limit_doc: Option<String>,
    pub cost_header: String,
    pub cost_field: String,
    /// What a unit is.
    pub cost_doc: Option<String>,
    pub limits: Limits,
    /// The seconds for which a response that means `not_found` may be cached.
    pub cache_not_found_seconds: Option<u32>,
    pub errors: ErrorRules,
}

/// A free endpoint whose response has the rate of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRate {
    /// The path of the endpoint.
    pub path: String,
    /// The name of its group.
    pub group: String,
    /// The name of its method.
    pub method: String,
    /// The field of the response, on the wire.
    pub field: String,
}

/// A base URL of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Without a `/` at its end.
    pub url: String,
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
