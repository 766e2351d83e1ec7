//! A look at every try, for logs and metrics: never a key, a query or a body in it.

use std::sync::Arc;
use std::time::Duration;

use crate::error::ErrorKind;

/// What is told of each try, as it ends.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Attempt {
    /// The path that was asked, without its parameters.
    pub endpoint: &'static str,
    /// Its number for this request, from 1.
    pub number: u32,
    /// The status, where a reply came.
    pub status: Option<u16>,
    /// What went wrong, if anything did.
    pub error: Option<ErrorKind>,
    /// The units that were billed; `None` where nobody can tell.
    pub units: Option<u64>,
    /// How long it took, without the wait for its turn.
    pub elapsed: Duration,
    /// The pause before the next try; `None` where there is none.
    pub pause: Option<Duration>,
}

/// Who is told.
pub(crate) type Observer = Arc<dyn Fn(&Attempt) + Send + Sync>;

/// Tells the observer and `tracing`.
pub(crate) fn tell(observer: Option<&Observer>, attempt: &Attempt) {
    let Attempt { endpoint, number, status, error, units, elapsed, pause } = attempt;
    tracing::debug!(
        endpoint,
        attempt = number,
        status,
        error = error.map(tracing::field::display),
        units,
        elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        pause_ms = pause.map(|pause| u64::try_from(pause.as_millis()).unwrap_or(u64::MAX)),
        "request"
    );
    if let Some(observer) = observer {
        observer(attempt);
    }
}
