//! Claims of jobs, and what is committed by them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::clock::{day, now};
use super::failure::{Failure, Outcome};
use super::{pace, process};
use crate::error::{Error, ErrorKind, Result};
use crate::job::{Claim, ClaimedJob, Commit, Ending, JobId, Spent, State};
use crate::pacing::Timestamp;
use crate::store::interface::{Claimed, ProcessId};

/// The longest lease and the longest pause, in microseconds: a day. What is due later was written before the clock was set back.
const LONGEST: i64 = crate::pacing::DAY;

/// Claims ready jobs.
pub(super) fn claim(connection: &Connection, process: ProcessId, most: u32, lease: i64) -> Outcome<Claimed> {
    let now = now();
    let mut let_go = connection.prepare_cached(
        "UPDATE job SET fence = fence + (state = 'claimed'), state = 'ready', due = NULL, process = NULL
         WHERE (due <= ? OR due > ?) AND (state <> 'claimed' OR process IS NOT ? OR due <= ?)",
    )?;
    let_go.execute([now, now.saturating_add(LONGEST), process.0, now.saturating_sub(lease.clamp(0, LONGEST))])?;
    let jobs = match most {
        0 => Vec::new(),
        most => {
            pace::check_open(connection)?;
            process::note(connection, process, now)?;
            claim_ready(connection, process, most, now.saturating_add(lease.min(LONGEST)))?
        }
    };
    let mut open = connection.prepare_cached(
        "SELECT coalesce(sum(jobs), 0) FROM job_count WHERE state IN ('ready', 'delayed', 'claimed')",
    )?;
    Ok(Claimed { jobs, open: open.query_row([], |row| row.get(0))? })
}

fn claim_ready(connection: &Connection, process: ProcessId, most: u32, until: Timestamp) -> Outcome<Vec<ClaimedJob>> {
    let mut select = connection.prepare_cached(
        "SELECT id, fence + 1, endpoint, arguments, limits, pages, failures, checkpoint FROM job
         WHERE state = 'ready' ORDER BY priority DESC, id LIMIT ?",
    )?;
    let mut rows = select.query([most])?;
    let mut jobs = Vec::new();
    while let Some(row) = rows.next()? {
        jobs.push(claimed_job(row)?);
    }
    let mut update = connection
        .prepare_cached("UPDATE job SET state = 'claimed', fence = fence + 1, due = ?, process = ? WHERE id = ?")?;
    for job in &jobs {
        update.execute([until, process.0, job.claim.job.0])?;
    }
    Ok(jobs)
}

