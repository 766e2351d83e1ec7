//! The stores that are measured, each at a place of its own.

use std::sync::Arc;

use hikerapi_harvest::Store;
use hikerapi_harvest::store::{self, Open};
use hikerapi_test_postgres::Postgres;
use tokio::runtime::{Builder, Runtime};

/// The database that every server has.
pub(super) const DATABASE: &str = "postgres";

/// A kind of stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Sqlite,
    Postgres,
}

/// Where stores of a kind are.
pub(super) enum Stores {
    Sqlite(tempfile::TempDir),
    Postgres(Postgres),
}

impl Kind {
    pub(super) const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// `None` where it is not installed.
    pub(super) fn start(self) -> Option<Stores> {
        match self {
            Self::Sqlite => Some(Stores::Sqlite(tempfile::tempdir().expect("a folder"))),
            Self::Postgres => {
                let server = Postgres::start()?;
                // Tests do without: what is measured is what a power cut loses nothing of.
                server.set("fsync", "on");
                server.stop();
                server.start_again();
                Some(Stores::Postgres(server))
            }
        }
    }
}

impl Stores {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Sqlite(_) => Kind::Sqlite,
            Self::Postgres(_) => Kind::Postgres,
        }
    }

    /// The location of a store with this name, which is new the first time.
    pub(super) fn location(&self, name: &str) -> String {
        match self {
            Self::Sqlite(folder) => folder.path().join(format!("{name}.db")).display().to_string(),
            Self::Postgres(server) => {
                let url = server.url(DATABASE);
                let separator = if url.contains('?') { '&' } else { '?' };
                format!("{url}{separator}schema={name}")
            }
        }
    }
}

pub(super) async fn open(location: &str) -> Arc<dyn Store> {
    store::open(location, Open::Create).await.expect("a store")
}

pub(super) fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime")
}
