//! Jobs: added, listed, and let go again.

use tokio_postgres::Row;

use super::failure::{Failure, Outcome};
use super::pace;
use super::transaction::Transaction;
use crate::error::{Error, ErrorKind};
use crate::job::{JobId, NewJob, State};
use crate::store::interface::{Added, JobFilter};
use crate::store::records::JobRecord;

/// The most rows of a statement.
pub(super) const MOST: usize = 10_000;

/// One transaction at a time adds jobs: two that add the same ones in another order would wait for each other forever.
pub(super) const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(hashtextextended('harvest.job', 0))";

const ADD: &str = "WITH added AS (
        INSERT INTO harvest.job (identity, endpoint, arguments, limits, priority, state)
        SELECT identity, endpoint, arguments::json, limits::json, priority, 'ready'
        FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::integer[])
            WITH ORDINALITY AS sent (identity, endpoint, arguments, limits, priority, place)
        ORDER BY place ON CONFLICT (identity) DO NOTHING RETURNING 1)
    SELECT count(*) FROM added";

/// Notes which service the jobs are for.
pub(super) async fn bind(transaction: &mut Transaction, service: &str, server: &str) -> Outcome<()> {
    let insert = "INSERT INTO harvest.bound (id, service, server) VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING";
    let rows = transaction.all(&[(insert, &[&service, &server]), (BOUND, &[])]).await?;
    match rows.last().map(|rows| bound(rows)).transpose()?.flatten() {
        Some((has_service, has_server)) if has_service != service || has_server != server => {
            Err(Failure::refused(format!(
                "the jobs of this store are for {has_service} at {has_server}, and not for {service} at {server}: use another store"
            )))
        }
        _ => Ok(()),
    }
}

/// Which service the jobs are for.
pub(super) const BOUND: &str = "SELECT service, server FROM harvest.bound";

/// Reads which service the jobs are for.
pub(super) fn bound(rows: &[Row]) -> Outcome<Option<(String, String)>> {
    let row = rows.first();
    row.map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).transpose()
}

/// Adds jobs.
pub(super) async fn add(mut transaction: Transaction, jobs: &[NewJob]) -> Outcome<Added> {
    let rows = transaction.all(&[(pace::HOLD, &[]), (ONE_AT_A_TIME, &[]), (pace::CLOSED, &[])]).await?;
    pace::check_open(rows.last())?;
    let mut added = 0;
    for some in jobs.chunks(MOST) {
        let identities: Vec<Vec<u8>> = some.iter().map(|job| job.identity().to_vec()).collect();
        let endpoints: Vec<&str> = some.iter().map(|job| job.endpoint.as_str()).collect();
        let arguments = some.iter().map(|job| serde_json::to_string(&job.arguments));
        let arguments: Vec<String> = arguments.collect::<Result<_, _>>()?;
        let limits: Vec<String> =
            some.iter().map(|job| serde_json::to_string(&job.limits)).collect::<Result<_, _>>()?;
        let priorities: Vec<i32> = some.iter().map(|job| job.priority).collect();
        let rows = transaction.query(ADD, &[&identities, &endpoints, &arguments, &limits, &priorities]).await?;
        added += count(&rows)?;
    }
    transaction.commit(&[]).await?;
    Ok(Added { added, known: u64::try_from(jobs.len()).unwrap_or(u64::MAX).saturating_sub(added) })
}

/// Lets jobs be claimed again.
pub(super) async fn retry(mut transaction: Transaction, filter: &JobFilter) -> Outcome<u64> {
    let closed = transaction.all(&[(pace::HOLD, &[]), (pace::CLOSED, &[])]).await?;
    pace::check_open(closed.last())?;
    let states = match filter.states.as_slice() {
        [] => vec![State::Failed, State::Delayed],
        states => states.to_vec(),
    };
    let can_be = |state: &State| !matches!(state, State::Ready | State::Claimed | State::Done);
    let states: Vec<&str> = states.into_iter().filter(can_be).map(State::name).collect();
    let (low, high) = range(None, filter);
    let update = "WITH changed AS (
            UPDATE harvest.job SET state = 'ready', failures = 0, why = NULL, due = NULL
            WHERE state = ANY($1) AND ($2::text IS NULL OR endpoint = $2) AND id > $3 AND id <= $4 RETURNING 1)
        SELECT count(*) FROM changed";
    let rows = transaction.commit(&[(update, &[&states, &filter.endpoint, &low, &high])]).await?;
    count(rows.first().map(Vec::as_slice).unwrap_or_default())
}

/// Returns jobs in the order of their numbers.
pub(super) async fn list(
    transaction: Transaction,
    after: Option<JobId>,
    most: u32,
    filter: &JobFilter,
) -> Outcome<Vec<JobRecord>> {
    let select =
        "SELECT id, endpoint, arguments::text, limits::text, priority, state, fence, failures, pages, items, units,
            checkpoint, why, due
        FROM harvest.job WHERE id > $1 AND id <= $2 AND (cardinality($3::text[]) = 0 OR state = ANY($3))
            AND ($4::text IS NULL OR endpoint = $4) ORDER BY id LIMIT $5";
    let (low, high) = range(after.map(|JobId(id)| id), filter);
    let (states, most) = (states(filter), i64::from(most));
    let rows = transaction.commit(&[(select, &[&low, &high, &states, &filter.endpoint, &most])]).await?;
    rows.iter().flatten().map(record).collect()
}

/// The names of the states of a filter.
pub(super) fn states(filter: &JobFilter) -> Vec<&'static str> {
    filter.states.iter().map(|state| state.name()).collect()
}

/// The numbers of jobs that a filter takes: above the first, and to the second.
pub(super) fn range(after: Option<i64>, filter: &JobFilter) -> (i64, i64) {
    let after = after.unwrap_or(i64::MIN);
    filter.job.map_or((after, i64::MAX), |JobId(id)| (after.max(id.saturating_sub(1)), id))
}

/// Reads the only number of the only row.
fn count(rows: &[Row]) -> Outcome<u64> {
    let count: i64 = rows.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

fn record(row: &Row) -> Outcome<JobRecord> {
    Ok(JobRecord {
        id: JobId(row.try_get(0)?),
        endpoint: row.try_get(1)?,
        arguments: serde_json::from_str(row.try_get(2)?)?,
        limits: serde_json::from_str(row.try_get(3)?)?,
        priority: row.try_get(4)?,
        state: state(row.try_get(5)?)?,
        fence: row.try_get(6)?,
        failures: row.try_get(7)?,
        pages: row.try_get(8)?,
        items: row.try_get(9)?,
        units: row.try_get(10)?,
        checkpoint: row.try_get(11)?,
        why: row.try_get(12)?,
        due: row.try_get(13)?,
    })
}

/// Returns the state with a name in the store.
pub(super) fn state(name: &str) -> Outcome<State> {
    State::named(name).ok_or_else(|| {
        let why = format!("the store has a job in the state {name:?}, which this program does not know");
        Error::new(ErrorKind::Corrupt, why).into()
    })
}
