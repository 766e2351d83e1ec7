//! Moves all that a store has to another one.

use crate::error::{Error, ErrorKind, Result};
use crate::job::{JobId, State};
use crate::pacing::{Change, Pacing, Timestamp};
use crate::store::{Batch, ItemId, JobFilter, ProcessId, Record, Status, Store};

/// The jobs, and the entries of the ledger, of a transaction.
const RECORDS: u32 = 2_000;

/// The bytes of the items of a transaction, as far as they can be foreseen.
const BYTES: usize = 4_000_000;

/// The lease with which the move lets claims go, in microseconds. It claims no job itself.
const LEASE: i64 = 60_000_000;

/// What was moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moved {
    /// The jobs.
    pub jobs: u64,
    /// The items that are in no file.
    pub items: u64,
    /// The entries of the ledger: what jobs have spent on days.
    pub ledger: u64,
    /// The parts. Their files stay where they are.
    pub parts: u64,
}

/// Moves all that a store has to another one, which is empty, and reports each step.
///
/// Jobs keep their numbers, positions, failures and costs; the rate limit and the budget go on with what was spent. The store that they
/// come from keeps everything, too, but is [closed](Change::Close) for good. A move that was interrupted is started again with the same
/// stores: until it is complete, neither of them does anything else.
///
/// # Errors
/// [`Refused`](ErrorKind::Refused) where the other store is in use, or where processes work on this one: it is stopped then, so that the
/// move can be started again when they have ended. All errors of stores.
pub async fn copy(from: &dyn Store, to: &dyn Store, mut progress: impl FnMut(Moved) + Send) -> Result<Moved> {
    Plan::new(from, to).begin().await?;
    let mut moved = Moved::default();
    copy_first(from, to, &mut moved).await?;
    progress(moved);
    copy_jobs(from, to, &mut moved, &mut progress).await?;
    copy_ledger(from, to, &mut moved, &mut progress).await?;
    copy_items(from, to, &mut moved, &mut progress).await?;
    let source = from.status().await?;
    check(&source, &to.status().await?, moved)?;
    let opened = Pacing { closed: None, stopped: None, ..source.pacing };
    to.load(vec![Record::Pacing(Box::new(opened))]).await?;
    Ok(moved)
}

/// The two stores, and why each of them does nothing else.
struct Plan<'a> {
    from: &'a dyn Store,
    to: &'a dyn Store,
    left: String,
    incomplete: String,
}

impl<'a> Plan<'a> {
    fn new(from: &'a dyn Store, to: &'a dyn Store) -> Self {
        let (source, target) = (from.location(), to.location());
        Self {
            from,
            to,
            left: format!("the jobs of {source} were moved to {target}: use that store"),
            incomplete: format!("the move from {source} to {target} is not complete: start it again"),
        }
    }

    /// Closes both stores.
    async fn begin(&self) -> Result<()> {
        let (source, target) = (self.from.status().await?, self.to.status().await?);
        let is_left = source.pacing.closed.as_ref() == Some(&self.left);
        if let Some(why) = source.pacing.closed.filter(|_| !is_left) {
            return Err(refused(why));
        }
        self.check_target(&target, is_left)?;
        match is_left {
            true => self.refuse_claims(ProcessId(0)).await?,
            false => self.close().await?,
        }
        // Once more, with what was spent last; and the target can be a new one.
        self.mark_target().await
    }

    /// Closes the target until the move is complete.
    async fn mark_target(&self) -> Result<()> {
        let pacing = Pacing { closed: Some(self.incomplete.clone()), ..self.from.status().await?.pacing };
        self.to.load(vec![Record::Pacing(Box::new(pacing))]).await
    }

    fn check_target(&self, target: &Status, is_left: bool) -> Result<()> {
        match &target.pacing.closed {
            Some(why) if *why != self.incomplete => return Err(refused(why.clone())),
            Some(_) => return Ok(()),
            None => {}
        }
        let Status { jobs, pacing, parts, stored_items, .. } = target;
        if jobs.is_empty() && pacing.requests == 0 && pacing.set_aside == 0 && parts.0 == 0 && *stored_items == 0 {
            return Ok(());
        }
        let to = self.to.location();
        Err(refused(match is_left {
            true => self.left.clone(),
            false => format!("{to} has jobs, parts or costs of its own: move to a new store"),
        }))
    }

    /// Stops the source, and closes it when no process works on it.
    async fn close(&self) -> Result<()> {
        let Self { from, to, .. } = *self;
        let process = self.register().await?;
        let pace = async |number, change| from.pace(Batch { process, number, changes: vec![change] }).await;
        pace(1, Change::Stop(format!("the store is being moved to {}", to.location()))).await?;
        self.refuse_claims(process).await?;
        self.mark_target().await?;
        pace(2, Change::Close(Some(self.left.clone()))).await?;
        // A process can have claimed jobs before that.
        self.refuse_claims(process).await
    }

