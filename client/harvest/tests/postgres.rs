//! What is true of stores in PostgreSQL: the facts of every store.
#![cfg(all(unix, feature = "postgres"))]

mod facts;

use std::sync::atomic::{AtomicU32, Ordering};

use facts::Place;
use hikerapi_test_postgres::Postgres;

async fn fresh() -> Option<Place> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let server = tokio::task::spawn_blocking(Postgres::shared).await.expect("the server starts")?;
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let url = format!("{}?schema=fact_{number}", server.url("postgres"));
    Some(Place::new(url, server))
}

facts::test_each!(super::fresh);
