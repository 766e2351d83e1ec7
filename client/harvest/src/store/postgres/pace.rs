//! The pacing of the store, which is one row.

use std::collections::BTreeMap;
use std::time::Instant;

use tokio_postgres::Row;

use super::clock::Clock;
use super::failure::{Failure, Outcome};
use super::text::without_nul;
use super::transaction::Transaction;
use crate::error::{Error, ErrorKind};
use crate::pacing::{Answer, Change, Pacing, Timestamp};
use crate::store::interface::{Batch, Paced, ProcessId};

const SECOND: i64 = 1_000_000;

/// The seconds of which requests are counted.
const MINUTE: i64 = 60;

/// Keeps the store from being closed until a transaction ends, in a statement before [`CLOSED`]: what a move reads must not change later.
/// The row itself is not locked for it, since requests wait for that.
pub(super) const HOLD: &str = "SELECT pg_advisory_xact_lock_shared(hashtextextended('harvest.closed', 0))";

/// Waits for those that keep it from being closed.
const CLOSE: &str = "SELECT pg_advisory_xact_lock(hashtextextended('harvest.closed', 0))";

/// Why the store is closed.
pub(super) const CLOSED: &str = "SELECT closed FROM harvest.pacing";

pub(super) const SELECT: &str =
    "SELECT interval_micros, budget, set_aside, requests, next_at, not_before, doublings, changed_at,
    doubled_at, stopped, closed FROM harvest.pacing";

/// The same, for one transaction at a time.
const LOCK: &str =
    "SELECT interval_micros, budget, set_aside, requests, next_at, not_before, doublings, changed_at, doubled_at,
    stopped, closed FROM harvest.pacing FOR NO KEY UPDATE";

const UPDATE: &str =
    "UPDATE harvest.pacing SET interval_micros = $1, budget = $2, set_aside = $3, requests = $4, next_at = $5,
    not_before = $6, doublings = $7, changed_at = $8, doubled_at = $9, stopped = $10, closed = $11";

/// A statement of its own after that which waits for the lock: one that waits would read the clock before.
const NOW: &str = "SELECT harvest.now_micros()";

const COUNT: &str = "INSERT INTO harvest.pulse AS pulse (second, requests)
    SELECT second, requests FROM unnest($1::bigint[], $2::bigint[]) AS counted (second, requests)
    ON CONFLICT (second) DO UPDATE SET requests = pulse.requests + excluded.requests";

/// The requests of the last 60 whole seconds.
pub(super) const LAST_MINUTE: &str = "SELECT greatest(coalesce(sum(requests), 0), 0)::bigint FROM harvest.pulse,
    (SELECT harvest.now_micros() / 1000000 AS now) AS clock WHERE second >= now - 60 AND second < now";

