//! The pacing of the store, which is one row.

use std::time::Instant;

use rusqlite::{Connection, OptionalExtension, params};

use super::clock::now;
use super::failure::{Failure, Outcome};
use crate::pacing::{Answer, Change, Pacing, Timestamp};
use crate::store::interface::{Batch, Paced, ProcessId};

const SECOND: i64 = 1_000_000;

/// The seconds of which requests are counted.
pub(super) const MINUTE: i64 = 60;

/// Applies a batch of changes, or returns the answers to it where it was applied before.
pub(super) fn pace(connection: &Connection, batch: &Batch) -> Outcome<Paced> {
    let (now, seen) = (now(), Instant::now());
    let mut select = connection.prepare_cached("SELECT batch, answers FROM process WHERE id = ?")?;
    let last = select.query_row([batch.process.0], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)));
    let (number, answers) = last.optional()?.ok_or_else(|| unknown(batch.process))?;
    if batch.number == number {
        return Ok(Paced { now, seen, answers: serde_json::from_str(&answers)? });
    }
    if batch.number < number {
        let Batch { process, number: old, .. } = batch;
        let process = process.0;
        return Err(Failure::refused(format!("process {process} has sent batch {number}, and sends {old} again")));
    }
    let mut pacing = read(connection)?;
    let answers = pacing.apply(now, &batch.changes);
    write(connection, &pacing)?;
    count(connection, now, &batch.changes, &answers)?;
    let mut update = connection.prepare_cached("UPDATE process SET batch = ?, answers = ?, seen = ? WHERE id = ?")?;
    update.execute(params![batch.number, serde_json::to_string(&answers)?, now, batch.process.0])?;
    Ok(Paced { now, seen, answers })
}

fn unknown(process: ProcessId) -> Failure {
    Failure::refused(format!("the store has no process {}: register it first", process.0))
}

/// Counts the requests of seconds.
fn count(connection: &Connection, now: Timestamp, changes: &[Change], answers: &[Answer]) -> Outcome<()> {
    let mut add = connection.prepare_cached(
        "INSERT INTO pulse (second, requests) VALUES (?, ?) ON CONFLICT (second) DO UPDATE SET requests = requests + excluded.requests",
    )?;
    for (change, answer) in changes.iter().zip(answers) {
        match (change, answer) {
            (_, Answer::Admitted(at)) => add.execute([at / SECOND, 1])?,
            (Change::Correct { unsent, .. }, _) if *unsent != 0 => add.execute([now / SECOND, -unsent])?,
            _ => continue,
        };
    }
    let mut forget = connection.prepare_cached("DELETE FROM pulse WHERE second < ?")?;
    forget.execute([now / SECOND - 2 * MINUTE])?;
    Ok(())
}

/// Returns the requests of the last 60 whole seconds.
pub(super) fn requests_last_minute(connection: &Connection, now: Timestamp) -> Outcome<i64> {
    let second = now / SECOND;
    let sum = "SELECT max(coalesce(sum(requests), 0), 0) FROM pulse WHERE second >= ? AND second < ?";
    Ok(connection.query_row(sum, [second - MINUTE, second], |row| row.get(0))?)
}

/// Refuses where the store is closed.
pub(super) fn check_open(connection: &Connection) -> Outcome<()> {
    let mut select = connection.prepare_cached("SELECT closed FROM pacing")?;
    match select.query_row([], |row| row.get::<_, Option<String>>(0))? {
        Some(why) => Err(Failure::refused(why)),
        None => Ok(()),
    }
}

/// Reads the pacing.
pub(super) fn read(connection: &Connection) -> Outcome<Pacing> {
    let mut select = connection.prepare_cached(
        "SELECT interval_micros, budget, set_aside, requests, next_at, not_before, doublings, changed_at, doubled_at,
         stopped, closed FROM pacing",
    )?;
    let pacing = select.query_row([], |row| {
        Ok(Pacing {
            interval: row.get(0)?,
            budget: row.get(1)?,
            set_aside: row.get(2)?,
            requests: row.get(3)?,
            next: row.get(4)?,
            not_before: row.get(5)?,
            doublings: row.get(6)?,
            changed: row.get(7)?,
            doubled: row.get(8)?,
            stopped: row.get(9)?,
            closed: row.get(10)?,
        })
    });
    Ok(pacing?)
}

/// Writes the pacing.
pub(super) fn write(connection: &Connection, pacing: &Pacing) -> Outcome<()> {
    let Pacing {
        interval,
        budget,
        set_aside,
        requests,
        next,
        not_before,
        doublings,
        changed,
        doubled,
        stopped,
        closed,
    } = pacing;
    let mut update = connection.prepare_cached(
        "UPDATE pacing SET interval_micros = ?, budget = ?, set_aside = ?, requests = ?, next_at = ?, not_before = ?,
         doublings = ?, changed_at = ?, doubled_at = ?, stopped = ?, closed = ?",
    )?;
    update.execute(params![
        interval, budget, set_aside, requests, next, not_before, doublings, changed, doubled, stopped, closed
    ])?;
    Ok(())
}
