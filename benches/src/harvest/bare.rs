//! Bare inserts, one in each transaction: what a commit of a store is held against.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use super::jobs::item;
use super::stores::{DATABASE, Stores, runtime};

/// The connections of PostgreSQL.
const CONNECTIONS: usize = 8;

const TABLE: &str =
    "CREATE TABLE bare (job BIGINT NOT NULL, number BIGINT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (job, number))";

pub(super) fn per_second(stores: &Stores, rows: u64) -> f64 {
    let seconds = match stores {
        Stores::Sqlite(folder) => sqlite(&folder.path().join("bare.db"), rows),
        Stores::Postgres(server) => runtime().block_on(postgres(&server.url(DATABASE), rows)),
    };
    rows as f64 / seconds
}

fn sqlite(path: &std::path::Path, rows: u64) -> f64 {
    let connection = rusqlite::Connection::open(path).expect("a database");
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).expect("a mode");
    assert_eq!(mode, "wal");
    connection.execute_batch("PRAGMA synchronous = FULL").expect("durable");
    connection.execute_batch(TABLE).expect("a table");
    let mut insert = connection.prepare("INSERT INTO bare VALUES (?, 0, ?)").expect("a statement");
    let begin = Instant::now();
    for job in 0..i64::try_from(rows).expect("small") {
        insert.execute(rusqlite::params![job, item(job)]).expect("inserted");
    }
    begin.elapsed().as_secs_f64()
}

async fn postgres(url: &str, rows: u64) -> f64 {
    let connect = async || {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("a connection");
        tokio::spawn(connection);
        client
    };
    connect().await.batch_execute(TABLE).await.expect("a table");
    let next = Arc::new(AtomicI64::new(0));
    let rows = i64::try_from(rows).expect("small");
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        clients.push(connect().await);
    }
    let begin = Instant::now();
    let tasks: Vec<_> = clients
        .into_iter()
        .map(|client| {
            let next = Arc::clone(&next);
            tokio::spawn(async move {
                let insert = client.prepare("INSERT INTO bare VALUES ($1, 0, $2)").await.expect("a statement");
                loop {
                    let job = next.fetch_add(1, Ordering::SeqCst);
                    if job >= rows {
                        return;
                    }
                    client.execute(&insert, &[&job, &item(job)]).await.expect("inserted");
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("a task");
    }
    begin.elapsed().as_secs_f64()
}
