//! What a store has, in numbers.

use serde::Serialize;

use crate::job::State;
use crate::pacing::{Pacing, Timestamp};

/// The numbers of a store at one time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// The time, by the clock of the store.
    pub now: Timestamp,
    /// The service that its jobs are for, and its server.
    pub bound: Option<(String, String)>,
    /// Jobs by endpoint and state, in the order of both.
    pub jobs: Vec<JobCount>,
    /// The rate limit and the budget.
    pub pacing: Pacing,
    /// The requests that were admitted in the last 60 whole seconds.
    pub requests_last_minute: i64,
    /// The processes that were seen in the last day, the newest first.
    pub processes: Vec<ProcessStatus>,
    /// Why jobs were set aside or wait, the most frequent first, at most 20.
    pub failures: Vec<Failures>,
    /// What was spent on each day.
    pub days: Vec<DayCount>,
    /// The first reading of the account's balance, and the last.
    pub readings: Option<(Reading, Reading)>,
    /// The items that are in the store, and not in parts.
    pub stored_items: i64,
    /// The parts that are written, and their items and bytes.
    pub parts: (i64, i64, i64),
    /// The bytes that the store takes.
    pub bytes: i64,
}

/// Jobs of an endpoint in a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobCount {
    /// The endpoint.
    pub endpoint: String,
    /// The state.
    pub state: State,
    /// The number of jobs.
    pub jobs: i64,
    /// Their pages.
    pub pages: i64,
    /// Their items.
    pub items: i64,
    /// Their units.
    pub units: i64,
}

/// A process that works on the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessStatus {
    /// Its name: its host and its number there.
    pub name: String,
    /// When it was seen last.
    pub seen: Timestamp,
    /// The jobs that it has claimed.
    pub claimed: i64,
}

/// Jobs that have failed for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failures {
    /// The endpoint.
    pub endpoint: String,
    /// The state of the jobs.
    pub state: State,
    /// Why.
    pub why: String,
    /// The number of jobs.
    pub jobs: i64,
}

/// What was spent on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    /// Its start (UTC).
    pub day: Timestamp,
    /// The units.
    pub units: i64,
    /// The requests.
    pub requests: i64,
}

/// What the service said that the account has left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Reading {
    /// When.
    pub at: Timestamp,
    /// The units that were left.
    pub left: i64,
    /// The units that were set aside in the store then.
    pub set_aside: i64,
}
