//! The tables of a store, by version.

use tokio_postgres::Row;

use super::failure::{Failure, Outcome};
use super::transaction::Transaction;
use crate::store::interface::Open;

/// What each version adds, from the first one. A version that was released is never changed.
const MIGRATIONS: &[&str] = &[include_str!("migrations/0001.sql")];

/// The oldest server, as it has its version.
const OLDEST: i32 = 150_000;

/// Whether there is a store, and what the server is.
const FACTS: &str = "SELECT current_setting('server_version_num')::integer, current_setting('server_encoding'),
    EXISTS (SELECT FROM pg_namespace WHERE nspname = $1),
    EXISTS (SELECT FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1 AND relname = 'version')";

/// Returns whether tables are missing.
pub(super) async fn is_needed(mut transaction: Transaction, schema: &str, open: Open) -> Outcome<bool> {
    let facts = Facts::read(&mut transaction, schema).await?;
    if facts.server < OLDEST {
        return Err(Failure::refused("this server is older than PostgreSQL 15: update it"));
    }
    if facts.encoding != "UTF8" {
        let encoding = facts.encoding;
        return Err(Failure::refused(format!("the database has the encoding {encoding}: create one with UTF8")));
    }
    if !facts.has_store {
        let why = "there is no such store: check the URL and its schema, or add jobs first, which creates it";
        return if open == Open::Existing { Err(Failure::refused(why)) } else { Ok(true) };
    }
    let version = version(&mut transaction).await?;
    transaction.commit(&[]).await?;
    Ok(version < known())
}

/// Brings the tables up to date, in one transaction. Others that want to wait for it.
pub(super) async fn apply(mut transaction: Transaction, schema: &str) -> Outcome<()> {
    transaction.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", &[&schema]).await?;
    let facts = Facts::read(&mut transaction, schema).await?;
    if !facts.has_schema {
        transaction.batch(&format!("CREATE SCHEMA \"{schema}\"")).await?;
    }
    if !facts.has_store {
        let table =
            "CREATE TABLE harvest.version (number integer PRIMARY KEY, applied timestamptz NOT NULL DEFAULT now())";
        transaction.batch(table).await?;
    }
    let version = version(&mut transaction).await?;
    for (number, migration) in (1..).zip(MIGRATIONS).filter(|(number, _)| *number > version) {
        transaction.batch(migration).await?;
        transaction.query("INSERT INTO harvest.version (number) VALUES ($1)", &[&number]).await?;
    }
    transaction.commit(&[]).await?;
    Ok(())
}

fn known() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}

async fn version(transaction: &mut Transaction) -> Outcome<i32> {
    let rows = transaction.query("SELECT coalesce(max(number), 0) FROM harvest.version", &[]).await?;
    let version = rows.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default();
    let known = known();
    if version > known {
        return Err(Failure::refused(format!(
            "the store is of version {version}, and this program knows versions to {known}: update it"
        )));
    }
    Ok(version)
}

struct Facts {
    server: i32,
    encoding: String,
    has_schema: bool,
    has_store: bool,
}

impl Facts {
    async fn read(transaction: &mut Transaction, schema: &str) -> Outcome<Self> {
        let rows = transaction.query(FACTS, &[&schema]).await?;
        let of = |row: &Row| -> Outcome<Self> {
            Ok(Self {
                server: row.try_get(0)?,
                encoding: row.try_get(1)?,
                has_schema: row.try_get(2)?,
                has_store: row.try_get(3)?,
            })
        };
        rows.first().map_or_else(|| Err(Failure::refused("the server says nothing about itself")), of)
    }
}
