//! The tables of a store, by version.

use rusqlite::Connection;

use super::failure::{Failure, Outcome};
use crate::error::Result;

/// What each version adds, from the first one. A version that was released is never changed.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];

/// The mark of our databases: `hkrq`.
pub(super) const APPLICATION: i32 = 0x686b_7271;

/// Brings the tables up to date, in one transaction.
pub(super) fn apply(connection: &Connection, location: &str) -> Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE").map_err(|error| Failure::from(error).at(location))?;
    let applied = apply_missing(connection, location);
    let end = if applied.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(Failure::from);
    applied.and(ended).map_err(|failure| failure.at(location))
}

fn apply_missing(connection: &Connection, location: &str) -> Outcome<()> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if version > known {
        return Err(Failure::refused(format!(
            "{location}: the store is of version {version}, and this program knows versions to {known}: update it"
        )));
    }
    let missing = MIGRATIONS.iter().skip(usize::try_from(version).unwrap_or_default());
    for migration in missing {
        connection.execute_batch(migration)?;
    }
    if version < known {
        connection.pragma_update(None, "application_id", APPLICATION)?;
        connection.pragma_update(None, "user_version", known)?;
    }
    Ok(())
}
