//! What is committed by claims of jobs.

use tokio_postgres::Row;

use super::claims;
use super::failure::{Failure, Outcome};
use super::text::without_nul;
use super::transaction::{Query, Transaction};
use crate::error::{Error, ErrorKind, Result};
use crate::job::{Commit, CommitPage, Ending, Spent, State};
use crate::pacing::{DAY, Timestamp};

const SELECT: &str =
    "SELECT state, fence, failures, pages, items, units, checkpoint, why, due, process, harvest.now_micros()
    FROM harvest.job WHERE id = $1 FOR NO KEY UPDATE";

const UPDATE: &str =
    "UPDATE harvest.job SET state = $2, failures = $3, pages = $4, items = $5, units = $6, checkpoint = $7,
    why = $8, due = $9, process = $10 WHERE id = $1";

const ADD_ITEMS: &str = "INSERT INTO harvest.item (job, number, json)
    SELECT $1, $2 + place - 1, line::json FROM unnest($3::text[]) WITH ORDINALITY AS sent (line, place)";

const SPEND: &str = "INSERT INTO harvest.ledger AS ledger (job, day, units, requests) VALUES ($1, $2, $3, $4)
    ON CONFLICT (job, day) DO UPDATE SET units = ledger.units + excluded.units, requests = ledger.requests + excluded.requests";

/// Commits what was done for a job. The inner error is about the claim: the cost is committed then.
pub(super) async fn commit(mut transaction: Transaction, commit: &Commit) -> Outcome<Result<()>> {
    let Commit { claim, page, spent, ending } = commit;
    let id = claim.job.0;
    let rows = transaction.query(SELECT, &[&id]).await?;
    let Some(row) = rows.first() else {
        return Err(Failure::refused(format!("the store has no job {id}")));
    };
    let mut job = Progress::of(row)?;
    if job.fence == claim.fence && job.has(page.as_ref(), ending.as_ref()) {
        transaction.commit(&[]).await?;
        return Ok(Ok(()));
    }
    let first = job.items;
    let is_fenced = job.fence != claim.fence || !(job.is_claimed() || page.is_none());
    if !is_fenced {
        if let Some(page) = page {
            job.add_page(id, page)?;
        }
        if let Some(ending) = ending {
            job.end(ending)?;
        }
    }
    job.units = job.units.saturating_add(spent.units);
    let day = job.now - job.now.rem_euclid(DAY);
    let Progress { state, failures, pages, items, units, checkpoint, why, due, process, .. } = &job;
    let mut queries: Vec<Query<'_>> = Vec::new();
    let values: [&(dyn tokio_postgres::types::ToSql + Sync); 10] =
        [&id, state, failures, pages, items, units, checkpoint, why, due, process];
    queries.push((UPDATE, &values));
    let cost: [&(dyn tokio_postgres::types::ToSql + Sync); 4] = [&id, &day, &spent.units, &spent.requests];
    if *spent != Spent::default() {
        queries.push((SPEND, &cost));
    }
    let lines = page.as_ref().map(|page| &page.items).filter(|lines| !is_fenced && !lines.is_empty());
    let added: [&(dyn tokio_postgres::types::ToSql + Sync); 3] = [&id, &first, &lines];
    if lines.is_some() {
        queries.push((ADD_ITEMS, &added));
    }
    transaction.commit(&queries).await?;
    let fenced = || Error::new(ErrorKind::Fenced, format!("the lease of job {id} has run out: it is claimed again"));
    Ok(if is_fenced { Err(fenced()) } else { Ok(()) })
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
    now: Timestamp,
}

impl Progress {
    fn of(row: &Row) -> Outcome<Self> {
        Ok(Self {
            state: row.try_get(0)?,
            fence: row.try_get(1)?,
            failures: row.try_get(2)?,
            pages: row.try_get(3)?,
            items: row.try_get(4)?,
            units: row.try_get(5)?,
            checkpoint: row.try_get(6)?,
            why: row.try_get(7)?,
            due: row.try_get(8)?,
            process: row.try_get(9)?,
            now: row.try_get(10)?,
        })
    }

    fn is_claimed(&self) -> bool {
        self.state == State::Claimed.name()
    }

    /// Whether this was committed before by the same claim.
    fn has(&self, page: Option<&CommitPage>, ending: Option<&Ending>) -> bool {
        match page {
            Some(page) => self.pages > page.after,
            None => ending.is_some() && !self.is_claimed(),
        }
    }

    fn add_page(&mut self, id: i64, page: &CommitPage) -> Outcome<()> {
        if self.pages < page.after {
            let (has, sent) = (self.pages, page.after + 1);
            return Err(Failure::refused(format!("job {id} has {has} pages, and page {sent} was sent")));
        }
        self.pages += 1;
        self.items += i64::try_from(page.items.len()).unwrap_or(i64::MAX);
        self.checkpoint.clone_from(&page.checkpoint);
        (self.failures, self.why) = (0, None);
        Ok(())
    }

    fn end(&mut self, ending: &Ending) -> Outcome<()> {
        (self.due, self.process) = (None, None);
        let state = match ending {
            Ending::Final(state, _) if !state.is_final() => {
                return Err(Failure::refused(format!("a job cannot end as {state}")));
            }
            Ending::Final(state, why) => {
                self.why = why.as_deref().map(|why| without_nul(why).into_owned());
                *state
            }
            Ending::Retry { why, after_micros } => {
                self.failures = self.failures.saturating_add(1);
                self.why = Some(without_nul(why).into_owned());
                self.due = Some(self.now.saturating_add((*after_micros).clamp(0, claims::LONGEST)));
                State::Delayed
            }
            Ending::Release => State::Ready,
        };
        state.name().clone_into(&mut self.state);
        Ok(())
    }
}
