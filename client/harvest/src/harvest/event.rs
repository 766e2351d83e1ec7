//! What happens in a run, as it happens.

use std::time::Duration;

use super::summary::End;
use crate::job::{JobId, Spent, State};

/// Something that has happened in a run, for [`Harvest::observe`](super::Harvest::observe).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event<'a> {
    /// The items of a response are in the store.
    #[non_exhaustive]
    Page {
        /// The job.
        job: JobId,
        /// The key of its endpoint.
        endpoint: &'a str,
        /// The number of items.
        items: u64,
        /// What it has cost, with the requests before it that failed.
        spent: Spent,
    },
    /// A job has ended.
    #[non_exhaustive]
    JobEnded {
        /// The job.
        job: JobId,
        /// The key of its endpoint.
        endpoint: &'a str,
        /// Its state from now on.
        state: State,
        /// Why it is not done.
        why: Option<&'a str>,
    },
    /// A job has failed, and is tried again after a pause.
    #[non_exhaustive]
    Retry {
        /// The job.
        job: JobId,
        /// The key of its endpoint.
        endpoint: &'a str,
        /// Why it failed.
        why: &'a str,
        /// The pause.
        after: Duration,
    },
    /// A job was lost to another process, since its lease had run out.
    #[non_exhaustive]
    JobLost {
        /// The job.
        job: JobId,
    },
    /// The store is away: nothing is sent until it is back.
    #[non_exhaustive]
    StoreAway {
        /// Why.
        why: &'a str,
    },
    /// The store is back.
    StoreBack,
    /// Nothing new is sent, for this reason.
    Ending(&'a End),
}