/// Applies a batch of changes, or returns the answers to it where it was applied before.
pub(super) async fn pace(mut transaction: Transaction, batch: &Batch, clock: &Clock) -> Outcome<Paced> {
    let process = batch.process.0;
    // The row of all processes is locked last, and for one more round trip.
    let own = "SELECT batch, answers FROM harvest.process WHERE id = $1 FOR NO KEY UPDATE";
    if batch.changes.iter().any(|change| matches!(change, Change::Close(Some(_)))) {
        transaction.query(CLOSE, &[]).await?;
    }
    let sent = Instant::now();
    let rows = transaction.all(&[(own, &[&process]), (LOCK, &[]), (NOW, &[])]).await?;
    let came = Instant::now();
    let [own, pacing, now] = rows.as_slice() else { return Err(missing()) };
    let own = own.first().ok_or_else(|| unknown(batch.process))?;
    let (last, answers): (i64, &str) = (own.try_get(0)?, own.try_get(1)?);
    let now: Timestamp = now.first().ok_or_else(missing)?.try_get(0)?;
    let seen = clock.seen(now, sent, came);
    if batch.number <= last {
        let answers = serde_json::from_str(answers)?;
        transaction.commit(&[]).await?;
        if batch.number < last {
            let old = batch.number;
            return Err(Failure::refused(format!("process {process} has sent batch {last}, and sends {old} again")));
        }
        return Ok(Paced { now, seen, answers });
    }
    let mut pacing = read(pacing)?;
    let answers = pacing.apply(now, &batch.changes);
    let (seconds, requests): (Vec<i64>, Vec<i64>) = counted(now, &batch.changes, &answers).into_iter().unzip();
    let text = serde_json::to_string(&answers)?;
    let note = "UPDATE harvest.process SET batch = $2, answers = $3, seen = $4 WHERE id = $1";
    let forget = "DELETE FROM harvest.pulse WHERE second < $1";
    let old = now / SECOND - 2 * MINUTE;
    let Pacing { interval, budget, set_aside, requests: sum, next, not_before, .. } = &pacing;
    let Pacing { doublings, changed, doubled, stopped, closed, .. } = &pacing;
    let (stopped, closed) = (stopped.as_deref().map(without_nul), closed.as_deref().map(without_nul));
    transaction
        .commit(&[
            (
                UPDATE,
                &[interval, budget, set_aside, sum, next, not_before, doublings, changed, doubled, &stopped, &closed],
            ),
            (note, &[&process, &batch.number, &text, &now]),
            (COUNT, &[&seconds, &requests]),
            (forget, &[&old]),
        ])
        .await?;
    Ok(Paced { now, seen, answers })
}

/// The requests of seconds.
fn counted(now: Timestamp, changes: &[Change], answers: &[Answer]) -> BTreeMap<i64, i64> {
    let mut seconds = BTreeMap::new();
    for (change, answer) in changes.iter().zip(answers) {
        let (second, requests) = match (change, answer) {
            (_, Answer::Admitted(at)) => (at / SECOND, 1),
            (Change::Correct { unsent, .. }, _) if *unsent != 0 => (now / SECOND, -unsent),
            _ => continue,
        };
        *seconds.entry(second).or_default() += requests;
    }
    seconds
}

/// Replaces the pacing.
pub(super) async fn replace(transaction: &mut Transaction, pacing: &Pacing) -> Outcome<()> {
    let Pacing { interval, budget, set_aside, requests, next, not_before, .. } = pacing;
    let Pacing { doublings, changed, doubled, stopped, closed, .. } = pacing;
    let (stopped, closed) = (stopped.as_deref().map(without_nul), closed.as_deref().map(without_nul));
    transaction
        .query(
            UPDATE,
            &[interval, budget, set_aside, requests, next, not_before, doublings, changed, doubled, &stopped, &closed],
        )
        .await?;
    Ok(())
}

/// Refuses where the store is closed.
pub(super) fn check_open(closed: Option<&Vec<Row>>) -> Outcome<()> {
    let why = closed.and_then(|rows| rows.first()).ok_or_else(missing)?;
    why.try_get::<_, Option<String>>(0)?.map_or(Ok(()), |why| Err(Failure::refused(why)))
}

/// Reads the pacing.
pub(super) fn read(rows: &[Row]) -> Outcome<Pacing> {
    let row = rows.first().ok_or_else(missing)?;
    Ok(Pacing {
        interval: row.try_get(0)?,
        budget: row.try_get(1)?,
        set_aside: row.try_get(2)?,
        requests: row.try_get(3)?,
        next: row.try_get(4)?,
        not_before: row.try_get(5)?,
        doublings: row.try_get(6)?,
        changed: row.try_get(7)?,
        doubled: row.try_get(8)?,
        stopped: row.try_get(9)?,
        closed: row.try_get(10)?,
    })
}

fn unknown(process: ProcessId) -> Failure {
    Failure::refused(format!("the store has no process {}: register it first", process.0))
}

fn missing() -> Failure {
    Error::new(ErrorKind::Corrupt, "the store has lost its rate limit and budget: restore it from a copy").into()
}
