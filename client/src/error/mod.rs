//! The error: opaque, with everything that a caller needs to decide what to do.

pub(crate) mod classify;
mod kind;
pub(crate) mod text;

pub use kind::ErrorKind;

use std::fmt;

use crate::call::Call;
use crate::decode::DecodeError;
use crate::operation::Operation;
use crate::pages::Checkpoint;
use crate::reply::Reply;
use crate::service::Retry;

pub(crate) use crate::Result;

/// What went wrong, whether it was paid for, and whether another try can help.
///
/// It never shows the key, nor an address with its query.
///
/// ```no_run
/// # async fn run(hiker: hikerapi::Client) {
/// match hiker.user().by_username("no_such_account").await {
///     Ok(user) => println!("{}", user.pk),
///     Err(error) if error.is_not_found() => println!("gone, or never there"),
///     // user 402 InsufficientFunds: Top up your account (GET /v1/user/by/username, 0 units billed)
///     Err(error) => eprintln!("{error}"),
/// }
/// # }
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    /// For people. Text of the service has been made harmless.
    message: String,
    retry: Retry,
    /// What earlier tries of the same request were billed.
    spent_before: u64,
    code: Option<String>,
    json_path: Option<String>,
    violations: Vec<Violation>,
    operation: Option<&'static Operation>,
    reply: Option<Reply>,
    checkpoint: Option<Checkpoint>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// A parameter that the service did not take, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// Which one, from the outside in: `query.user_id`.
    pub path: String,
    /// What is wrong with it.
    pub text: String,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: String) -> Self {
        let can_help = matches!(kind, ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport);
        Self {
            inner: Box::new(Inner {
                kind,
                message,
                retry: if can_help { Retry::Backoff } else { Retry::Never },
                spent_before: 0,
                code: None,
                json_path: None,
                violations: Vec::new(),
                operation: None,
                reply: None,
                checkpoint: None,
                source: None,
            }),
        }
    }

    /// A reply that does not decode. Its text may be in the message, and the key in that text.
    pub(crate) fn decode(error: &DecodeError, call: &Call, reply: Reply) -> Self {
        let key = call.client().inner().key_text();
        let message = error.told(reply.body(), key);
        let mut decode = Self::new(ErrorKind::Decode, message).of(call.operation());
        decode.inner.json_path = error.path().map(|path| text::harmless(&path, key));
        decode.inner.reply = Some(reply);
        decode
    }

    pub(crate) fn of(mut self, operation: &'static Operation) -> Self {
        self.inner.operation = Some(operation);
        self
    }

    pub(crate) fn with_reply(mut self, reply: Reply) -> Self {
        self.inner.reply = Some(reply);
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

    pub(crate) fn after_spending(mut self, units: u64) -> Self {
        self.inner.spent_before = self.inner.spent_before.saturating_add(units);
        self
    }

    /// Whether the client may try again by itself. A reply that took too long may have been
    /// billed: that decision is the caller's.
    pub(crate) fn worth_a_retry(&self) -> Retry {
        if self.kind() == ErrorKind::Timeout { Retry::Never } else { self.inner.retry }
    }

    /// What kind of error it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Nothing is there, or nothing that may be seen: the service does not tell which.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// The account is private. It is not about the key.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.kind() == ErrorKind::Private
    }

    /// The key is missing or wrong.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.kind() == ErrorKind::Unauthorized
    }

    /// The account behind the key has nothing left to pay with.
    #[must_use]
    pub fn is_out_of_credit(&self) -> bool {
        self.kind() == ErrorKind::OutOfCredit
    }

    /// Requests came too fast.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == ErrorKind::RateLimited
    }

    /// A parameter is wrong; [`violations`](Error::violations) says which.
    #[must_use]
    pub fn is_invalid_parameter(&self) -> bool {
        self.kind() == ErrorKind::InvalidParameter
    }

    /// No reply came in time.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// No connection stood.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.kind() == ErrorKind::Connect
    }

    /// The reply came and was paid for, but is not of the declared shape; [`body`](Error::body)
    /// has it.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Another try can help.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.inner.retry != Retry::Never
    }

    /// It was paid for. False also where that is not known: see [`units`](Error::units).
    #[must_use]
    pub fn is_billed(&self) -> bool {
        self.units().is_some_and(|units| units > 0)
    }

    /// The units that it was billed with, with those of earlier tries; `None` where nobody can
    /// tell, as after a timeout.
    #[must_use]
    pub fn units(&self) -> Option<u64> {
        let last = match (&self.inner.reply, self.inner.kind) {
            (Some(reply), _) => reply.units(),
            (None, ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::BodyTooLarge) => return None,
            (None, _) => 0,
        };
        Some(last.saturating_add(self.inner.spent_before))
    }

    /// The HTTP status, where a reply came.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.reply().map(Reply::status)
    }

    /// The service's name for the error, such as `UserNotFound`. The set is open.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.inner.code.as_deref()
    }

    /// What went wrong, in words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.inner.message
    }

    /// The place in the reply that is not of the declared shape, such as `$[0][2].like_count`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        self.inner.json_path.as_deref()
    }

    /// The parameters that the service did not take.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.inner.violations
    }

    /// The path that was asked, without its parameters.
    #[must_use]
    pub fn endpoint(&self) -> Option<&'static str> {
        self.inner.operation.map(|operation| operation.path)
    }

    /// The reply, where one came.
    #[must_use]
    pub fn reply(&self) -> Option<&Reply> {
        self.inner.reply.as_ref()
    }

    /// The body of the reply, where one came.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.reply().map(Reply::body)
    }

    /// The reply by itself, for whoever wants to keep what was paid for.
    #[must_use]
    pub fn into_reply(self) -> Option<Reply> {
        self.inner.reply
    }

    /// Where a list can be resumed with nothing lost, for an error on the way through its pages.
    #[must_use]
    pub fn checkpoint(&self) -> Option<&Checkpoint> {
        self.inner.checkpoint.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { kind, message, code, operation, .. } = &*self.inner;
        let Some(operation) = operation else {
            return write!(formatter, "{kind}: {message}");
        };
        write!(formatter, "{}", operation.group)?;
        match self.status().filter(|_| *kind != ErrorKind::Decode) {
            Some(status) => write!(formatter, " {status}")?,
            None => write!(formatter, " {kind}")?,
        }
        if let Some(code) = code {
            write!(formatter, " {code}")?;
        }
        write!(formatter, ": {message} (GET {}, ", operation.path)?;
        match self.units() {
            None => write!(formatter, "not known if billed)"),
            Some(1) => write!(formatter, "1 unit billed)"),
            Some(units) => write!(formatter, "{units} units billed)"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What `main` prints of an error that it returns: it should read like a sentence.
        fmt::Display::fmt(self, formatter)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
