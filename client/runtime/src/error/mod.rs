//! The error type, its kinds, and what you need to handle it.

mod body;
pub(crate) mod classify;
mod kind;
mod synthetic;

pub use body::Violation;
pub use kind::ErrorKind;

use std::fmt;
use std::time::Duration;

use crate::checkpoint::Checkpoint;
use crate::json::{DecodeError, Failure};
use crate::raw::RawResponse;
use crate::redact::{Secrets, redacted};
use crate::service::{ErrorRules, Method, Operation, Retry};
use body::Words;

/// The result of a request.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request failed, whether it was billed, and whether a retry can help.
///
/// The error of a request never contains the key, nor a URL with its query, nor what was sent.
///
/// ```no_run
/// # async fn run(client: shop::Client) {
/// match client.orders().by_id(7).await {
///     Ok(order) => println!("{:?}", order.status),
///     Err(error) if error.is_not_found() => println!("no such order"),
///     Err(error) => eprintln!("{error}"), // "out of credit: Top up (402 NoFunds, GET /v1/orders/{id}, 0 units billed)"
/// }
/// # }
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    /// For people. Text of the service has been redacted.
    message: String,
    help: &'static str,
    retry: Retry,
    /// The units of redirects and of earlier attempts of the same request; `None` where they are unknown.
    spent_before: Option<u64>,
    /// Where the service has no prices: the requests that were sent without a response.
    unpriced: Option<u64>,
    is_in_doubt: bool,
    code: Option<String>,
    json_path: Option<String>,
    violations: Vec<Violation>,
    operation: Option<&'static Operation>,
    response: Option<RawResponse>,
    checkpoint: Option<Checkpoint>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        let can_help = matches!(kind, ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport);
        Self {
            inner: Box::new(Inner {
                kind,
                message,
                help: "",
                retry: if can_help { Retry::Backoff } else { Retry::Never },
                spent_before: Some(0),
                unpriced: None,
                is_in_doubt: false,
                code: None,
                json_path: None,
                violations: Vec::new(),
                operation: None,
                response: None,
                checkpoint: None,
                source: None,
            }),
        }
    }

    /// The error of a response that does not decode. Its message may quote the response, and no secret must be in it.
    /// If the response is something else altogether, the message has the service's own words about it.
    pub(crate) fn decode(rules: &ErrorRules, failure: &Failure, response: RawResponse, secrets: &Secrets) -> Self {
        let mut error = Self::from(failure.describe(response.body(), secrets));
        if error.json_path() == Some("$")
            && let Some(Words { code, message, .. }) = Words::of_object(rules, response.body())
        {
            error.inner.code = code.map(|code| redacted(&code, secrets));
            if let Some(words) = message {
                error.inner.message.push_str(&format!("; the response says: {}", redacted(&words, secrets)));
            }
        }
        error.with_response(response)
    }

    pub(crate) fn of(mut self, operation: &'static Operation) -> Self {
        self.inner.operation = Some(operation);
        self
    }

    pub(crate) fn with_response(mut self, response: RawResponse) -> Self {
        self.inner.response = Some(response);
        self
    }

    pub(crate) fn caused_by(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.inner.source = Some(Box::new(source));
        self
    }

    pub(crate) fn at(mut self, checkpoint: Checkpoint) -> Self {
        self.inner.checkpoint = Some(checkpoint);
        self
    }

    pub(crate) fn after_spending(mut self, units: Option<u64>) -> Self {
        self.inner.spent_before = add(self.inner.spent_before, units);
        self
    }

    /// The error of a request of a service without prices: it costs as many units as requests were sent.
    pub(crate) fn unpriced(mut self, requests: u64) -> Self {
        self.inner.unpriced = Some(requests);
        self
    }

    /// The error of a request that must not be sent twice, and may have been processed.
    pub(crate) fn in_doubt(mut self) -> Self {
        if !self.inner.is_in_doubt {
            self.inner.message.push_str("; the service may have processed the request");
        }
        self.inner.retry = Retry::Never;
        self.inner.is_in_doubt = true;
        self
    }

    /// The error of a retry that is not sent, with the reason for the retry.
    pub(crate) fn instead_of_retry_after(mut self, failed: Self) -> Self {
        self.inner.message = format!("{}; the attempt before failed: {failed}", self.inner.message);
        self.caused_by(failed)
    }

    /// What the service's tables say about a retry.
    pub(crate) fn retry(&self) -> Retry {
        self.inner.retry
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Whether the service found nothing. Many services also respond so for things that you have no access to.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// Whether the service says that the requested data is private. The key is not the problem.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.kind() == ErrorKind::Private
    }

    /// Whether the key is missing or wrong.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.kind() == ErrorKind::Unauthorized
    }

    /// Whether the account of the key has no credit left.
    #[must_use]
    pub fn is_out_of_credit(&self) -> bool {
        self.kind() == ErrorKind::OutOfCredit
    }

    /// Whether the service refused the request because there were too many.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == ErrorKind::RateLimited
    }

    /// Whether a CDN or firewall in front of the service refused the client. Nothing was billed.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        self.kind() == ErrorKind::Blocked
    }

    /// Whether the request would have exceeded a budget, and was not sent.
    #[must_use]
    pub fn is_budget_exhausted(&self) -> bool {
        self.kind() == ErrorKind::BudgetExhausted
    }

    /// Whether a parameter is invalid; [`violations`](Error::violations) names it.
    #[must_use]
    pub fn is_invalid_parameter(&self) -> bool {
        self.kind() == ErrorKind::InvalidParameter
    }

    /// Whether no response arrived in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether no connection could be made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// Whether nothing of the response could be decoded. Single values that do not match are no error: they are reported as
    /// [`Drift`](crate::response::Drift). [`body`](Error::body) returns the response of the request, which was billed like any other.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Whether a later retry can help. The attempts of the client itself have failed already. It is `false` where a retry could do
    /// twice what must be done once; see [`may_have_been_processed`](Self::may_have_been_processed).
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.inner.retry != Retry::Never
    }

    /// Whether the service may have done what was requested, such as taken an order, though there is no response that says so.
    /// It is `true` only for requests that must not be sent twice: POST and PATCH, unless the spec says that they change nothing,
    /// or you have set an idempotency key. Find out whether it was done before you send such a request again.
    #[must_use]
    pub fn may_have_been_processed(&self) -> bool {
        self.inner.is_in_doubt
    }

    /// Whether it was billed. It is `false`, too, if that is unknown; [`units`](Error::units) then returns `None`.
    #[must_use]
    pub fn is_billed(&self) -> bool {
        self.units().is_some_and(|units| units > 0)
    }

    /// Returns the billed units, those of earlier attempts included; `None` where they are unknown, as after a timeout. Where the
    /// service has no prices, each request that was sent is one unit.
    #[must_use]
    pub fn units(&self) -> Option<u64> {
        let last = match (&self.inner.response, self.inner.kind) {
            (Some(response), _) => response.units(),
            (None, _) if self.inner.unpriced.is_some() => self.inner.unpriced.unwrap_or_default(),
            (None, ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::BodyTooLarge) => return None,
            (None, _) => 0,
        };
        add(Some(last), self.inner.spent_before)
    }

    /// Returns the pause that the service names in `Retry-After`; `None` where it names none, or no response arrived.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.response().and_then(RawResponse::retry_after)
    }

    /// Returns the HTTP status, if a response arrived.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.response().map(RawResponse::status)
    }

    /// Returns the service's name for the error, such as `OrderNotFound`. The set of names is open.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.inner.code.as_deref()
    }

    /// Returns what went wrong, in words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// Returns what the service documents about this code or status: what it means, and what to do.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        Some(self.inner.help.trim()).filter(|help| !help.is_empty())
    }

    /// Returns the JSON path of the value that made decoding fail, such as `$.id`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.inner.json_path.as_deref()
    }

    /// Returns the parameters that the service refused.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.inner.violations
    }

    /// Returns the path of the endpoint, without parameters.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static str> {
        self.inner.operation.map(|operation| operation.path)
    }

    /// Returns the method of the request.
    #[must_use]
    pub fn method(&self) -> Option<Method> {
        self.inner.operation.map(|operation| operation.method)
    }

    /// Returns the response, if one arrived.
    #[must_use]
    pub fn response(&self) -> Option<&RawResponse> {
        self.inner.response.as_ref()
    }

    /// Returns the body of the response, if one arrived.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.response().map(RawResponse::body)
    }

    /// Converts the error into its response, so that you can store a response that was billed.
    #[must_use]
    pub fn into_response(self) -> Option<RawResponse> {
        self.inner.response
    }

    /// Returns the checkpoint that continues a list, if the request was for one of its pages.
    #[must_use]
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.inner.checkpoint.as_ref()
    }
}

