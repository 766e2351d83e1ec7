//! Records of another store.

use rusqlite::{Connection, OptionalExtension, params};

use super::failure::{Failure, Outcome};
use super::{jobs, pace};
use crate::job::{JobId, NewJob, State};
use crate::store::records::{ItemId, ItemRecord, JobRecord, LedgerRecord, PartRecord, Record};
use crate::store::status::Reading;

/// Adds records of another store.
pub(super) fn load(connection: &Connection, records: &[Record]) -> Outcome<()> {
    for record in records {
        match record {
            Record::Bound(service, server) => jobs::bind(connection, service, server)?,
            Record::Job(record) => job(connection, record)?,
            Record::Item(record) => item(connection, record)?,
            Record::Ledger(record) => ledger(connection, *record)?,
            Record::Part(record) => part(connection, record)?,
            Record::Reading(record) => reading(connection, *record)?,
            Record::Pacing(pacing) => pace::write(connection, pacing)?,
        }
    }
    Ok(())
}

fn job(connection: &Connection, record: &JobRecord) -> Outcome<()> {
    let JobRecord { id, endpoint, arguments, limits, priority, .. } = record;
    let JobRecord { state, fence, failures, pages, items, units, checkpoint, why, due, .. } = record;
    let new = NewJob { endpoint: endpoint.clone(), arguments: arguments.clone(), limits: *limits, priority: *priority };
    let identity = new.identity();
    let (state, due) = match state {
        State::Claimed => (State::Ready, &None),
        state => (*state, due),
    };
    let mut insert = connection.prepare_cached(
        "INSERT INTO job (id, identity, endpoint, arguments, limits, priority, state, fence, failures, pages, items, units,
         checkpoint, why, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )?;
    let (arguments, limits) = (serde_json::to_string(arguments)?, serde_json::to_string(limits)?);
    let added = insert.execute(params![
        id.0,
        identity,
        endpoint,
        arguments,
        limits,
        priority,
        state.name(),
        fence,
        failures,
        pages,
        items,
        units,
        checkpoint,
        why,
        due
    ])?;
    let mut select = connection.prepare_cached("SELECT id FROM job WHERE identity = ?")?;
    match added {
        0 if select.query_row([identity], |row| row.get(0)).optional()? != Some(id.0) => {
            let JobId(id) = id;
            Err(Failure::refused(format!(
                "the store has other jobs already, such as its job {id}: load into a new store"
            )))
        }
        _ => Ok(()),
    }
}

fn item(connection: &Connection, record: &ItemRecord) -> Outcome<()> {
    let ItemRecord { id: ItemId { job, number }, part, json, .. } = record;
    let mut insert = connection
        .prepare_cached("INSERT INTO item (job, number, part, json) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")?;
    insert.execute(params![job.0, number, part, json])?;
    Ok(())
}

fn ledger(connection: &Connection, record: LedgerRecord) -> Outcome<()> {
    let LedgerRecord { job, day, spent } = record;
    let mut insert = connection
        .prepare_cached("INSERT INTO ledger (job, day, units, requests) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")?;
    insert.execute([job.0, day, spent.units, spent.requests])?;
    Ok(())
}

fn part(connection: &Connection, record: &PartRecord) -> Outcome<()> {
    let PartRecord { id, name, endpoint, items, bytes } = record;
    let insert = "INSERT INTO part (id, name, endpoint, items, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    connection.execute(insert, params![id, name, endpoint, items, bytes])?;
    Ok(())
}

fn reading(connection: &Connection, record: Reading) -> Outcome<()> {
    let Reading { at, left, set_aside } = record;
    connection.execute("INSERT INTO reading VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [at, left, set_aside])?;
    Ok(())
}
