//! A store in a schema of PostgreSQL, for the processes of many machines.

mod claims;
mod clock;
mod commit;
mod failure;
mod jobs;
mod listing;
mod load;
mod location;
mod migration;
mod pace;
mod parts;
mod pool;
mod process;
mod status;
mod text;
mod tls;
mod transaction;

use std::fmt;
use std::future::Future;
use std::time::Duration;

use deadpool_postgres::Pool;

use self::clock::Clock;
use self::failure::{Failure, Outcome};
use self::location::Location;
use self::transaction::Transaction;
use super::interface::{Added, Batch, BeginPart, Claimed, JobFilter, Open, Paced, ProcessId, Store, StoreFuture};
use super::records::{ItemId, ItemRecord, JobRecord, LedgerRecord, PartRecord, Record};
use super::status::Status;
use crate::error::Result;
use crate::job::{Claim, Commit, JobId, NewJob};
use crate::pacing::Timestamp;

/// How long an operation may take that others wait for.
const SHORT: Duration = Duration::from_secs(10);

/// How long one may take that reads or writes much.
const LONG: Duration = Duration::from_secs(300);

/// A store in a schema of a database of PostgreSQL 15 or later, which processes of many machines share.
///
/// The first one that opens it creates the schema, for which its role needs one grant: `CREATE` on the database, or an empty schema of
/// its own. All processes use that role. Times are those of the server's clock: no clock of a process is ever written.
///
/// # URL
/// `postgres://user:password@host:port/database`, as in other programs. The password is taken from `PGPASSWORD` where the URL has none;
/// files such as `~/.pgpass` are not read. Of its parameters, those of connections are known (`connect_timeout`, `application_name`,
/// `target_session_attrs` and others), and these:
///
/// | parameter | is |
/// |---|---|
/// | `schema` | the schema; the default is `hiker_harvest`. Each one is a store of its own |
/// | `sslmode` | `disable` for no TLS. The default for a socket and for localhost is no TLS, for any other host it is TLS, and the certificate and its name are always checked, also with `require` |
/// | `sslrootcert` | a file in PEM with the authorities to trust, instead of those of the system |
///
/// # Poolers
/// Nothing is kept in a connection but prepared statements, so that PgBouncer may pool by transactions, where it keeps these: since
/// 1.21 with `max_prepared_statements` above 0. Without that, the store reports it and stops.
///
/// # Durability
/// What is committed survives a crash of the server with its default settings. With `synchronous_commit = off` the last second is lost
/// then: requests of that second are paid again, and can exceed the budget.
pub struct PostgresStore {
    location: String,
    schema: String,
    pool: Pool,
    clock: Clock,
}

impl PostgresStore {
    /// Opens the store.
    ///
    /// # Errors
    /// [`Refused`](crate::ErrorKind::Refused) where the URL is wrong, the role may not connect or create the schema, there is no store
    /// that must exist, or it is one of a newer version. [`Unavailable`](crate::ErrorKind::Unavailable) where the server cannot be
    /// reached.
    pub async fn open(url: &str, open: Open) -> Result<Self> {
        let Location { shown, schema, config, trust } = Location::parse(url)?;
        let pool = pool::pool(config, &trust)?;
        let store = Self { location: shown, schema, pool, clock: Clock::default() };
        store.perform(LONG, store.prepare(open)).await?;
        Ok(store)
    }

    async fn prepare(&self, open: Open) -> Outcome<()> {
        let has = self.read().await?;
        if migration::is_needed(has, &self.schema, open).await? {
            migration::apply(self.write(LONG).await?, &self.schema).await?;
        }
        Ok(())
    }

    async fn write(&self, limit: Duration) -> Outcome<Transaction> {
        Transaction::write(&self.pool, &self.schema, limit.as_millis()).await
    }

    async fn read(&self) -> Outcome<Transaction> {
        Transaction::read(&self.pool, &self.schema, LONG.as_millis()).await
    }

    /// Performs an operation, in time. One that is late loses its connection, whatever holds it up.
    fn perform<'a, T: Send + 'a>(
        &'a self,
        limit: Duration,
        operation: impl Future<Output = Outcome<T>> + Send + 'a,
    ) -> StoreFuture<'a, T> {
        Box::pin(async move {
            let late = |_| Failure::Late("the server has not answered in time: it is away or busy");
            let done = tokio::time::timeout(limit + Duration::from_secs(1), operation).await;
            done.map_err(late).and_then(|done| done).map_err(|failure| failure.at(&self.location))
        })
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("PostgresStore").field(&self.location).finish()
    }
}

