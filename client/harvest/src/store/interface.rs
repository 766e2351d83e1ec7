//! What every store does.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use crate::error::Result;
use crate::job::{Claim, ClaimedJob, Commit, JobId, NewJob, State};
use crate::pacing::{Answer, Change, Timestamp};

use super::records::{ItemId, ItemRecord, JobRecord, LedgerRecord, PartRecord, Record};
use super::status::Status;

/// What a store returns: it is awaited.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A store of jobs.
///
/// Every method is one transaction. Where the database is away, it returns an error of the kind
/// [`Unavailable`](crate::ErrorKind::Unavailable), and can be called again with the same values: nothing is done twice.
///
/// A store that is [closed](Change::Close) refuses `register`, `add`, `claim`, `retry`, `begin_part` and `finish_part`, and admits no request.
pub trait Store: fmt::Debug + Send + Sync {
    /// Returns where it is, without secrets: `run.db`, or `postgres://host/database`.
    fn location(&self) -> &str;

    /// Notes which service its jobs are for, and by which server.
    ///
    /// # Errors
    /// Where they are for another one.
    fn bind<'a>(&'a self, service: &'a str, server: &'a str) -> StoreFuture<'a, ()>;

    /// Notes a process, and returns its number.
    fn register<'a>(&'a self, name: &'a str) -> StoreFuture<'a, ProcessId>;

    /// Adds jobs. Those that it has already are left as they are.
    fn add(&self, jobs: Vec<NewJob>) -> StoreFuture<'_, Added>;

    /// Claims ready jobs, those with the highest priority first, and of these the oldest. A claim is the process's for so many
    /// microseconds: what it has not committed until then can be claimed by others.
    ///
    /// Delayed jobs whose time has come, and claims whose lease has run out, become ready first; of the latter the fence is raised, so
    /// that nothing more is committed by them. The claims of the process itself are let go after a second lease: until then it can work on
    /// them, or have a commit for a store that was away. After that, it does not know them, as the answer to its claim was lost. A lease and a pause are a day at most: what is due later has run out, too, as the clock was set
    /// back. With `most` 0 that is all, also where the store is closed.
    fn claim(&self, process: ProcessId, most: u32, lease: i64) -> StoreFuture<'_, Claimed>;

    /// Extends the leases of claims. Returns those that the process has lost.
    fn renew<'a>(&'a self, claims: &'a [Claim], lease: i64) -> StoreFuture<'a, Vec<Claim>>;

    /// Commits what was done for a job: its items, its position and its cost together. A page resets the failures of the job.
    ///
    /// A commit that was made before is not made again: a page that the job has, or, without a page, an ending after the claim has
    /// ended. With neither of them the cost is added each time, so that it is better put into the next one that has.
    ///
    /// # Errors
    /// [`Fenced`](crate::ErrorKind::Fenced) where the claim is not the job's any more: nothing but the cost is committed then.
    /// Where the answer to such a commit is lost, and it is sent again, its cost is noted twice: the ledger is too high then, and never
    /// too low. The budget is not touched by it.
    fn commit(&self, commit: Commit) -> StoreFuture<'_, ()>;

    /// Applies changes to the pacing, in order.
    fn pace(&self, batch: Batch) -> StoreFuture<'_, Paced>;

    /// Notes the units that the account has left, as the service says.
    fn note_balance(&self, units: i64) -> StoreFuture<'_, ()>;

    /// Returns counts of everything.
    fn status(&self) -> StoreFuture<'_, Status>;

    /// Lets jobs be claimed again, with all that they have, as if they had never failed. Returns their number. Jobs that are ready,
    /// claimed or done are left as they are; a filter without states means those that have failed, also those that wait.
    fn retry<'a>(&'a self, filter: &'a JobFilter) -> StoreFuture<'a, u64>;

    /// Returns jobs in the order of their numbers.
    fn jobs<'a>(&'a self, after: Option<JobId>, most: u32, filter: &'a JobFilter) -> StoreFuture<'a, Vec<JobRecord>>;

    /// Returns items that are in the store itself, in the order of their jobs and their numbers: at least one where there are any, and
    /// at most some 8 MB of JSON at once.
    fn items<'a>(&'a self, after: Option<ItemId>, most: u32, filter: &'a JobFilter)
    -> StoreFuture<'a, Vec<ItemRecord>>;

    /// Returns what was spent for each job on each day, in the order of jobs and days.
    fn ledger(&self, after: Option<(JobId, Timestamp)>, most: u32) -> StoreFuture<'_, Vec<LedgerRecord>>;

    /// Returns the parts in the order of their numbers.
    fn parts(&self) -> StoreFuture<'_, Vec<PartRecord>>;

    /// Takes items of finished pages that are in no part for a new one, which is named before it is written: the oldest ones of the
    /// endpoint that has the most. `None` where there are fewer than `least`.
    ///
    /// A process writes one part at a time. Where it has begun one and not finished it, that one is returned again, and its lease is
    /// extended. Otherwise it gets one that another process has begun and whose lease has run out, and a new one only where there is none.
    fn begin_part<'a>(&'a self, begin: &'a BeginPart) -> StoreFuture<'a, Option<PartRecord>>;

    /// Returns the items of a part that is being written, as [`items`](Self::items) does.
    ///
    /// # Errors
    /// Where the part is finished: another process has written it, and its items are not here any more.
    fn part_items(&self, part: i64, after: Option<ItemId>, most: u32) -> StoreFuture<'_, Vec<ItemRecord>>;

    /// Notes that a part is written, and deletes its items from the store. A part that is finished stays as it is.
    fn finish_part(&self, part: i64, bytes: i64) -> StoreFuture<'_, ()>;

    /// Adds records of another store. Those that it has already are left as they are, but the pacing is replaced. Jobs that were
    /// claimed are ready.
    ///
    /// # Errors
    /// Where the store has another job with the number of one, or has it by another number; or where it is bound otherwise.
    fn load(&self, records: Vec<Record>) -> StoreFuture<'_, ()>;
}

