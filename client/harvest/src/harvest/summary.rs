//! What a run has done.

use std::collections::BTreeMap;
use std::fmt;

use crate::job::{Spent, State};

/// What a run of one process has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// The jobs that have ended, by their final state.
    pub jobs: BTreeMap<State, u64>,
    /// How often a job has failed and waits until it is claimed again.
    pub retries: u64,
    /// The jobs that were lost to other processes, since their lease had run out.
    pub lost: u64,
    /// The pages that were committed.
    pub pages: u64,
    /// The items that were committed. Those that [`unique`](crate::job::Limits::unique) leaves out are not among them; one that came
    /// before the job was claimed last can be counted a second time.
    pub items: u64,
    /// What the requests have cost.
    pub spent: Spent,
    /// The units that the account had left at the start and at the end, where the service says it.
    pub balance: Option<(i64, i64)>,
    /// Why it has ended.
    pub end: End,
}

/// Why a run has ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// No job is open, in this process or in another one.
    #[default]
    Done,
    /// It was [stopped](super::Stop::stop).
    Stopped,
    /// All processes were stopped, for this reason: most often the account has no credit left.
    AllStopped(String),
    /// The next request would exceed a budget, in these words.
    Budget(String),
    /// No request of this process can succeed: the key is wrong, or the client.
    Unusable(String),
}

impl Summary {
    /// Returns the number of jobs that have ended in this state.
    #[must_use]
    pub fn jobs(&self, state: State) -> u64 {
        self.jobs.get(&state).copied().unwrap_or_default()
    }
}

impl fmt::Display for End {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => formatter.write_str("no job is open"),
            Self::Stopped => formatter.write_str("stopped"),
            Self::AllStopped(why) | Self::Budget(why) | Self::Unusable(why) => formatter.write_str(why),
        }
    }
}
