//! What is in a store, as it is read and moved.

use super::status::Reading;
use crate::job::{Arguments, JobId, Limits, Spent, State};
use crate::pacing::{Pacing, Timestamp};

/// Anything in a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// Which service and which server its jobs are for.
    Bound(String, String),
    /// A job.
    Job(Box<JobRecord>),
    /// An item.
    Item(ItemRecord),
    /// What a job has spent on a day.
    Ledger(LedgerRecord),
    /// A part.
    Part(PartRecord),
    /// What the account had left.
    Reading(Reading),
    /// The rate limit and the budget.
    Pacing(Box<Pacing>),
}

/// A job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRecord {
    /// Its number.
    pub id: JobId,
    /// The key of its endpoint.
    pub endpoint: String,
    /// The values of its parameters.
    pub arguments: Arguments,
    /// How far the list is read.
    pub limits: Limits,
    /// Jobs with a higher one are claimed first.
    pub priority: i32,
    /// Its state.
    pub state: State,
    /// How often it was claimed.
    pub fence: i64,
    /// How often it has failed in a row.
    pub failures: i32,
    /// The pages that are committed.
    pub pages: i64,
    /// The items that are committed.
    pub items: i64,
    /// The units that it has cost.
    pub units: i64,
    /// The position after the last page, as JSON.
    pub checkpoint: Option<String>,
    /// Why it is in its state.
    pub why: Option<String>,
    /// When it can be claimed by others: where it is delayed or claimed.
    pub due: Option<Timestamp>,
}

/// The bytes of JSON that are read at once: fewer items than were asked for are returned, and at least one.
#[cfg(any(feature = "sqlite", feature = "postgres"))]
pub(super) const MOST_JSON: usize = 8_000_000;

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRecord {
    /// Its position.
    pub id: ItemId,
    /// The key of the endpoint of its job.
    pub endpoint: String,
    /// The values of the parameters of its job.
    pub arguments: Arguments,
    /// The part that is being written with it.
    pub part: Option<i64>,
    /// Its JSON.
    pub json: String,
}

/// What a job has spent on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LedgerRecord {
    /// The job.
    pub job: JobId,
    /// The start of the day (UTC).
    pub day: Timestamp,
    /// What was spent.
    pub spent: Spent,
}

/// A file with items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRecord {
    /// Its number.
    pub id: i64,
    /// The name of its files, without their endings.
    pub name: String,
    /// The key of the endpoint of its items.
    pub endpoint: String,
    /// The number of its items.
    pub items: i64,
    /// Its bytes, once it is written.
    pub bytes: Option<i64>,
}

/// The position of an item: that of its job, and its number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemId {
    /// The job.
    pub job: JobId,
    /// The number, from 0.
    pub number: i64,
}
