//! Records of another store.

use super::failure::{Failure, Outcome};
use super::text::without_nul;
use super::transaction::Transaction;
use super::{jobs, pace};
use crate::job::{NewJob, State};
use crate::store::records::{ItemRecord, JobRecord, LedgerRecord, PartRecord, Record};
use crate::store::status::Reading;

/// Adds records of another store.
pub(super) async fn load(mut transaction: Transaction, records: &[Record]) -> Outcome<()> {
    transaction.query(jobs::ONE_AT_A_TIME, &[]).await?;
    let (mut added, mut items, mut costs) = (Vec::new(), Vec::new(), Vec::new());
    for record in records {
        match record {
            Record::Bound(service, server) => jobs::bind(&mut transaction, service, server).await?,
            Record::Job(record) => added.push(&**record),
            Record::Item(record) => items.push(record),
            Record::Ledger(record) => costs.push(*record),
            Record::Part(record) => part(&mut transaction, record).await?,
            Record::Reading(record) => reading(&mut transaction, *record).await?,
            Record::Pacing(pacing) => pace::replace(&mut transaction, pacing).await?,
        }
    }
    for some in added.chunks(jobs::MOST) {
        add_jobs(&mut transaction, some).await?;
    }
    for some in items.chunks(jobs::MOST) {
        add_items(&mut transaction, some).await?;
    }
    for some in costs.chunks(jobs::MOST) {
        ledger(&mut transaction, some).await?;
    }
    if !added.is_empty() || records.iter().any(|record| matches!(record, Record::Part(_))) {
        number_on(&mut transaction).await?;
    }
    transaction.commit(&[]).await?;
    Ok(())
}

const ADD_JOBS: &str = "INSERT INTO harvest.job (id, identity, endpoint, arguments, limits, priority, state, fence, failures, pages,
        items, units, checkpoint, why, due)
    SELECT id, identity, endpoint, arguments::json, limits::json, priority, state, fence, failures, pages, items, units, checkpoint,
        why, due
    FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::bigint[],
        $9::integer[], $10::bigint[], $11::bigint[], $12::bigint[], $13::text[], $14::text[], $15::bigint[])
        AS sent (id, identity, endpoint, arguments, limits, priority, state, fence, failures, pages, items, units, checkpoint, why, due)
    ON CONFLICT DO NOTHING";

/// The jobs that are here by another number than those that are sent, or otherwise by the same.
const OTHERS: &str = "SELECT sent.id FROM unnest($1::bigint[], $2::bytea[]) AS sent (id, identity)
    LEFT JOIN harvest.job AS job ON job.id = sent.id AND job.identity = sent.identity WHERE job.id IS NULL LIMIT 1";

async fn add_jobs(transaction: &mut Transaction, records: &[&JobRecord]) -> Outcome<()> {
    let ids = column(records, |record| record.id.0);
    let identities = column(records, |record| identity(record).to_vec());
    let endpoints = column(records, |record| record.endpoint.as_str());
    let arguments: Vec<String> =
        records.iter().map(|record| serde_json::to_string(&record.arguments)).collect::<Result<_, _>>()?;
    let limits: Vec<String> =
        records.iter().map(|record| serde_json::to_string(&record.limits)).collect::<Result<_, _>>()?;
    let is_claimed = |record: &JobRecord| record.state == State::Claimed;
    let states = column(records, |record| if is_claimed(record) { State::Ready.name() } else { record.state.name() });
    let whys = column(records, |record| record.why.as_deref().map(without_nul));
    let dues = column(records, |record| record.due.filter(|_| !is_claimed(record)));
    let checkpoints = column(records, |record| record.checkpoint.as_deref());
    let (priorities, failures) = (column(records, |record| record.priority), column(records, |record| record.failures));
    let (fences, pages) = (column(records, |record| record.fence), column(records, |record| record.pages));
    let (items, units) = (column(records, |record| record.items), column(records, |record| record.units));
    let rows = transaction
        .all(&[
            (
                ADD_JOBS,
                &[
                    &ids,
                    &identities,
                    &endpoints,
                    &arguments,
                    &limits,
                    &priorities,
                    &states,
                    &fences,
                    &failures,
                    &pages,
                    &items,
                    &units,
                    &checkpoints,
                    &whys,
                    &dues,
                ],
            ),
            (OTHERS, &[&ids, &identities]),
        ])
        .await?;
    let Some(other) = rows.last().and_then(|rows| rows.first()) else { return Ok(()) };
    let id: i64 = other.try_get(0)?;
    let why = format!("the store has other jobs already, such as its job {id}: load into a new store");
    Err(Failure::refused(why))
}

fn identity(record: &JobRecord) -> [u8; 16] {
    let JobRecord { endpoint, arguments, limits, priority, .. } = record;
    let job = NewJob { endpoint: endpoint.clone(), arguments: arguments.clone(), limits: *limits, priority: *priority };
    job.identity()
}

fn column<'a, R, T>(records: &[&'a R], value: impl Fn(&'a R) -> T) -> Vec<T> {
    records.iter().map(|record| value(record)).collect()
}

async fn add_items(transaction: &mut Transaction, records: &[&ItemRecord]) -> Outcome<()> {
    let insert = "INSERT INTO harvest.item (job, number, part, json)
        SELECT job, number, part, line::json
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[]) AS sent (job, number, part, line)
        ON CONFLICT DO NOTHING";
    let jobs = column(records, |record| record.id.job.0);
    let numbers = column(records, |record| record.id.number);
    let parts = column(records, |record| record.part);
    let lines = column(records, |record| record.json.as_str());
    transaction.query(insert, &[&jobs, &numbers, &parts, &lines]).await?;
    Ok(())
}

async fn ledger(transaction: &mut Transaction, records: &[LedgerRecord]) -> Outcome<()> {
    let insert = "INSERT INTO harvest.ledger (job, day, units, requests)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) ON CONFLICT DO NOTHING";
    let jobs: Vec<i64> = records.iter().map(|record| record.job.0).collect();
    let days: Vec<i64> = records.iter().map(|record| record.day).collect();
    let units: Vec<i64> = records.iter().map(|record| record.spent.units).collect();
    let requests: Vec<i64> = records.iter().map(|record| record.spent.requests).collect();
    transaction.query(insert, &[&jobs, &days, &units, &requests]).await?;
    Ok(())
}

async fn part(transaction: &mut Transaction, record: &PartRecord) -> Outcome<()> {
    let PartRecord { id, name, endpoint, items, bytes } = record;
    let insert = "INSERT INTO harvest.part (id, name, endpoint, items, bytes) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    transaction.query(insert, &[id, name, endpoint, items, bytes]).await?;
    Ok(())
}

async fn reading(transaction: &mut Transaction, record: Reading) -> Outcome<()> {
    let Reading { at, left, set_aside } = record;
    let insert = "INSERT INTO harvest.reading (at, units_left, set_aside) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    transaction.query(insert, &[&at, &left, &set_aside]).await?;
    Ok(())
}

/// New jobs and parts have numbers after those that were loaded.
async fn number_on(transaction: &mut Transaction) -> Outcome<()> {
    for table in ["job", "part"] {
        let last = format!(
            "SELECT setval(pg_get_serial_sequence('harvest.{table}', 'id'), greatest(max(id),
                 nextval(pg_get_serial_sequence('harvest.{table}', 'id')))) FROM harvest.{table}"
        );
        transaction.query(&last, &[]).await?;
    }
    Ok(())
}
