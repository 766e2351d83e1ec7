//! A transaction: statements that are prepared once for each connection, and sent together where they can be.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use deadpool_postgres::{Object, Pool};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};

use super::failure::Outcome;

/// A statement with its values. In its text, `harvest.` stands for the schema.
pub(super) type Query<'a> = (&'a str, &'a [&'a (dyn ToSql + Sync)]);

/// What begins a transaction that changes something.
///
/// The settings are in it, since a pooler between would not keep those of a connection. A process that stands still must not keep
/// the locks: the server ends its transaction then.
const WRITE: &str =
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL idle_in_transaction_session_timeout = 10000";

/// What begins a transaction that reads, all of it at one time.
const READ: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 60000";

/// A transaction. Where it is dropped before its end, so is the connection, and the server takes it back.
pub(super) struct Transaction {
    connection: Option<Object>,
    schema: String,
    begin: Option<String>,
}

impl Transaction {
    /// Begins a transaction that changes something.
    pub(super) async fn write(pool: &Pool, schema: &str, limit: u128) -> Outcome<Self> {
        Self::begin(pool, schema, WRITE, limit).await
    }

    /// Begins a transaction that reads.
    pub(super) async fn read(pool: &Pool, schema: &str, limit: u128) -> Outcome<Self> {
        Self::begin(pool, schema, READ, limit).await
    }

    /// It begins with its first statement: `BEGIN` is sent with that.
    async fn begin(pool: &Pool, schema: &str, begin: &str, limit: u128) -> Outcome<Self> {
        let connection = Some(pool.get().await?);
        let begin = Some(format!("{begin}; SET LOCAL statement_timeout = {limit}"));
        Ok(Self { connection, schema: schema.to_owned(), begin })
    }

    /// Runs a statement, and returns its rows.
    pub(super) async fn query(&mut self, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Outcome<Vec<Row>> {
        Ok(self.all(&[(sql, values)]).await?.pop().unwrap_or_default())
    }

    /// Runs statements in order, and returns the rows of each. They are sent together.
    pub(super) async fn all(&mut self, queries: &[Query<'_>]) -> Outcome<Vec<Vec<Row>>> {
        self.send(queries, None).await
    }

    /// Runs statements in order, and commits. All is sent together; where one of them fails, nothing is committed.
    pub(super) async fn commit(mut self, queries: &[Query<'_>]) -> Outcome<Vec<Vec<Row>>> {
        let rows = self.send(queries, Some("COMMIT")).await?;
        // The connection goes back to the pool.
        drop(self.connection.take());
        Ok(rows)
    }

    /// Runs the text of a migration.
    pub(super) async fn batch(&mut self, sql: &str) -> Outcome<()> {
        self.all(&[]).await?;
        let Some(connection) = &self.connection else { return Ok(()) };
        Ok(connection.batch_execute(&named(sql, &self.schema)).await?)
    }

    async fn send(&mut self, queries: &[Query<'_>], end: Option<&'static str>) -> Outcome<Vec<Vec<Row>>> {
        let begin = self.begin.take();
        let Some(connection) = &self.connection else { return Ok(Vec::new()) };
        let mut statements = Vec::with_capacity(queries.len());
        for (sql, _) in queries {
            statements.push(connection.prepare_cached(&named(sql, &self.schema)).await?);
        }
        let mut parts: Vec<Part<'_>> = Vec::with_capacity(queries.len() + 2);
        if let Some(begin) = &begin {
            parts.push(Box::pin(simple(connection, begin)));
        }
        for (statement, (_, values)) in statements.iter().zip(queries) {
            parts.push(Box::pin(prepared(connection, statement, values)));
        }
        if let Some(end) = end {
            parts.push(Box::pin(simple(connection, end)));
        }
        Ok(in_order(parts).await?.into_iter().flatten().collect())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            // Not back to the pool: it is in a transaction.
            drop(Object::take(connection));
        }
    }
}

type Sent<T> = Result<T, tokio_postgres::Error>;

/// A statement that is sent when it is polled for the first time. Those of the transaction itself have no rows.
type Part<'a> = Pin<Box<dyn Future<Output = Sent<Option<Vec<Row>>>> + Send + 'a>>;

async fn simple(connection: &Object, sql: &str) -> Sent<Option<Vec<Row>>> {
    connection.batch_execute(sql).await?;
    Ok(None)
}

async fn prepared(
    connection: &Object,
    statement: &Statement,
    values: &[&(dyn ToSql + Sync)],
) -> Sent<Option<Vec<Row>>> {
    connection.query(statement, values).await.map(Some)
}

/// Awaits all of them. They are polled in their order, so that they are sent in their order. The first error is returned.
async fn in_order<T>(mut parts: Vec<Pin<Box<dyn Future<Output = Sent<T>> + Send + '_>>>) -> Sent<Vec<T>> {
    let mut results: Vec<Option<T>> = parts.iter().map(|_| None).collect();
    poll_fn(|context| {
        let mut is_ready = true;
        for (part, result) in parts.iter_mut().zip(&mut results) {
            if result.is_some() {
                continue;
            }
            match part.as_mut().poll(context) {
                Poll::Ready(Ok(value)) => *result = Some(value),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => is_ready = false,
            }
        }
        if is_ready { Poll::Ready(Ok(())) } else { Poll::Pending }
    })
    .await?;
    Ok(results.into_iter().flatten().collect())
}

/// The text of a statement with the name of the schema.
fn named(sql: &str, schema: &str) -> String {
    sql.replace("harvest.", &format!("\"{}\".", schema.replace('"', "\"\"")))
}
