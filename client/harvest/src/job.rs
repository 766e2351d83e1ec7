//! Jobs: what is to be requested, how far it has come, and how it ended.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A job that is to be added: one request, or one list with all its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// The key of the endpoint, as its spec has it: `/v1/user/by/id`, or `POST /orders`.
    pub endpoint: String,
    /// The values of the parameters, in the form of requests, by name.
    pub arguments: Arguments,
    /// How far the list is read. Without limits, to its end.
    pub limits: Limits,
    /// Jobs with a higher one are claimed first. The default is 0.
    pub priority: i32,
}

/// The values of parameters, by name. A list has several values.
pub type Arguments = Vec<(String, Vec<String>)>;

/// How far a list is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// The most pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_pages: Option<u64>,
    /// The most items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
    /// Items that were had since the job was claimed last are left out. After it is claimed again, as after a failure or a stop, an
    /// item of an earlier page can come a second time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unique: bool,
}

/// The number of a job, in the order in which jobs were added. Numbers can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct JobId(pub i64);

/// A job that a worker has claimed, until its lease runs out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedJob {
    /// The claim of it.
    pub claim: Claim,
    /// The key of the endpoint.
    pub endpoint: String,
    /// The values of the parameters.
    pub arguments: Arguments,
    /// How far the list is read.
    pub limits: Limits,
    /// The pages that are committed.
    pub pages: i64,
    /// How often it has failed in a row.
    pub failures: i32,
    /// The position after the last page, as JSON; `None` before the first page.
    pub checkpoint: Option<String>,
}

/// The claim of a job: what is committed by an older one is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Claim {
    /// The job.
    pub job: JobId,
    /// It is higher each time that the job is claimed.
    pub fence: i64,
}

/// What a worker has done for a job: committed together, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// The claim of the job.
    pub claim: Claim,
    /// What a response has brought; `None` where nothing came.
    pub page: Option<CommitPage>,
    /// The requests since the last commit.
    pub spent: Spent,
    /// Where the claim ends with it.
    pub ending: Option<Ending>,
}

/// What a response has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitPage {
    /// The pages that were committed before. A page that is committed already is not committed again.
    pub after: i64,
    /// The items, as JSON.
    pub items: Vec<String>,
    /// The position after it, as JSON; `None` where the endpoint has no pages.
    pub checkpoint: Option<String>,
}

/// What requests have cost.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// The units; where a response was lost, its price.
    pub units: i64,
    /// The requests.
    pub requests: i64,
}

/// How the claim of a job ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It is complete, or needs a user: this is its state from now on.
    Final(State, Option<String>),
    /// It has failed, and can be claimed again after this pause, in microseconds. Whoever thinks that it fails too often ends it as
    /// [`State::Failed`].
    Retry {
        /// Why it failed.
        why: String,
        /// The pause.
        after_micros: i64,
    },
    /// It goes back as it was: the worker stops.
    Release,
}

/// The state of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum State {
    /// It can be claimed.
    Ready,
    /// It has failed, and can be claimed after a pause.
    Delayed,
    /// A worker has it.
    Claimed,
    /// All of it is here.
    Done,
    /// The service has nothing of it.
    NotFound,
    /// What it requests is private.
    Private,
    /// It is set aside, since it cannot succeed, or has failed too often.
    Failed,
}

impl State {
    /// All states, in the order in which they are reported.
    pub const ALL: [Self; 7] =
        [Self::Ready, Self::Delayed, Self::Claimed, Self::Done, Self::NotFound, Self::Private, Self::Failed];

    /// The name in stores and reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Delayed => "delayed",
            Self::Claimed => "claimed",
            Self::Done => "done",
            Self::NotFound => "not_found",
            Self::Private => "private",
            Self::Failed => "failed",
        }
    }

    /// The state with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Whether nothing more is done for it unless it is retried.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(self, Self::Done | Self::NotFound | Self::Private | Self::Failed)
    }
}

impl fmt::Display for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl NewJob {
    /// A job for an endpoint, without arguments and limits.
    #[must_use]
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self { endpoint: endpoint.into(), arguments: Vec::new(), limits: Limits::default(), priority: 0 }
    }

    /// Returns what identifies it: another job with the same endpoint, arguments and limits is the same one.
    #[must_use]
    pub fn identity(&self) -> [u8; 16] {
        let mut arguments: Vec<_> = self.arguments.iter().collect();
        arguments.sort();
        let identity = serde_json::to_vec(&(&self.endpoint, arguments, &self.limits)).unwrap_or_default();
        let hash = hmac_sha256::Hash::hash(&identity);
        std::array::from_fn(|index| hash[index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_found_by_its_name() {
        for state in State::ALL {
            assert_eq!(State::named(state.name()), Some(state));
        }
        assert_eq!(State::named("other"), None);
    }

    #[test]
    fn a_job_is_what_it_requests_in_any_order() {
        let values = |name: &str, value: &str| (name.to_owned(), vec![value.to_owned()]);
        let job = |arguments| NewJob { arguments, ..NewJob::new("/v1/user/by/id") };
        let one = job(vec![values("id", "7"), values("force", "true")]);
        let same = NewJob { priority: 9, ..job(vec![values("force", "true"), values("id", "7")]) };
        assert_eq!(one.identity(), same.identity());
        let limits = Limits { max_pages: Some(2), ..Limits::default() };
        for other in [job(vec![values("id", "8")]), NewJob { limits, ..one.clone() }, NewJob::new("/v1/user/by/id")] {
            assert_ne!(one.identity(), other.identity());
        }
    }
}
