//! Claims of jobs.

use tokio_postgres::Row;

use super::failure::Outcome;
use super::transaction::Transaction;
use super::{pace, process};
use crate::job::{Claim, ClaimedJob, JobId};
use crate::pacing::Timestamp;
use crate::store::interface::{Claimed, ProcessId};

/// The longest lease and the longest pause, in microseconds: a day. What is due later was written before the clock was set back.
pub(super) const LONGEST: i64 = crate::pacing::DAY;

/// Makes jobs ready again. Claims are let go only once the server is up for as long as a lease: those who have them may have waited for
/// it, and commit first. Those that another connection changes now are left to it.
const LET_GO: &str = "WITH gone AS (
        SELECT id FROM harvest.job
        WHERE (due <= (SELECT harvest.now_micros()) OR due > (SELECT harvest.now_micros()) + 86400000000)
            AND (state = 'delayed' OR (state = 'claimed'
            AND (process IS DISTINCT FROM $2 OR due <= (SELECT harvest.now_micros()) - $1)
            AND (SELECT (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::bigint + $1 <= harvest.now_micros())))
        ORDER BY due LIMIT 20000 FOR NO KEY UPDATE SKIP LOCKED)
    UPDATE harvest.job AS job SET fence = fence + (state = 'claimed')::integer, state = 'ready', due = NULL, process = NULL
    FROM gone WHERE job.id = gone.id";

const READY: &str = "WITH picked AS (
        SELECT id FROM harvest.job WHERE state = 'ready' ORDER BY priority DESC, id LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
    UPDATE harvest.job AS job SET state = 'claimed', fence = fence + 1, due = harvest.now_micros() + $3, process = $2
    FROM picked WHERE job.id = picked.id
    RETURNING priority, job.id, fence, endpoint, arguments::text, limits::text, pages, failures, checkpoint";

const OPEN: &str =
    "SELECT coalesce(sum(jobs), 0)::bigint FROM harvest.job_count WHERE state IN ('ready', 'delayed', 'claimed')";

/// Claims ready jobs.
pub(super) async fn claim(mut transaction: Transaction, process: ProcessId, most: u32, lease: i64) -> Outcome<Claimed> {
    let lease = lease.clamp(0, LONGEST);
    let (most, ProcessId(process)) = (i64::from(most), process);
    let found = transaction.all(&[(pace::HOLD, &[]), (LET_GO, &[&lease, &process]), (pace::CLOSED, &[])]).await?;
    let (mut claimed, open) = if most == 0 {
        (Vec::new(), transaction.commit(&[(OPEN, &[])]).await?.pop())
    } else {
        pace::check_open(found.last())?;
        let mut rows = transaction
            .commit(&[(READY, &[&most, &process, &lease]), (process::NOTE, &[&process]), (OPEN, &[])])
            .await?;
        let open = rows.pop();
        (rows.swap_remove(0), open)
    };
    // An update returns its rows in any order.
    let mut jobs = Vec::with_capacity(claimed.len());
    for row in claimed.drain(..) {
        let priority: i32 = row.try_get(0)?;
        jobs.push((priority, claimed_job(&row)?));
    }
    jobs.sort_by_key(|(priority, job)| (-i64::from(*priority), job.claim.job));
    let jobs = jobs.into_iter().map(|(_, job)| job).collect();
    let open = open.and_then(|rows| rows.first().map(|row| row.try_get(0))).transpose()?.unwrap_or_default();
    Ok(Claimed { jobs, open })
}

fn claimed_job(row: &Row) -> Outcome<ClaimedJob> {
    Ok(ClaimedJob {
        claim: Claim { job: JobId(row.try_get(1)?), fence: row.try_get(2)? },
        endpoint: row.try_get(3)?,
        arguments: serde_json::from_str(row.try_get(4)?)?,
        limits: serde_json::from_str(row.try_get(5)?)?,
        pages: row.try_get(6)?,
        failures: row.try_get(7)?,
        checkpoint: row.try_get(8)?,
    })
}

/// Extends the leases of claims, and returns those that are lost.
pub(super) async fn renew(transaction: Transaction, claims: &[Claim], lease: Timestamp) -> Outcome<Vec<Claim>> {
    let jobs: Vec<i64> = claims.iter().map(|claim| claim.job.0).collect();
    let fences: Vec<i64> = claims.iter().map(|claim| claim.fence).collect();
    let lease = lease.clamp(0, LONGEST);
    let update = "UPDATE harvest.job AS job SET due = harvest.now_micros() + $3
        FROM unnest($1::bigint[], $2::bigint[]) AS claim (id, fence)
        WHERE job.id = claim.id AND job.fence = claim.fence AND job.state = 'claimed' RETURNING job.id";
    let rows = transaction.commit(&[(update, &[&jobs, &fences, &lease])]).await?;
    let mut kept = Vec::with_capacity(claims.len());
    for row in rows.iter().flatten() {
        kept.push(row.try_get::<_, i64>(0)?);
    }
    kept.sort_unstable();
    Ok(claims.iter().copied().filter(|claim| kept.binary_search(&claim.job.0).is_err()).collect())
}