fn claimed_job(row: &Row<'_>) -> Outcome<ClaimedJob> {
    Ok(ClaimedJob {
        claim: Claim { job: JobId(row.get(0)?), fence: row.get(1)? },
        endpoint: row.get(2)?,
        arguments: serde_json::from_str(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?,
        limits: serde_json::from_str(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?)?,
        pages: row.get(5)?,
        failures: row.get(6)?,
        checkpoint: row.get(7)?,
    })
}

/// Extends the leases of claims, and returns those that are lost.
pub(super) fn renew(connection: &Connection, claims: &[Claim], lease: i64) -> Outcome<Vec<Claim>> {
    let until = now().saturating_add(lease.min(LONGEST));
    let mut update =
        connection.prepare_cached("UPDATE job SET due = ? WHERE id = ? AND fence = ? AND state = 'claimed'")?;
    let mut lost = Vec::new();
    for claim in claims {
        if update.execute([until, claim.job.0, claim.fence])? == 0 {
            lost.push(*claim);
        }
    }
    Ok(lost)
}

/// Commits what was done for a job. The inner error is about the claim: the cost is committed then.
pub(super) fn commit(connection: &Connection, commit: &Commit) -> Outcome<Result<()>> {
    let Commit { claim, page, spent, ending } = commit;
    let now = now();
    let Some(mut job) = Progress::of(connection, claim.job)? else {
        return Err(Failure::refused(format!("the store has no job {}", claim.job.0)));
    };
    let has_claim = job.state == State::Claimed.name();
    if job.fence == claim.fence {
        let is_known = match page {
            Some(page) => job.pages > page.after,
            None => ending.is_some() && !has_claim,
        };
        if is_known {
            return Ok(Ok(()));
        }
    }
    spend(connection, claim.job, *spent, now)?;
    job.units = job.units.saturating_add(spent.units);
    let is_fenced = job.fence != claim.fence || !(has_claim || page.is_none());
    if !is_fenced {
        if let Some(page) = page {
            if job.pages < page.after {
                let Claim { job: JobId(id), .. } = claim;
                let (has, after) = (job.pages, page.after);
                return Err(Failure::refused(format!("job {id} has {has} pages, and page {} was sent", after + 1)));
            }
            add_items(connection, claim.job, job.items, &page.items)?;
            job.add_page(i64::try_from(page.items.len()).unwrap_or(i64::MAX), page.checkpoint.clone());
        }
        if let Some(ending) = ending {
            job.end(ending, now)?;
        }
    }
    job.write(connection, claim.job)?;
    let fenced =
        || Error::new(ErrorKind::Fenced, format!("the lease of job {} has run out: it is claimed again", claim.job.0));
    Ok(if is_fenced { Err(fenced()) } else { Ok(()) })
}

fn spend(connection: &Connection, job: JobId, spent: Spent, now: Timestamp) -> Outcome<()> {
    if spent == Spent::default() {
        return Ok(());
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO ledger (job, day, units, requests) VALUES (?, ?, ?, ?) ON CONFLICT (job, day) DO UPDATE SET
         units = units + excluded.units, requests = requests + excluded.requests",
    )?;
    insert.execute([job.0, day(now), spent.units, spent.requests])?;
    Ok(())
}

fn add_items(connection: &Connection, job: JobId, first: i64, items: &[String]) -> Outcome<()> {
    let mut insert = connection.prepare_cached("INSERT INTO item (job, number, json) VALUES (?, ?, ?)")?;
    for (number, json) in (first..).zip(items) {
        insert.execute(params![job.0, number, json])?;
    }
    Ok(())
}

/// What commits change of a job.
struct Progress {
    state: String,
    fence: i64,
    failures: i32,
    pages: i64,
    items: i64,
    units: i64,
    checkpoint: Option<String>,
    why: Option<String>,
    due: Option<Timestamp>,
    process: Option<i64>,
}

impl Progress {
    fn of(connection: &Connection, job: JobId) -> Outcome<Option<Self>> {
        let mut select = connection.prepare_cached(
            "SELECT state, fence, failures, pages, items, units, checkpoint, why, due, process FROM job WHERE id = ?",
        )?;
        let progress = select.query_row([job.0], |row| {
            Ok(Self {
                state: row.get(0)?,
                fence: row.get(1)?,
                failures: row.get(2)?,
                pages: row.get(3)?,
                items: row.get(4)?,
                units: row.get(5)?,
                checkpoint: row.get(6)?,
                why: row.get(7)?,
                due: row.get(8)?,
                process: row.get(9)?,
            })
        });
        Ok(progress.optional()?)
    }

    fn add_page(&mut self, items: i64, checkpoint: Option<String>) {
        self.pages += 1;
        self.items += items;
        self.checkpoint = checkpoint;
        (self.failures, self.why) = (0, None);
    }

    fn end(&mut self, ending: &Ending, now: Timestamp) -> Outcome<()> {
        (self.due, self.process) = (None, None);
        let state = match ending {
            Ending::Final(state, _) if !state.is_final() => {
                return Err(Failure::refused(format!("a job cannot end as {state}")));
            }
            Ending::Final(state, why) => {
                self.why.clone_from(why);
                *state
            }
            Ending::Retry { why, after_micros } => {
                self.failures = self.failures.saturating_add(1);
                self.why = Some(why.clone());
                self.due = Some(now.saturating_add((*after_micros).clamp(0, LONGEST)));
                State::Delayed
            }
            Ending::Release => State::Ready,
        };
        self.state = state.name().to_owned();
        Ok(())
    }

    fn write(&self, connection: &Connection, job: JobId) -> Outcome<()> {
        let Self { state, failures, pages, items, units, checkpoint, why, due, process, fence: _ } = self;
        let mut update = connection.prepare_cached(
            "UPDATE job SET state = ?, failures = ?, pages = ?, items = ?, units = ?, checkpoint = ?, why = ?, due = ?,
             process = ? WHERE id = ?",
        )?;
        update.execute(params![state, failures, pages, items, units, checkpoint, why, due, process, job.0])?;
        Ok(())
    }
}