impl Store for PostgresStore {
    fn location(&self) -> &str {
        &self.location
    }

    fn bind<'a>(&'a self, service: &'a str, server: &'a str) -> StoreFuture<'a, ()> {
        self.perform(SHORT, async move {
            let mut transaction = self.write(SHORT).await?;
            jobs::bind(&mut transaction, service, server).await?;
            transaction.commit(&[]).await?;
            Ok(())
        })
    }

    fn register<'a>(&'a self, name: &'a str) -> StoreFuture<'a, ProcessId> {
        self.perform(SHORT, async move { process::register(self.write(SHORT).await?, name).await })
    }

    fn add(&self, jobs: Vec<NewJob>) -> StoreFuture<'_, Added> {
        self.perform(LONG, async move { jobs::add(self.write(LONG).await?, &jobs).await })
    }

    fn claim(&self, process: ProcessId, most: u32, lease: i64) -> StoreFuture<'_, Claimed> {
        self.perform(SHORT, async move { claims::claim(self.write(SHORT).await?, process, most, lease).await })
    }

    fn renew<'a>(&'a self, claims: &'a [Claim], lease: i64) -> StoreFuture<'a, Vec<Claim>> {
        self.perform(SHORT, async move { claims::renew(self.write(SHORT).await?, claims, lease).await })
    }

    fn commit(&self, commit: Commit) -> StoreFuture<'_, ()> {
        // A page of many megabytes must arrive over a slow network, too.
        let bytes: usize = commit.page.iter().flat_map(|page| &page.items).map(String::len).sum();
        let limit = SHORT + Duration::from_secs(u64::try_from(bytes >> 20).unwrap_or_default());
        let committed = self.perform(limit, async move { commit::commit(self.write(limit).await?, &commit).await });
        Box::pin(async { committed.await? })
    }

    fn pace(&self, batch: Batch) -> StoreFuture<'_, Paced> {
        self.perform(SHORT, async move { pace::pace(self.write(SHORT).await?, &batch, &self.clock).await })
    }

    fn note_balance(&self, units: i64) -> StoreFuture<'_, ()> {
        self.perform(SHORT, async move { status::note_balance(self.write(SHORT).await?, units).await })
    }

    fn status(&self) -> StoreFuture<'_, Status> {
        self.perform(LONG, async move { status::status(self.read().await?, &self.schema).await })
    }

    fn retry<'a>(&'a self, filter: &'a JobFilter) -> StoreFuture<'a, u64> {
        self.perform(LONG, async move { jobs::retry(self.write(LONG).await?, filter).await })
    }

    fn jobs<'a>(&'a self, after: Option<JobId>, most: u32, filter: &'a JobFilter) -> StoreFuture<'a, Vec<JobRecord>> {
        self.perform(LONG, async move { jobs::list(self.read().await?, after, most, filter).await })
    }

    fn items<'a>(
        &'a self,
        after: Option<ItemId>,
        most: u32,
        filter: &'a JobFilter,
    ) -> StoreFuture<'a, Vec<ItemRecord>> {
        self.perform(LONG, async move { listing::items(self.read().await?, after, most, filter).await })
    }

    fn ledger(&self, after: Option<(JobId, Timestamp)>, most: u32) -> StoreFuture<'_, Vec<LedgerRecord>> {
        self.perform(LONG, async move { listing::ledger(self.read().await?, after, most).await })
    }

    fn parts(&self) -> StoreFuture<'_, Vec<PartRecord>> {
        self.perform(LONG, async move { listing::parts(self.read().await?).await })
    }

    fn begin_part<'a>(&'a self, begin: &'a BeginPart) -> StoreFuture<'a, Option<PartRecord>> {
        self.perform(LONG, async move { parts::begin(self.write(LONG).await?, begin).await })
    }

    fn part_items(&self, part: i64, after: Option<ItemId>, most: u32) -> StoreFuture<'_, Vec<ItemRecord>> {
        self.perform(LONG, async move { parts::items(self.read().await?, part, after, most).await })
    }

    fn finish_part(&self, part: i64, bytes: i64) -> StoreFuture<'_, ()> {
        self.perform(LONG, async move { parts::finish(self.write(LONG).await?, part, bytes).await })
    }

    fn load(&self, records: Vec<Record>) -> StoreFuture<'_, ()> {
        self.perform(LONG, async move { load::load(self.write(LONG).await?, &records).await })
    }
}