/// Whether a store that does not exist yet is created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// It is created.
    Create,
    /// It must exist.
    Existing,
}

/// The number of a process that works on a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProcessId(pub i64);

/// What was added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// The new jobs.
    pub added: u64,
    /// Those that were there already.
    pub known: u64,
}

/// What was claimed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claimed {
    /// The jobs.
    pub jobs: Vec<ClaimedJob>,
    /// The jobs that are not final, whoever has them.
    pub open: i64,
}

/// Changes of one process. Each batch has a number, the first one 1: one that is applied already is not applied again, and is answered
/// as before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// The process.
    pub process: ProcessId,
    /// The number of the batch.
    pub number: i64,
    /// The changes.
    pub changes: Vec<Change>,
}

/// The answers to a [`Batch`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paced {
    /// The time by the clock of the store.
    pub now: Timestamp,
    /// When that was, by the clock of this process.
    pub seen: Instant,
    /// An answer for each change.
    pub answers: Vec<Answer>,
}

/// Which jobs. Without anything, all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// Those in any of these states; in any state where it is empty.
    pub states: Vec<State>,
    /// Those of this endpoint.
    pub endpoint: Option<String>,
    /// Those with this number.
    pub job: Option<JobId>,
}

/// What a new part is to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginPart {
    /// The process that writes it.
    pub process: ProcessId,
    /// How long it may take until another process writes it, in microseconds.
    pub lease: i64,
    /// The items that there must be.
    pub least: i64,
    /// The most items.
    pub most: i64,
    /// Keys of endpoints, and the names that their files begin with. Those of other endpoints begin with the words of the key.
    pub names: Vec<(String, String)>,
}

impl BeginPart {
    /// Returns the name of a new part: `user_followers_chunk-000001`.
    pub(super) fn name(&self, endpoint: &str, id: i64) -> String {
        let name = self.names.iter().find(|(key, _)| key == endpoint).map(|(_, name)| name.clone());
        format!("{}-{id:06}", name.unwrap_or_else(|| words(endpoint)))
    }
}

/// The key of an endpoint as a part of a name of a file: `v1_user_by_id`.
fn words(key: &str) -> String {
    let words = key.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("_")
}
