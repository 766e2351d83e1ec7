//! What becomes of a job after an error of a request.

use hikerapi_runtime::Error;
use hikerapi_runtime::error::ErrorKind;

use crate::job::State;

/// What becomes of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is in this state from now on.
    Final(State),
    /// It is claimed again later.
    Retry,
    /// It goes back as it was: the request was not sent.
    NotSent,
    /// It goes back as it was, and so do those of all processes: the account has no credit left.
    StopAll,
    /// It goes back as it was, and the process ends: no request of it can succeed.
    Unusable,
}

/// Returns what becomes of a job after this error.
pub(super) fn of(error: &Error) -> Outcome {
    // It must not be sent twice, and a user has to find out whether it was done.
    if error.may_have_been_processed() {
        return Outcome::Final(State::Failed);
    }
    of_kind(error.kind())
}

fn of_kind(kind: ErrorKind) -> Outcome {
    match kind {
        ErrorKind::NotFound | ErrorKind::Gone => Outcome::Final(State::NotFound),
        ErrorKind::Private => Outcome::Final(State::Private),
        ErrorKind::InvalidParameter
        | ErrorKind::BadRequest
        | ErrorKind::Forbidden
        | ErrorKind::Redirected
        | ErrorKind::Decode
        | ErrorKind::BodyTooLarge
        | ErrorKind::CursorRepeated
        | ErrorKind::NoNewItems
        | ErrorKind::Checkpoint => Outcome::Final(State::Failed),
        ErrorKind::BudgetExhausted => Outcome::NotSent,
        ErrorKind::OutOfCredit => Outcome::StopAll,
        ErrorKind::Unauthorized | ErrorKind::Config => Outcome::Unusable,
        // And kinds that are newer.
        ErrorKind::Unavailable
        | ErrorKind::Timeout
        | ErrorKind::Transport
        | ErrorKind::Connect
        | ErrorKind::RateLimited
        | ErrorKind::Blocked
        | ErrorKind::Unexpected
        | _ => Outcome::Retry,
    }
}
