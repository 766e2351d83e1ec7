//! Counts of everything.

use tokio_postgres::Row;

use super::failure::Outcome;
use super::transaction::Transaction;
use super::{jobs, pace};
use crate::store::status::{DayCount, Failures, JobCount, ProcessStatus, Reading, Status};

const NOW: &str = "SELECT harvest.now_micros()";

const JOBS: &str =
    "SELECT endpoint, state, sum(jobs)::bigint, sum(pages)::bigint, sum(items)::bigint, sum(units)::bigint
    FROM harvest.job_count GROUP BY endpoint, state HAVING sum(jobs) > 0";

const PROCESSES: &str = "SELECT name, seen, (SELECT count(*) FROM harvest.job WHERE state = 'claimed' AND job.process = process.id)
    FROM harvest.process AS process WHERE seen > (SELECT harvest.now_micros() - 86400000000) ORDER BY seen DESC, id DESC";

const FAILURES: &str =
    "SELECT endpoint, state, coalesce(why, ''), count(*) FROM harvest.job WHERE state IN ('delayed', 'failed')
    GROUP BY endpoint, state, why ORDER BY count(*) DESC, endpoint, state, why LIMIT 20";

const DAYS: &str =
    "SELECT day, sum(units)::bigint, sum(requests)::bigint FROM harvest.ledger GROUP BY day ORDER BY day";

const READINGS: &str = "SELECT at, units_left, set_aside FROM harvest.reading
    WHERE at IN ((SELECT min(at) FROM harvest.reading), (SELECT max(at) FROM harvest.reading)) ORDER BY at";

const PARTS: &str =
    "SELECT count(*), coalesce(sum(items), 0)::bigint, coalesce(sum(bytes), 0)::bigint FROM harvest.part
    WHERE bytes IS NOT NULL";

const BYTES: &str = "SELECT coalesce(sum(pg_total_relation_size(pg_class.oid)), 0)::bigint
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1 AND relkind = 'r'";

/// Returns counts of everything.
pub(super) async fn status(transaction: Transaction, schema: &str) -> Outcome<Status> {
    let mut rows = transaction
        .commit(&[
            (NOW, &[]),
            (jobs::BOUND, &[]),
            (JOBS, &[]),
            (pace::SELECT, &[]),
            (pace::LAST_MINUTE, &[]),
            (PROCESSES, &[]),
            (FAILURES, &[]),
            (DAYS, &[]),
            (READINGS, &[]),
            (PARTS, &[]),
            (BYTES, &[&schema]),
        ])
        .await?
        .into_iter();
    let mut next = || rows.next().unwrap_or_default();
    let now = number(&next(), 0)?;
    let bound = jobs::bound(&next())?;
    let mut jobs: Vec<JobCount> = each(&next(), job_count)?;
    jobs.sort_by(|one, other| (&one.endpoint, one.state).cmp(&(&other.endpoint, other.state)));
    let pacing = pace::read(&next())?;
    let requests_last_minute = number(&next(), 0)?;
    let processes = each(&next(), process)?;
    let failures = each(&next(), failure)?;
    let days = each(&next(), day)?;
    let readings = each(&next(), reading)?;
    let parts = next();
    let parts = (number(&parts, 0)?, number(&parts, 1)?, number(&parts, 2)?);
    Ok(Status {
        now,
        bound,
        pacing,
        requests_last_minute,
        processes,
        failures,
        days,
        readings: readings.first().copied().zip(readings.last().copied()),
        stored_items: jobs.iter().map(|count| count.items).sum::<i64>() - parts.1,
        parts,
        bytes: number(&next(), 0)?,
        jobs,
    })
}

fn number(rows: &[Row], column: usize) -> Outcome<i64> {
    Ok(rows.first().map(|row| row.try_get(column)).transpose()?.unwrap_or_default())
}

fn each<T>(rows: &[Row], read: fn(&Row) -> Outcome<T>) -> Outcome<Vec<T>> {
    rows.iter().map(read).collect()
}

fn job_count(row: &Row) -> Outcome<JobCount> {
    Ok(JobCount {
        endpoint: row.try_get(0)?,
        state: jobs::state(row.try_get(1)?)?,
        jobs: row.try_get(2)?,
        pages: row.try_get(3)?,
        items: row.try_get(4)?,
        units: row.try_get(5)?,
    })
}

fn process(row: &Row) -> Outcome<ProcessStatus> {
    Ok(ProcessStatus { name: row.try_get(0)?, seen: row.try_get(1)?, claimed: row.try_get(2)? })
}

fn failure(row: &Row) -> Outcome<Failures> {
    let state = jobs::state(row.try_get(1)?)?;
    Ok(Failures { endpoint: row.try_get(0)?, state, why: row.try_get(2)?, jobs: row.try_get(3)? })
}

fn day(row: &Row) -> Outcome<DayCount> {
    Ok(DayCount { day: row.try_get(0)?, units: row.try_get(1)?, requests: row.try_get(2)? })
}

fn reading(row: &Row) -> Outcome<Reading> {
    Ok(Reading { at: row.try_get(0)?, left: row.try_get(1)?, set_aside: row.try_get(2)? })
}

/// Notes what the account has left.
pub(super) async fn note_balance(transaction: Transaction, units: i64) -> Outcome<()> {
    let insert = "INSERT INTO harvest.reading (at, units_left, set_aside)
        SELECT harvest.now_micros(), $1, set_aside FROM harvest.pacing ON CONFLICT (at) DO NOTHING";
    transaction.commit(&[(insert, &[&units])]).await?;
    Ok(())
}
