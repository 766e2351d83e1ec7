//! What a server has seen.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use hikerapi_testing::Served;

/// The requests that a server has answered, in their order. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Log {
    requests: Arc<Mutex<Vec<Request>>>,
}

/// One of them.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    pub at: Instant,
    pub status: u16,
    /// Whether the connection was ended before the response: a client cannot know whether such a request was billed.
    pub is_unanswered: bool,
}

impl Log {
    pub fn note(&self, served: &Served<'_>) {
        // The balance of the account, which each process reads, is free.
        let is_free = !served.request.path.starts_with("/v1/");
        let is_unanswered = served.status == 200 && served.units == 0 && !is_free;
        self.lock().push(Request { at: Instant::now(), status: served.status, is_unanswered });
    }

    pub fn len(&self) -> usize {
        self.lock().len()
    }

    pub fn with_status(&self, status: u16) -> usize {
        self.lock().iter().filter(|request| request.status == status).count()
    }

    /// The requests whose connection was ended before the response, which are not billed.
    pub fn unanswered(&self) -> usize {
        self.lock().iter().filter(|request| request.is_unanswered).count()
    }

    /// The most requests in any window of this length, wherever it begins.
    pub fn most_within(&self, window: Duration) -> usize {
        let requests = self.lock();
        let (mut first, mut most) = (0, 0);
        for (last, request) in requests.iter().enumerate() {
            while request.at.duration_since(requests[first].at) >= window {
                first += 1;
            }
            most = most.max(last + 1 - first);
        }
        most
    }

    /// The time from the first request to the last.
    pub fn duration(&self) -> Duration {
        let requests = self.lock();
        match (requests.first(), requests.last()) {
            (Some(first), Some(last)) => last.at - first.at,
            _ => Duration::ZERO,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Request>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
