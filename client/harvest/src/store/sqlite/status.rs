//! Counts of everything.

use rusqlite::Connection;

use super::clock::now;
use super::failure::Outcome;
use super::{jobs, pace};
use crate::pacing::{DAY, Timestamp};
use crate::store::status::{DayCount, Failures, JobCount, ProcessStatus, Reading, Status};

/// Returns counts of everything.
pub(super) fn status(connection: &Connection) -> Outcome<Status> {
    let now = now();
    let jobs = job_counts(connection)?;
    let (parts, stored_items) = parts(connection, &jobs)?;
    Ok(Status {
        now,
        bound: jobs::bound(connection)?,
        pacing: pace::read(connection)?,
        requests_last_minute: pace::requests_last_minute(connection, now)?,
        processes: processes(connection, now)?,
        failures: failures(connection)?,
        days: days(connection)?,
        readings: readings(connection)?,
        stored_items,
        parts,
        bytes: connection.query_row(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
            [],
            |row| row.get(0),
        )?,
        jobs,
    })
}

fn job_counts(connection: &Connection) -> Outcome<Vec<JobCount>> {
    let mut select =
        connection.prepare_cached("SELECT endpoint, state, jobs, pages, items, units FROM job_count WHERE jobs > 0")?;
    let mut rows = select.query([])?;
    let mut counts = Vec::new();
    while let Some(row) = rows.next()? {
        counts.push(JobCount {
            endpoint: row.get(0)?,
            state: jobs::state(&row.get::<_, String>(1)?)?,
            jobs: row.get(2)?,
            pages: row.get(3)?,
            items: row.get(4)?,
            units: row.get(5)?,
        });
    }
    counts.sort_by(|one, other| (&one.endpoint, one.state).cmp(&(&other.endpoint, other.state)));
    Ok(counts)
}

/// Returns the parts that are written with their items and bytes, and the items that are in none of them.
fn parts(connection: &Connection, jobs: &[JobCount]) -> Outcome<((i64, i64, i64), i64)> {
    let sums = "SELECT count(*), coalesce(sum(items), 0), coalesce(sum(bytes), 0) FROM part WHERE bytes IS NOT NULL";
    let parts = connection.query_row(sums, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let items: i64 = jobs.iter().map(|count| count.items).sum();
    Ok((parts, items - parts.1))
}

fn processes(connection: &Connection, now: Timestamp) -> Outcome<Vec<ProcessStatus>> {
    let mut select = connection.prepare_cached(
        "WITH claims AS (SELECT process, count(*) AS jobs FROM job WHERE due IS NOT NULL AND state = 'claimed' GROUP BY process)
         SELECT name, seen, coalesce(jobs, 0) FROM process LEFT JOIN claims ON process.id = claims.process
         WHERE seen > ? ORDER BY seen DESC, id DESC",
    )?;
    let rows = select.query_map([now - DAY], |row| {
        Ok(ProcessStatus { name: row.get(0)?, seen: row.get(1)?, claimed: row.get(2)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn failures(connection: &Connection) -> Outcome<Vec<Failures>> {
    let mut select = connection.prepare_cached(
        "SELECT endpoint, state, coalesce(why, ''), count(*) AS jobs FROM job WHERE state IN ('delayed', 'failed')
         GROUP BY endpoint, state, why ORDER BY jobs DESC, endpoint, state, why LIMIT 20",
    )?;
    let mut rows = select.query([])?;
    let mut failures = Vec::new();
    while let Some(row) = rows.next()? {
        let state = jobs::state(&row.get::<_, String>(1)?)?;
        failures.push(Failures { endpoint: row.get(0)?, state, why: row.get(2)?, jobs: row.get(3)? });
    }
    Ok(failures)
}

fn days(connection: &Connection) -> Outcome<Vec<DayCount>> {
    let mut select =
        connection.prepare_cached("SELECT day, sum(units), sum(requests) FROM ledger GROUP BY day ORDER BY day")?;
    let rows =
        select.query_map([], |row| Ok(DayCount { day: row.get(0)?, units: row.get(1)?, requests: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Notes what the account has left.
pub(super) fn note_balance(connection: &Connection, units: i64) -> Outcome<()> {
    let set_aside = pace::read(connection)?.set_aside;
    let insert = "INSERT INTO reading VALUES (?, ?, ?) ON CONFLICT (at) DO NOTHING";
    connection.execute(insert, [now(), units, set_aside])?;
    Ok(())
}

fn readings(connection: &Connection) -> Outcome<Option<(Reading, Reading)>> {
    let mut select = connection.prepare_cached(
        "SELECT at, units_left, set_aside FROM reading
         WHERE at IN ((SELECT min(at) FROM reading), (SELECT max(at) FROM reading)) ORDER BY at",
    )?;
    let rows =
        select.query_map([], |row| Ok(Reading { at: row.get(0)?, left: row.get(1)?, set_aside: row.get(2)? }))?;
    let rows: Vec<Reading> = rows.collect::<Result<_, _>>()?;
    Ok(rows.first().copied().zip(rows.last().copied()))
}
