//! The facts of a service, which drive the runtime. Generated code fills them in from a spec.

mod errors;
mod operation;
mod paging;
pub(crate) mod pattern;
pub(crate) mod template;

pub use errors::{
    BodyRule, CodeRule, ErrorRules, FieldValue, Means, Retry, StatusRule, TextRule, Verdict, ViolationRule,
};
pub use operation::{
    Answers, BodyFormat, Caching, Method, Operation, Param, ParamForm, Place, Returned, UnitsMore, UnitsWhen,
};
pub use paging::{End, Paging, Way};

use std::time::Duration;

/// What a spec states about a whole service.
#[derive(Debug)]
pub struct Service {
    /// Its name.
    pub name: &'static str,
    /// The name that the client sends as its user agent by default.
    pub user_agent: &'static str,
    /// The base URLs that serve all endpoints without a server of their own; the first is the default.
    pub servers: &'static [&'static str],
    /// The base URLs of the endpoints that have a server of their own.
    pub other_servers: &'static [&'static str],
    /// The headers that carry secrets; none where the service needs no key.
    pub auth: &'static [Credential],
    /// Headers that every request has, by name and value.
    pub headers: &'static [(&'static str, &'static str)],
    /// The requests per second that it allows, where it states them.
    pub requests_per_second: Option<u32>,
    /// Where its responses state what is left of the rate limit.
    pub rate_headers: Option<RateHeaders>,
    /// Where it returns the rate of an account, if it does.
    pub account_rate: Option<AccountRate>,
    /// Whether requests have a price. Without one, each request counts as one unit.
    pub cost: Option<Cost>,
    /// Timeouts and sizes.
    pub limits: Limits,
    /// The seconds for which a response that means "not found" may be cached, at endpoints whose responses may be; 0 where it
    /// must not.
    pub cache_not_found_seconds: u32,
    /// What statuses and error bodies mean.
    pub errors: ErrorRules,
}

impl Service {
    /// Returns whether requests have a price. Without one, each request that is sent counts as one unit.
    #[must_use]
    pub const fn has_price(&self) -> bool {
        self.cost.is_some()
    }

    /// A service without a name, a server, a key, a rate limit and a price.
    pub const DEFAULT: Self = Self {
        name: "",
        user_agent: "",
        servers: &[],
        other_servers: &[],
        auth: &[],
        headers: &[],
        requests_per_second: None,
        rate_headers: None,
        account_rate: None,
        cost: None,
        limits: Limits::DEFAULT,
        cache_not_found_seconds: 0,
        errors: ErrorRules::DEFAULT,
    };
}

/// A header that carries one secret, or two with the scheme `Basic`.
#[derive(Debug, Clone, Copy)]
pub struct Credential {
    /// The header.
    pub header: &'static str,
    /// The word before the secret: `Bearer`. Without it the secret is the whole value.
    pub scheme: Option<&'static str>,
    /// The environment variables that contain the secrets: two with the scheme `Basic`, else one.
    pub env: &'static [&'static str],
}

/// Where responses state what is left of the rate limit. Where none is left, requests wait until they are renewed, for an hour
/// at most, whatever the longest pause of the retries is.
#[derive(Debug, Clone, Copy)]
pub struct RateHeaders {
    /// The header with the requests that are left.
    pub remaining: &'static str,
    /// The header with the time at which they are renewed: Unix seconds or milliseconds, seconds from now, or a date of HTTP.
    pub reset: &'static str,
}

/// A free endpoint that returns the requests per second that an account may send, and what it has left.
#[derive(Debug)]
pub struct AccountRate {
    /// The endpoint. It costs nothing and has no required parameters.
    pub operation: &'static Operation,
    /// The field of the response with the rate.
    pub field: &'static str,
    /// The field of the response with the units that the account has left, an integer, if there is one.
    pub units_left: Option<&'static str>,
}

/// That requests have a price, and where a response states it.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// The header of a response with its price. Without one, the prices of the spec count.
    pub header: Option<CostHeader>,
}

/// Where a response states its cost.
#[derive(Debug, Clone, Copy)]
pub struct CostHeader {
    /// The header.
    pub header: &'static str,
    /// The name of the cost in it.
    pub field: &'static str,
}

/// Timeouts and sizes.
#[derive(Debug)]
pub struct Limits {
    /// The timeout of a whole request.
    pub timeout: Duration,
    /// The timeout of a new connection.
    pub connect: Duration,
    /// How long an unused connection is kept open.
    pub idle: Duration,
    /// The largest body, in bytes after decompression.
    pub body_bytes: u64,
}

impl Limits {
    /// 60 seconds for a request, 10 to connect, 5 idle, and 10 MiB.
    pub const DEFAULT: Self = Self {
        timeout: Duration::from_secs(60),
        connect: Duration::from_secs(10),
        idle: Duration::from_secs(5),
        body_bytes: 10 << 20,
    };
}
