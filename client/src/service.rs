//! The facts of a service: what the runtime is driven by. Generated code fills them from a spec.

use std::time::Duration;

/// What a spec says of a whole service.
#[derive(Debug)]
pub struct Service {
    /// Its name.
    pub name: &'static str,
    /// Its base URLs; the first is the default.
    pub servers: &'static [&'static str],
    /// The header that carries the key.
    pub key_header: &'static str,
    /// The environment variable that holds the key.
    pub key_env: &'static str,
    /// How many requests a second it allows.
    pub requests_per_second: u32,
    /// Where a reply says what it cost.
    pub cost: CostHeader,
    /// How long to wait, and for how much.
    pub limits: Limits,
    /// What statuses and error bodies mean.
    pub errors: ErrorRules,
}

/// Where a reply says what it cost.
#[derive(Debug)]
pub struct CostHeader {
    /// The header.
    pub header: &'static str,
    /// The name in it.
    pub field: &'static str,
}

/// How long to wait, and for how much.
#[derive(Debug)]
pub struct Limits {
    /// For a whole request.
    pub timeout: Duration,
    /// For a connection.
    pub connect: Duration,
    /// How long an unused connection is kept.
    pub idle: Duration,
    /// The largest body.
    pub body_bytes: u64,
}

/// What statuses and error bodies mean.
#[derive(Debug)]
pub struct ErrorRules {
    /// The field of a body that names the error.
    pub code: &'static str,
    /// The fields of a body that say it in words; the first with text wins.
    pub message: &'static [&'static str],
    /// The list of wrong parameters in a body.
    pub violations: Option<ViolationRule>,
    /// Exact rows first, classes after them.
    pub statuses: &'static [StatusRule],
    /// For every other status.
    pub other: Verdict,
    /// Codes that refine the status.
    pub codes: &'static [CodeRule],
    /// Texts in bodies that are not JSON.
    pub texts: &'static [TextRule],
}

/// Where a body lists wrong parameters.
#[derive(Debug)]
pub struct ViolationRule {
    /// The field with the list.
    pub list: &'static str,
    /// The field of an item that says which parameter.
    pub path: &'static str,
    /// The field of an item that says what is wrong.
    pub text: &'static str,
}

/// What the statuses from `first` to `last` mean.
#[derive(Debug)]
pub struct StatusRule {
    pub(crate) first: u16,
    pub(crate) last: u16,
    pub(crate) verdict: Verdict,
}

impl StatusRule {
    /// A row of the table.
    #[must_use]
    pub const fn new(first: u16, last: u16, verdict: Verdict) -> Self {
        Self { first, last, verdict }
    }
}

/// What a code means; `None` is as the status has it.
#[derive(Debug)]
pub struct CodeRule {
    pub(crate) code: &'static str,
    pub(crate) means: Means,
    pub(crate) billed: Option<bool>,
    pub(crate) retry: Option<Retry>,
}

impl CodeRule {
    /// A row of the table.
    #[must_use]
    pub const fn new(code: &'static str, means: Means, billed: Option<bool>, retry: Option<Retry>) -> Self {
        Self { code, means, billed, retry }
    }
}

/// What a text in a body that is not JSON means.
#[derive(Debug)]
pub struct TextRule {
    pub(crate) text: &'static str,
    pub(crate) status: u16,
    pub(crate) verdict: Verdict,
}

impl TextRule {
    /// A row of the table.
    #[must_use]
    pub const fn new(text: &'static str, status: u16, verdict: Verdict) -> Self {
        Self { text, status, verdict }
    }
}

/// What a reply means, whether it is paid for, and whether another try can help.
#[derive(Debug, Clone, Copy)]
pub struct Verdict {
    pub(crate) means: Means,
    pub(crate) billed: bool,
    pub(crate) retry: Retry,
}

impl Verdict {
    /// A verdict as the spec gives it.
    #[must_use]
    pub const fn new(means: Means, billed: bool, retry: Retry) -> Self {
        Self { means, billed, retry }
    }
}

/// What a reply means. [`ErrorKind`](crate::ErrorKind) explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "explained by the error kinds of the same names")]
pub enum Means {
    Ok,
    BadRequest,
    Unauthorized,
    OutOfCredit,
    Forbidden,
    Private,
    Blocked,
    NotFound,
    Gone,
    InvalidParameter,
    Redirected,
    RateLimited,
    Unavailable,
    Unexpected,
}

/// Whether another try can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// It cannot.
    Never,
    /// It can, after a pause that grows.
    Backoff,
    /// It can, after the pause that the service asks for.
    Wait,
}
