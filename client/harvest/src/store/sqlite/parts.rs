//! Parts: files that items go to.

use rusqlite::{Connection, OptionalExtension, params};

use super::clock::now;
use super::failure::{Failure, Outcome};
use super::{listing, pace};
use crate::store::interface::BeginPart;
use crate::store::records::{ItemId, ItemRecord, PartRecord};

/// Begins a part, or takes over one that is not finished.
pub(super) fn begin(connection: &Connection, begin: &BeginPart) -> Outcome<Option<PartRecord>> {
    pace::check_open(connection)?;
    let now = now();
    let mut unfinished = connection.prepare_cached(
        "SELECT id, name, endpoint, items, bytes FROM part WHERE bytes IS NULL AND (process IS NULL OR process = ? OR due <= ?)
         ORDER BY process IS ? DESC, id LIMIT 1",
    )?;
    let found = unfinished.query_row([begin.process.0, now, begin.process.0], listing::part);
    let part = match found.optional()? {
        Some(part) => part,
        None => match name(connection, begin)? {
            Some(part) => part,
            None => return Ok(None),
        },
    };
    let due = now.saturating_add(begin.lease);
    connection.execute("UPDATE part SET process = ?, due = ? WHERE id = ?", [begin.process.0, due, part.id])?;
    Ok(Some(part))
}

/// Takes items for a new part.
fn name(connection: &Connection, begin: &BeginPart) -> Outcome<Option<PartRecord>> {
    let Some(endpoint) = endpoint_with(connection, begin.least.max(1))? else { return Ok(None) };
    connection.execute("INSERT INTO part (name, endpoint, items) VALUES ('', ?, 0)", [&endpoint])?;
    let id = connection.last_insert_rowid();
    let name = begin.name(&endpoint, id);
    let mut take = connection.prepare_cached(
        "UPDATE item SET part = ?1 WHERE rowid IN (
             SELECT item.rowid FROM item CROSS JOIN job ON job.id = item.job
             WHERE item.part IS NULL AND job.endpoint = ?2 ORDER BY item.job, item.number LIMIT ?3)",
    )?;
    let taken = take.execute(params![id, endpoint, begin.most])?;
    if taken == 0 {
        connection.execute("DELETE FROM part WHERE id = ?", [id])?;
        return Ok(None);
    }
    let items = i64::try_from(taken).unwrap_or(i64::MAX);
    connection.execute("UPDATE part SET name = ?, items = ? WHERE id = ?", params![name, items, id])?;
    Ok(Some(PartRecord { id, name, endpoint, items, bytes: None }))
}

/// Returns the endpoint with the most items in no part, where these are enough. It reads sums, and no items.
fn endpoint_with(connection: &Connection, least: i64) -> Outcome<Option<String>> {
    let mut select = connection.prepare_cached(
        "SELECT endpoint, sum(items)
             - (SELECT coalesce(sum(part.items), 0) FROM part WHERE part.endpoint = job_count.endpoint) AS free
         FROM job_count GROUP BY endpoint HAVING free >= ? ORDER BY free DESC, endpoint LIMIT 1",
    )?;
    Ok(select.query_row([least], |row| row.get(0)).optional()?)
}

/// Returns the items of a part that is being written.
pub(super) fn items(connection: &Connection, part: i64, after: Option<ItemId>, most: u32) -> Outcome<Vec<ItemRecord>> {
    if is_finished(connection, part)? {
        return Err(Failure::refused(format!("part {part} is finished: another process has written it")));
    }
    let ItemId { job, number } = after.unwrap_or(listing::FIRST);
    let mut select = connection.prepare_cached(
        "SELECT item.job, item.number, job.endpoint, job.arguments, item.part, item.json
         FROM item CROSS JOIN job ON job.id = item.job
         WHERE item.part = ? AND (item.job, item.number) > (?, ?) ORDER BY item.job, item.number LIMIT ?",
    )?;
    listing::read_items(select.query([part, job.0, number, i64::from(most)])?)
}

/// Notes that a part is written.
pub(super) fn finish(connection: &Connection, part: i64, bytes: i64) -> Outcome<()> {
    pace::check_open(connection)?;
    if is_finished(connection, part)? {
        return Ok(());
    }
    connection.execute("UPDATE part SET bytes = ?, process = NULL, due = NULL WHERE id = ?", [bytes, part])?;
    connection.execute("DELETE FROM item WHERE part = ?", [part])?;
    Ok(())
}

fn is_finished(connection: &Connection, part: i64) -> Outcome<bool> {
    let mut select = connection.prepare_cached("SELECT bytes IS NOT NULL FROM part WHERE id = ?")?;
    let found = select.query_row([part], |row| row.get(0)).optional()?;
    found.ok_or_else(|| Failure::refused(format!("the store has no part {part}")))
}
