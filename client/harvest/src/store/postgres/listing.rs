//! Items, costs and parts, as they are read.

use tokio_postgres::Row;

use super::failure::Outcome;
use super::jobs::{range, states};
use super::transaction::Transaction;
use crate::job::{JobId, Spent};
use crate::pacing::Timestamp;
use crate::store::interface::JobFilter;
use crate::store::records::{ItemId, ItemRecord, LedgerRecord, MOST_JSON, PartRecord};

/// The position before all items.
pub(super) const FIRST: ItemId = ItemId { job: JobId(i64::MIN), number: i64::MIN };

/// Returns items in the order of their jobs and numbers.
pub(super) async fn items(
    transaction: Transaction,
    after: Option<ItemId>,
    most: u32,
    filter: &JobFilter,
) -> Outcome<Vec<ItemRecord>> {
    let select = "SELECT item.job, item.number, job.endpoint, job.arguments::text, item.part, item.json::text
        FROM harvest.item AS item JOIN harvest.job AS job ON job.id = item.job
        WHERE (item.job, item.number) > ($1, $2) AND item.job > $3 AND item.job <= $4
            AND (cardinality($5::text[]) = 0 OR job.state = ANY($5)) AND ($6::text IS NULL OR job.endpoint = $6)
        ORDER BY item.job, item.number LIMIT $7";
    let ItemId { job: JobId(job), number } = after.unwrap_or(FIRST);
    let (low, high) = range(None, filter);
    let (states, most) = (states(filter), i64::from(most));
    let select = some(select);
    let rows =
        transaction.commit(&[(&select, &[&job, &number, &low, &high, &states, &filter.endpoint, &most])]).await?;
    rows.iter().flatten().map(item).collect()
}

/// A statement that returns as many of the items of another one as may be read at once.
pub(super) fn some(select: &str) -> String {
    format!(
        "SELECT job, number, endpoint, arguments, part, json FROM (
             SELECT *, sum(octet_length(json)) OVER (ORDER BY job, number) AS bytes, row_number() OVER (ORDER BY job, number) AS place
             FROM ({select}) AS page) AS sized
         WHERE bytes <= {MOST_JSON} OR place = 1 ORDER BY job, number"
    )
}

/// Reads an item: its job, number, endpoint, arguments, part and JSON.
pub(super) fn item(row: &Row) -> Outcome<ItemRecord> {
    Ok(ItemRecord {
        id: ItemId { job: JobId(row.try_get(0)?), number: row.try_get(1)? },
        endpoint: row.try_get(2)?,
        arguments: serde_json::from_str(row.try_get(3)?)?,
        part: row.try_get(4)?,
        json: row.try_get(5)?,
    })
}

/// Returns what was spent, in the order of jobs and days.
pub(super) async fn ledger(
    transaction: Transaction,
    after: Option<(JobId, Timestamp)>,
    most: u32,
) -> Outcome<Vec<LedgerRecord>> {
    let (JobId(job), day) = after.unwrap_or((JobId(i64::MIN), i64::MIN));
    let select =
        "SELECT job, day, units, requests FROM harvest.ledger WHERE (job, day) > ($1, $2) ORDER BY job, day LIMIT $3";
    let rows = transaction.commit(&[(select, &[&job, &day, &i64::from(most)])]).await?;
    let record = |row: &Row| {
        let spent = Spent { units: row.try_get(2)?, requests: row.try_get(3)? };
        Ok(LedgerRecord { job: JobId(row.try_get(0)?), day: row.try_get(1)?, spent })
    };
    rows.iter().flatten().map(record).collect()
}

/// Returns all parts.
pub(super) async fn parts(transaction: Transaction) -> Outcome<Vec<PartRecord>> {
    let select = "SELECT id, name, endpoint, items, bytes FROM harvest.part ORDER BY id";
    transaction.commit(&[(select, &[])]).await?.iter().flatten().map(part).collect()
}

/// Reads a part: its number, name, endpoint, items and bytes.
pub(super) fn part(row: &Row) -> Outcome<PartRecord> {
    Ok(PartRecord {
        id: row.try_get(0)?,
        name: row.try_get(1)?,
        endpoint: row.try_get(2)?,
        items: row.try_get(3)?,
        bytes: row.try_get(4)?,
    })
}
