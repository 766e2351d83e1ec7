//! The kinds of errors.

use std::fmt;

use crate::service::Means;

/// The kind of an error: by the status of the response, refined by its body.
///
/// The tables `STATUSES` and `CODES` in the `service` module of a client list which status and which code
/// has which kind, and what the service says about it. [`Error::help`](crate::error::Error::help) returns that text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client cannot be built with these settings. Nothing was sent.
    Config,
    /// No connection to the server could be made. Nothing was billed.
    Connect,
    /// The response did not arrive in time. The request may have been billed.
    Timeout,
    /// The connection broke. The request may have been billed.
    Transport,
    /// The response is larger than the client reads.
    BodyTooLarge,
    /// The response does not match its type.
    Decode,
    /// The service considers the request invalid.
    BadRequest,
    /// The key is missing or wrong.
    Unauthorized,
    /// The account of the key has no credit left.
    OutOfCredit,
    /// The service refuses access.
    Forbidden,
    /// What was requested is private.
    Private,
    /// A CDN or firewall in front of the service refused the client, not the key.
    Blocked,
    /// Nothing was found, or nothing that you may see.
    NotFound,
    /// The endpoint has been removed.
    Gone,
    /// A parameter is invalid.
    InvalidParameter,
    /// The server redirects to a host that must not receive the key, or in a circle.
    Redirected,
    /// There were too many requests.
    RateLimited,
    /// The service, or its source of data, is temporarily unavailable.
    Unavailable,
    /// The spec does not document what the response means: its status, or the error in its body.
    Unexpected,
    /// The cursor of the next page was used before: the list would never end.
    CursorRepeated,
    /// Several pages in a row brought no new item: the list may never end.
    NoNewItems,
    /// The checkpoint belongs to another request.
    Checkpoint,
    /// The request would exceed a budget. It was not sent.
    BudgetExhausted,
}

impl ErrorKind {
    /// The kind of a response; `None` where it means success.
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
            Self::Config => "invalid configuration",
            Self::Connect => "cannot connect",
            Self::Timeout => "timeout",
            Self::Transport => "broken connection",
            Self::BodyTooLarge => "response too large",
            Self::Decode => "cannot decode the response",
            Self::BadRequest => "bad request",
            Self::Unauthorized => "unauthorized",
            Self::OutOfCredit => "out of credit",
            Self::Forbidden => "forbidden",
            Self::Private => "private",
            Self::Blocked => "blocked",
            Self::NotFound => "not found",
            Self::Gone => "endpoint removed",
            Self::InvalidParameter => "invalid parameter",
            Self::Redirected => "redirected",
            Self::RateLimited => "rate limited",
            Self::Unavailable => "unavailable",
            Self::Unexpected => "unexpected response",
            Self::CursorRepeated => "repeated cursor",
            Self::NoNewItems => "no new items",
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
