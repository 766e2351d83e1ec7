//! Processes that work on the store.

use rusqlite::{Connection, params};

use super::clock::now;
use super::failure::Outcome;
use super::pace;
use crate::pacing::Timestamp;
use crate::store::interface::ProcessId;

/// How old the time at which a process was seen may be, in microseconds: it is not written each time.
const SEEN: i64 = 10_000_000;

/// Notes a new process.
pub(super) fn register(connection: &Connection, name: &str) -> Outcome<ProcessId> {
    pace::check_open(connection)?;
    connection.execute("INSERT INTO process (name, seen) VALUES (?, ?)", params![name, now()])?;
    Ok(ProcessId(connection.last_insert_rowid()))
}

/// Notes that a process was seen.
pub(super) fn note(connection: &Connection, process: ProcessId, now: Timestamp) -> Outcome<()> {
    let mut update = connection.prepare_cached("UPDATE process SET seen = ?1 WHERE id = ?2 AND seen <= ?1 - ?3")?;
    update.execute([now, process.0, SEEN])?;
    Ok(())
}
