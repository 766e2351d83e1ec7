//! Items, costs and parts, as they are read.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, Rows, params_from_iter};

use super::failure::Outcome;
use super::jobs::Where;
use crate::job::{JobId, Spent};
use crate::pacing::Timestamp;
use crate::store::interface::JobFilter;
use crate::store::records::{ItemId, ItemRecord, LedgerRecord, MOST_JSON, PartRecord};

/// The position before all items.
pub(super) const FIRST: ItemId = ItemId { job: JobId(i64::MIN), number: i64::MIN };

/// Returns items in the order of their jobs and numbers.
pub(super) fn items(
    connection: &Connection,
    after: Option<ItemId>,
    most: u32,
    filter: &JobFilter,
) -> Outcome<Vec<ItemRecord>> {
    let ItemId { job, number } = after.unwrap_or(FIRST);
    let Where { sql, mut values } = Where::new(filter);
    values.extend([job.0, number, i64::from(most)].map(Value::from));
    let mut select = connection.prepare_cached(&format!(
        "SELECT job, number, endpoint, arguments, part, json FROM item CROSS JOIN job ON job.id = item.job
         WHERE {sql} AND (job, number) > (?, ?) ORDER BY job, number LIMIT ?"
    ))?;
    read_items(select.query(params_from_iter(values))?)
}

/// Reads as many items as may be read at once.
pub(super) fn read_items(mut rows: Rows<'_>) -> Outcome<Vec<ItemRecord>> {
    let (mut items, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        let item = item(row)?;
        bytes += item.json.len();
        if bytes > MOST_JSON && !items.is_empty() {
            break;
        }
        items.push(item);
    }
    Ok(items)
}

/// Reads an item: its job, number, endpoint, arguments, part and JSON.
fn item(row: &Row<'_>) -> Outcome<ItemRecord> {
    Ok(ItemRecord {
        id: ItemId { job: JobId(row.get(0)?), number: row.get(1)? },
        endpoint: row.get(2)?,
        arguments: serde_json::from_str(&row.get::<_, String>(3)?)?,
        part: row.get(4)?,
        json: row.get(5)?,
    })
}

/// Returns what was spent, in the order of jobs and days.
pub(super) fn ledger(
    connection: &Connection,
    after: Option<(JobId, Timestamp)>,
    most: u32,
) -> Outcome<Vec<LedgerRecord>> {
    let (JobId(job), day) = after.unwrap_or((JobId(i64::MIN), i64::MIN));
    let mut select = connection.prepare_cached(
        "SELECT job, day, units, requests FROM ledger WHERE (job, day) > (?, ?) ORDER BY job, day LIMIT ?",
    )?;
    let rows = select.query_map([job, day, i64::from(most)], |row| {
        let spent = Spent { units: row.get(2)?, requests: row.get(3)? };
        Ok(LedgerRecord { job: JobId(row.get(0)?), day: row.get(1)?, spent })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Returns all parts.
pub(super) fn parts(connection: &Connection) -> Outcome<Vec<PartRecord>> {
    let mut select = connection.prepare_cached("SELECT id, name, endpoint, items, bytes FROM part ORDER BY id")?;
    Ok(select.query_map([], part)?.collect::<Result<_, _>>()?)
}

/// Reads a part: its number, name, endpoint, items and bytes.
pub(super) fn part(row: &Row<'_>) -> rusqlite::Result<PartRecord> {
    Ok(PartRecord { id: row.get(0)?, name: row.get(1)?, endpoint: row.get(2)?, items: row.get(3)?, bytes: row.get(4)? })
}
