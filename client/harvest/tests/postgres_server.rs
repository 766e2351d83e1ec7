//! What is true of stores in PostgreSQL alone: roles and schemas, values, certificates, servers that stop.
#![cfg(all(unix, feature = "postgres"))]
// Clippy does not see that these functions are tests.
#![allow(clippy::unwrap_used)]

mod postgres_server {
    mod clock;
    mod outage;
    mod roles;
    mod sessions;
    mod tls;
    mod values;

    use std::sync::Arc;

    use hikerapi_harvest::job::NewJob;
    use hikerapi_harvest::store::{self, Open};
    use hikerapi_harvest::{Error, ErrorKind, Store};
    use hikerapi_test_postgres::Postgres;

    /// A lease that does not run out in a test.
    const LONG: i64 = 600_000_000;

    async fn shared() -> Option<Arc<Postgres>> {
        tokio::task::spawn_blocking(Postgres::shared).await.unwrap()
    }

    async fn own() -> Option<Arc<Postgres>> {
        tokio::task::spawn_blocking(|| Postgres::start().map(Arc::new)).await.unwrap()
    }

    async fn open(url: &str) -> Arc<dyn Store> {
        store::open(url, Open::Create).await.unwrap()
    }

    async fn refused(url: &str) -> String {
        failed(url, ErrorKind::Refused).await
    }

    async fn failed(url: &str, kind: ErrorKind) -> String {
        let error: Error = store::open(url, Open::Create).await.map(drop).unwrap_err();
        assert_eq!(error.kind(), kind, "{error:?}");
        error.to_string()
    }

    fn job(number: usize) -> NewJob {
        NewJob { arguments: vec![("id".to_owned(), vec![number.to_string()])], ..NewJob::new("/v1/user/by/id") }
    }
}
