//! Parts: files that items go to.

use tokio_postgres::Row;

use super::failure::{Failure, Outcome};
use super::transaction::Transaction;
use super::{listing, pace};
use crate::store::interface::BeginPart;
use crate::store::records::{ItemId, ItemRecord, PartRecord};

/// One transaction at a time begins a part, so that no item is in two of them.
const ONE_AT_A_TIME: &str = "SELECT pg_advisory_xact_lock(hashtextextended('harvest.part', 0))";

const UNFINISHED: &str = "SELECT id, name, endpoint, items, bytes FROM harvest.part
    WHERE bytes IS NULL AND (process IS NULL OR process = $1 OR due <= harvest.now_micros())
    ORDER BY process IS NOT DISTINCT FROM $1 DESC, id LIMIT 1";

/// The endpoint with the most items in no part, where these are enough. It reads sums, and no items.
const ENOUGH: &str = "WITH taken AS (SELECT endpoint, sum(items) AS items FROM harvest.part GROUP BY endpoint)
    SELECT endpoint FROM harvest.job_count AS counts LEFT JOIN taken USING (endpoint)
    GROUP BY endpoint HAVING sum(counts.items) - coalesce(max(taken.items), 0) >= $1::bigint
    ORDER BY sum(counts.items) - coalesce(max(taken.items), 0) DESC, endpoint LIMIT 1";

const NAME: &str = "INSERT INTO harvest.part (name, endpoint, items) VALUES ('', $1, 0) RETURNING id";

const TAKE: &str = "WITH oldest AS (
        SELECT item.job, item.number FROM harvest.item AS item JOIN harvest.job AS job ON job.id = item.job
        WHERE item.part IS NULL AND job.endpoint = $2 ORDER BY item.job, item.number LIMIT $3),
    taken AS (
        UPDATE harvest.item AS item SET part = $1 FROM oldest
        WHERE item.job = oldest.job AND item.number = oldest.number RETURNING 1)
    UPDATE harvest.part SET name = $4, items = (SELECT count(*) FROM taken) WHERE id = $1
    RETURNING id, name, endpoint, items, bytes";

/// Begins a part, or takes over one that is not finished.
pub(super) async fn begin(mut transaction: Transaction, begin: &BeginPart) -> Outcome<Option<PartRecord>> {
    let process = begin.process.0;
    let rows = transaction
        .all(&[(pace::HOLD, &[]), (ONE_AT_A_TIME, &[]), (pace::CLOSED, &[]), (UNFINISHED, &[&process])])
        .await?;
    let [_, _, closed, unfinished] = rows.as_slice() else { return Ok(None) };
    pace::check_open(Some(closed))?;
    let part = match unfinished.first().map(listing::part).transpose()? {
        Some(part) => Some(part),
        None => name(&mut transaction, begin).await?,
    };
    let note = "UPDATE harvest.part SET process = $2, due = harvest.now_micros() + $3 WHERE id = $1";
    let (id, lease) = (part.as_ref().map(|part| part.id), begin.lease.clamp(0, i64::MAX / 4));
    transaction.commit(&[(note, &[&id, &process, &lease])]).await?;
    Ok(part)
}

/// Takes items for a new part.
async fn name(transaction: &mut Transaction, begin: &BeginPart) -> Outcome<Option<PartRecord>> {
    let found = transaction.query(ENOUGH, &[&begin.least.max(1)]).await?;
    let Some(row) = found.first() else { return Ok(None) };
    let endpoint: &str = row.try_get(0)?;
    let named = transaction.query(NAME, &[&endpoint]).await?;
    let Some(row) = named.first() else { return Ok(None) };
    let id: i64 = row.try_get(0)?;
    let taken = transaction.query(TAKE, &[&id, &endpoint, &begin.most.max(0), &begin.name(endpoint, id)]).await?;
    let part = taken.first().map(listing::part).transpose()?;
    if part.as_ref().is_some_and(|part| part.items > 0) {
        return Ok(part);
    }
    transaction.query("DELETE FROM harvest.part WHERE id = $1", &[&id]).await?;
    Ok(None)
}

/// Returns the items of a part that is being written.
pub(super) async fn items(
    mut transaction: Transaction,
    part: i64,
    after: Option<ItemId>,
    most: u32,
) -> Outcome<Vec<ItemRecord>> {
    if is_finished(&mut transaction, part).await? {
        return Err(Failure::refused(format!("part {part} is finished: another process has written it")));
    }
    let ItemId { job, number } = after.unwrap_or(listing::FIRST);
    let select = "SELECT item.job, item.number, job.endpoint, job.arguments::text, item.part, item.json::text
        FROM harvest.item AS item JOIN harvest.job AS job ON job.id = item.job
        WHERE item.part = $1 AND (item.job, item.number) > ($2, $3) ORDER BY item.job, item.number LIMIT $4";
    let select = listing::some(select);
    let rows = transaction.commit(&[(&select, &[&part, &job.0, &number, &i64::from(most)])]).await?;
    rows.iter().flatten().map(listing::item).collect()
}

/// Notes that a part is written.
pub(super) async fn finish(mut transaction: Transaction, part: i64, bytes: i64) -> Outcome<()> {
    let closed = transaction.all(&[(pace::HOLD, &[]), (ONE_AT_A_TIME, &[]), (pace::CLOSED, &[])]).await?;
    pace::check_open(closed.last())?;
    if is_finished(&mut transaction, part).await? {
        transaction.commit(&[]).await?;
        return Ok(());
    }
    let update = "UPDATE harvest.part SET bytes = $2, process = NULL, due = NULL WHERE id = $1";
    let delete = "DELETE FROM harvest.item WHERE part = $1";
    transaction.commit(&[(update, &[&part, &bytes]), (delete, &[&part])]).await?;
    Ok(())
}

async fn is_finished(transaction: &mut Transaction, part: i64) -> Outcome<bool> {
    let rows = transaction.query("SELECT bytes IS NOT NULL FROM harvest.part WHERE id = $1", &[&part]).await?;
    let found = rows.first().map(|row: &Row| row.try_get(0)).transpose()?;
    found.ok_or_else(|| Failure::refused(format!("the store has no part {part}")))
}
