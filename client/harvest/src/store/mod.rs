//! Stores: where jobs are, what they have brought, and what they have cost.

mod interface;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
mod records;
#[cfg(feature = "sqlite")]
mod sqlite;
mod status;

pub use interface::{Added, Batch, BeginPart, Claimed, JobFilter, Open, Paced, ProcessId, Store, StoreFuture};
pub use open::open;
#[cfg(feature = "postgres")]
#[cfg_attr(docsrs, doc(cfg(feature = "postgres")))]
pub use postgres::PostgresStore;
pub use records::{ItemId, ItemRecord, JobRecord, LedgerRecord, PartRecord, Record};
#[cfg(feature = "sqlite")]
#[cfg_attr(docsrs, doc(cfg(feature = "sqlite")))]
pub use sqlite::SqliteStore;
pub use status::{DayCount, Failures, JobCount, ProcessStatus, Reading, Status};
