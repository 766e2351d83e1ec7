//! The kinds of errors.

use std::fmt;

use crate::service::Means;

/// What kind of error it is: first by the status of the reply, then by what its body says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built like this. Nothing was sent.
    Config,
    /// No connection to the server stood. Nothing was billed.
    Connect,
    /// The reply did not come in time. It may have been billed.
    Timeout,
    /// The connection broke. The reply may have been billed.
    Transport,
    /// The reply is larger than the client reads.
    BodyTooLarge,
    /// The reply is not of the declared shape.
    Decode,
    /// The service takes the request for a mistake.
    BadRequest,
    /// The key is missing or wrong.
    Unauthorized,
    /// The account behind the key has nothing left to pay with.
    OutOfCredit,
    /// The service will not show it.
    Forbidden,
    /// The account is private.
    Private,
    /// Something before the service refused the client itself, not the key.
    Blocked,
    /// Nothing is there, or nothing that may be seen.
    NotFound,
    /// The endpoint is retired.
    Gone,
    /// A parameter is wrong.
    InvalidParameter,
    /// The server points elsewhere, to a place where the key must not go, or in a circle.
    Redirected,
    /// Requests came too fast.
    RateLimited,
    /// The service, or what it asks, is out of order for the moment.
    Unavailable,
    /// A status that the spec does not explain.
    Unexpected,
    /// The next page's cursor was there before: the list would go round for ever.
    CursorRepeated,
    /// The checkpoint is of another request.
    Checkpoint,
    /// The request would pass a budget. It was not sent.
    BudgetExhausted,
}

impl ErrorKind {
    /// The kind that a reply means; `None` where it means success.
    pub(crate) fn of(means: Means) -> Option<Self> {
        let kind = match means {
            Means::Ok => return None,
            Means::BadRequest => Self::BadRequest,
            Means::Unauthorized => Self::Unauthorized,
            Means::OutOfCredit => Self::OutOfCredit,
            Means::Forbidden => Self::Forbidden,
            Means::Private => Self::Private,
            Means::Blocked => Self::Blocked,
            Means::NotFound => Self::NotFound,
            Means::Gone => Self::Gone,
            Means::InvalidParameter => Self::InvalidParameter,
            Means::Redirected => Self::Redirected,
            Means::RateLimited => Self::RateLimited,
            Means::Unavailable => Self::Unavailable,
            Means::Unexpected => Self::Unexpected,
        };
        Some(kind)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Config => "wrong configuration",
            Self::Connect => "cannot connect",
            Self::Timeout => "timeout",
            Self::Transport => "broken connection",
            Self::BodyTooLarge => "too large",
            Self::Decode => "cannot decode",
            Self::BadRequest => "bad request",
            Self::Unauthorized => "unauthorized",
            Self::OutOfCredit => "out of credit",
            Self::Forbidden => "forbidden",
            Self::Private => "private",
            Self::Blocked => "blocked",
            Self::NotFound => "not found",
            Self::Gone => "gone",
            Self::InvalidParameter => "invalid parameter",
            Self::Redirected => "redirected",
            Self::RateLimited => "rate limited",
            Self::Unavailable => "unavailable",
            Self::Unexpected => "unexpected status",
            Self::CursorRepeated => "repeated cursor",
            Self::Checkpoint => "wrong checkpoint",
            Self::BudgetExhausted => "budget exhausted",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.words())
    }
}
