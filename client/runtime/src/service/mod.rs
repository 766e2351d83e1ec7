//! The facts of a service, which drive the runtime. Generated code fills them in from a spec.

mod errors;
mod operation;
pub(crate) mod pattern;
pub(crate) mod template;

pub use errors::{
    BodyRule, CodeRule, ErrorRules, FieldValue, Means, Retry, StatusRule, TextRule, Verdict, ViolationRule,
};
pub use operation::{Answers, Caching, End, Operation, Paging, Param, ParamForm, UnitsWhen};

use std::time::Duration;

/// What a spec states about a whole service.
#[derive(Debug)]
pub struct Service {
    /// Its name.
    pub name: &'static str,
    /// The name that the client sends as its user agent by default.
    pub user_agent: &'static str,
    /// Its base URLs; the first is the default.
    pub servers: &'static [&'static str],
    /// The header that carries the key.
    pub key_header: &'static str,
    /// The environment variable that contains the key.
    pub key_env: &'static str,
    /// The requests per second that it allows.
    pub requests_per_second: u32,
    /// Where it returns the rate of an account, if it does.
    pub account_rate: Option<AccountRate>,
    /// Where a response states its cost.
    pub cost: CostHeader,
    /// Timeouts and sizes.
    pub limits: Limits,
    /// The seconds for which a response that means "not found" may be cached, at endpoints whose responses may be; 0 where it
    /// must not.
    pub cache_not_found_seconds: u32,
    /// What statuses and error bodies mean.
    pub errors: ErrorRules,
}

/// A free endpoint that returns the requests per second that an account may send.
#[derive(Debug)]
pub struct AccountRate {
    /// The endpoint. It costs nothing and has no required parameters.
    pub operation: &'static Operation,
    /// The field of the response with the rate.
    pub field: &'static str,
}

/// Where a response states its cost.
#[derive(Debug)]
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