    /// Registers the move as a process of the source. The two stores are one where the target has it, too, by whatever location.
    async fn register(&self) -> Result<ProcessId> {
        let Self { from, to, .. } = *self;
        let name = format!("move {:016x}", fastrand::u64(..));
        let process = from.register(&name).await?;
        match to.status().await?.processes.iter().any(|process| process.name == name) {
            true => {
                Err(refused(format!("{} and {} are the same store: move to a new one", from.location(), to.location())))
            }
            false => Ok(process),
        }
    }

    /// Refuses where processes have claims: what they commit later would be missing.
    async fn refuse_claims(&self, process: ProcessId) -> Result<()> {
        self.from.claim(process, 0, LEASE).await?;
        let claimed = JobFilter { states: vec![State::Claimed], ..JobFilter::default() };
        let jobs = self.from.jobs(None, 10_000, &claimed).await?;
        let Some(until) = jobs.iter().map(|job| job.due.unwrap_or_default()).max() else { return Ok(()) };
        let seconds = (until - self.from.status().await?.now).max(0) / 1_000_000 + 1;
        let (location, jobs) = (self.from.location(), jobs.len());
        Err(refused(format!(
            "processes have {jobs} jobs of {location}, for {seconds} more seconds at most: they were told to stop; start the move again then"
        )))
    }
}

async fn copy_first(from: &dyn Store, to: &dyn Store, moved: &mut Moved) -> Result<()> {
    let Status { bound, readings, .. } = from.status().await?;
    let parts = from.parts().await?;
    moved.parts += parts.len() as u64;
    let mut records: Vec<_> = bound.into_iter().map(|(service, server)| Record::Bound(service, server)).collect();
    records.extend(readings.into_iter().flat_map(|(first, last)| [Record::Reading(first), Record::Reading(last)]));
    records.extend(parts.into_iter().map(Record::Part));
    to.load(records).await
}

async fn copy_jobs(
    from: &dyn Store,
    to: &dyn Store,
    moved: &mut Moved,
    progress: &mut (impl FnMut(Moved) + Send),
) -> Result<()> {
    let mut after: Option<JobId> = None;
    loop {
        let jobs = from.jobs(after, RECORDS, &JobFilter::default()).await?;
        let Some(last) = jobs.last() else { return Ok(()) };
        after = Some(last.id);
        moved.jobs += jobs.len() as u64;
        to.load(jobs.into_iter().map(|job| Record::Job(Box::new(job))).collect()).await?;
        progress(*moved);
    }
}

async fn copy_ledger(
    from: &dyn Store,
    to: &dyn Store,
    moved: &mut Moved,
    progress: &mut (impl FnMut(Moved) + Send),
) -> Result<()> {
    let mut after: Option<(JobId, Timestamp)> = None;
    loop {
        let ledger = from.ledger(after, RECORDS).await?;
        let Some(last) = ledger.last() else { return Ok(()) };
        after = Some((last.job, last.day));
        moved.ledger += ledger.len() as u64;
        to.load(ledger.into_iter().map(Record::Ledger).collect()).await?;
        progress(*moved);
    }
}

async fn copy_items(
    from: &dyn Store,
    to: &dyn Store,
    moved: &mut Moved,
    progress: &mut (impl FnMut(Moved) + Send),
) -> Result<()> {
    let mut after: Option<ItemId> = None;
    let mut most = 64;
    loop {
        let items = from.items(after, most, &JobFilter::default()).await?;
        let Some(last) = items.last() else { return Ok(()) };
        after = Some(last.id);
        moved.items += items.len() as u64;
        let bytes: usize = items.iter().map(|item| item.json.len()).sum();
        let fitting = BYTES / (bytes / items.len()).max(1);
        most = u32::try_from(fitting).unwrap_or(RECORDS).clamp(1, RECORDS);
        to.load(items.into_iter().map(Record::Item).collect()).await?;
        progress(*moved);
    }
}

/// Checks that all of it is there. What the account has left can be noted while it is moved, and is not compared.
fn check(source: &Status, target: &Status, moved: Moved) -> Result<()> {
    let jobs: i64 = source.jobs.iter().map(|count| count.jobs).sum();
    let is_complete = i64::try_from(moved.jobs) == Ok(jobs) && i64::try_from(moved.items) == Ok(source.stored_items);
    let has_all = |status: &Status| {
        let mut counts = status.jobs.clone();
        counts.sort_by(|one, other| (&one.endpoint, one.state).cmp(&(&other.endpoint, other.state)));
        let Status { bound, days, stored_items, parts, .. } = status.clone();
        (counts, bound, days, stored_items, parts)
    };
    if is_complete && has_all(source) == has_all(target) {
        return Ok(());
    }
    Err(Error::new(
        ErrorKind::Failed,
        "the counts of the two stores differ after the move: the first one has everything; start the move again",
    ))
}

fn refused(why: String) -> Error {
    Error::new(ErrorKind::Refused, why)
}
