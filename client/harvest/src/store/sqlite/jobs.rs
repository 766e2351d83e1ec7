//! Jobs: added, listed, and let go again.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};

use super::failure::{Failure, Outcome};
use super::pace;
use crate::job::{JobId, NewJob, State};
use crate::store::interface::{Added, JobFilter};
use crate::store::records::JobRecord;

/// Notes which service the jobs are for.
pub(super) fn bind(connection: &Connection, service: &str, server: &str) -> Outcome<()> {
    connection.execute("INSERT INTO bound VALUES (1, ?, ?) ON CONFLICT (id) DO NOTHING", [service, server])?;
    match bound(connection)? {
        Some((has_service, has_server)) if has_service != service || has_server != server => {
            Err(Failure::refused(format!(
                "the jobs of this store are for {has_service} at {has_server}, and not for {service} at {server}: use another store"
            )))
        }
        _ => Ok(()),
    }
}

/// Returns which service the jobs are for.
pub(super) fn bound(connection: &Connection) -> Outcome<Option<(String, String)>> {
    let mut select = connection.prepare_cached("SELECT service, server FROM bound")?;
    let mut rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.next().transpose()?)
}

/// Adds jobs.
pub(super) fn add(connection: &Connection, jobs: &[NewJob]) -> Outcome<Added> {
    pace::check_open(connection)?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO job (identity, endpoint, arguments, limits, priority, state) VALUES (?, ?, ?, ?, ?, 'ready')
         ON CONFLICT (identity) DO NOTHING",
    )?;
    let mut added = Added::default();
    for job in jobs {
        let (arguments, limits) = (serde_json::to_string(&job.arguments)?, serde_json::to_string(&job.limits)?);
        match insert.execute(params![job.identity(), job.endpoint, arguments, limits, job.priority])? {
            0 => added.known += 1,
            _ => added.added += 1,
        }
    }
    Ok(added)
}

/// Lets jobs be claimed again.
pub(super) fn retry(connection: &Connection, filter: &JobFilter) -> Outcome<u64> {
    pace::check_open(connection)?;
    let states = match filter.states.as_slice() {
        [] => vec![State::Failed, State::Delayed],
        states => states.to_vec(),
    };
    let can_be = |state: &State| !matches!(state, State::Ready | State::Claimed | State::Done);
    let states: Vec<_> = states.into_iter().filter(can_be).collect();
    if states.is_empty() {
        return Ok(0);
    }
    // The words of the index of jobs that have failed, which is used then.
    let is_indexed = states.iter().all(|state| matches!(state, State::Failed | State::Delayed));
    let indexed = if is_indexed { " AND state IN ('delayed', 'failed')" } else { "" };
    let Where { sql, values } = Where::new(&JobFilter { states, ..filter.clone() });
    let update = format!("UPDATE job SET state = 'ready', failures = 0, why = NULL, due = NULL WHERE {sql}{indexed}");
    let changed = connection.execute(&update, params_from_iter(values))?;
    Ok(u64::try_from(changed).unwrap_or_default())
}

/// Returns jobs in the order of their numbers.
pub(super) fn list(
    connection: &Connection,
    after: Option<JobId>,
    most: u32,
    filter: &JobFilter,
) -> Outcome<Vec<JobRecord>> {
    let Where { sql, mut values } = Where::new(filter);
    values.extend([Value::from(after.map_or(i64::MIN, |JobId(id)| id)), Value::from(most)]);
    let mut select = connection.prepare_cached(&format!("{SELECT} WHERE {sql} AND id > ? ORDER BY id LIMIT ?"))?;
    let mut rows = select.query(params_from_iter(values))?;
    let mut jobs = Vec::new();
    while let Some(row) = rows.next()? {
        jobs.push(record(row)?);
    }
    Ok(jobs)
}

const SELECT: &str = "SELECT id, endpoint, arguments, limits, priority, state, fence, failures, pages, items, units,
    checkpoint, why, due FROM job";

fn record(row: &Row<'_>) -> Outcome<JobRecord> {
    Ok(JobRecord {
        id: JobId(row.get(0)?),
        endpoint: row.get(1)?,
        arguments: serde_json::from_str(&row.get::<_, String>(2)?)?,
        limits: serde_json::from_str(&row.get::<_, String>(3)?)?,
        priority: row.get(4)?,
        state: state(&row.get::<_, String>(5)?)?,
        fence: row.get(6)?,
        failures: row.get(7)?,
        pages: row.get(8)?,
        items: row.get(9)?,
        units: row.get(10)?,
        checkpoint: row.get(11)?,
        why: row.get(12)?,
        due: row.get(13)?,
    })
}

/// Returns the state with a name in the store.
pub(super) fn state(name: &str) -> Outcome<State> {
    State::named(name).ok_or_else(|| {
        let why = format!("the store has a job in the state {name:?}, which this program does not know");
        crate::error::Error::new(crate::error::ErrorKind::Corrupt, why).into()
    })
}

/// The condition of a filter on the table of jobs.
pub(super) struct Where {
    pub(super) sql: String,
    pub(super) values: Vec<Value>,
}

impl Where {
    pub(super) fn new(filter: &JobFilter) -> Self {
        let JobFilter { states, endpoint, job } = filter;
        let (mut sql, mut values) = ("TRUE".to_owned(), Vec::new());
        if !states.is_empty() {
            let names: Vec<_> = states.iter().map(|state| format!("'{state}'")).collect();
            sql.push_str(&format!(" AND state IN ({})", names.join(", ")));
        }
        if let Some(endpoint) = endpoint {
            sql.push_str(" AND endpoint = ?");
            values.push(Value::from(endpoint.clone()));
        }
        if let Some(JobId(id)) = job {
            sql.push_str(" AND id = ?");
            values.push(Value::from(*id));
        }
        Self { sql, values }
    }
}