fn add(units: Option<u64>, more: Option<u64>) -> Option<u64> {
    Some(units?.saturating_add(more?))
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        let mut decode = Self::new(ErrorKind::Decode, error.message().to_owned());
        decode.inner.json_path = error.path().map(str::to_owned);
        decode
    }
}

impl fmt::Display for Error {
    /// `not found: no such order (404 OrderNotFound, GET /v1/orders/{id}, 1 unit billed)`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, message, code, operation, .. } = &*self.inner;
        write!(formatter, "{kind}: {message}")?;
        let Some(operation) = operation else { return Ok(()) };
        formatter.write_str(" (")?;
        if let Some(status) = self.status() {
            write!(formatter, "{status}")?;
            if let Some(code) = code {
                write!(formatter, " {code}")?;
            }
            formatter.write_str(", ")?;
        }
        write!(formatter, "{} {}", operation.method.as_str(), operation.path)?;
        if self.inner.unpriced.is_some() {
            return formatter.write_str(")");
        }
        formatter.write_str(", ")?;
        match self.units() {
            None => write!(formatter, "cost unknown)"),
            Some(1) => write!(formatter, "1 unit billed)"),
            Some(units) => write!(formatter, "{units} units billed)"),
        }
    }
}

impl fmt::Debug for Error {
    /// As `Display`, with the help below it: this is what `main` prints of an error that it returns.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)?;
        match self.help() {
            Some(help) => write!(formatter, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
