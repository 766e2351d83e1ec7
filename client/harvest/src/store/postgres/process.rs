//! Processes that work on the store.

use super::failure::{Failure, Outcome};
use super::pace;
use super::text::without_nul;
use super::transaction::Transaction;
use crate::store::interface::ProcessId;

/// Notes that a process was seen: not each time, as that is a write of its own.
pub(super) const NOTE: &str = "UPDATE harvest.process SET seen = harvest.now_micros()
    WHERE id = $1 AND seen <= harvest.now_micros() - 10000000";

/// Notes a new process.
pub(super) async fn register(mut transaction: Transaction, name: &str) -> Outcome<ProcessId> {
    let closed = transaction.all(&[(pace::CLOSED, &[])]).await?;
    pace::check_open(closed.last())?;
    let insert = "INSERT INTO harvest.process (name, seen) VALUES ($1, harvest.now_micros()) RETURNING id";
    let rows = transaction.commit(&[(insert, &[&without_nul(name)])]).await?;
    let row = rows.first().and_then(|rows| rows.first());
    let row = row.ok_or_else(|| Failure::refused("the store has given the process no number"))?;
    Ok(ProcessId(row.try_get(0)?))
}
