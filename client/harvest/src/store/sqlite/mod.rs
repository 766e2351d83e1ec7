//! A store in a file of SQLite, for the processes of one machine.

mod claims;
mod clock;
mod failure;
mod file;
mod jobs;
mod listing;
mod load;
mod migration;
mod pace;
mod parts;
mod process;
mod status;
mod worker;

use std::fmt;

use self::worker::Worker;
use super::interface::{Added, Batch, BeginPart, Claimed, JobFilter, Open, Paced, ProcessId, Store, StoreFuture};
use super::records::{ItemId, ItemRecord, JobRecord, LedgerRecord, PartRecord, Record};
use super::status::Status;
use crate::error::Result;
use crate::job::{Claim, Commit, JobId, NewJob};
use crate::pacing::Timestamp;

/// A store in a file, which processes of one machine share.
///
/// One thread writes and another reads, each with a connection of its own. Whoever writes waits for the disk: what is committed
/// survives the end of the process and of the machine.
pub struct SqliteStore {
    location: String,
    // Before the writer, which removes the files beside the database when it is the last one that closes it.
    reader: Worker,
    writer: Worker,
}

impl SqliteStore {
    /// Opens the file.
    ///
    /// # Errors
    /// [`Refused`](crate::ErrorKind::Refused) where the file is not a store, or one of a newer version, or cannot be written; it is as
    /// it was then. [`Unavailable`](crate::ErrorKind::Unavailable) where another process holds it for seconds.
    pub fn open(location: &str, open: Open) -> Result<Self> {
        let writer = Worker::start(file::writer(location, open)?, location, "BEGIN IMMEDIATE")?;
        let reader = Worker::start(file::reader(location)?, location, "BEGIN")?;
        Ok(Self { location: location.to_owned(), reader, writer })
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("SqliteStore").field(&self.location).finish()
    }
}

impl Store for SqliteStore {
    fn location(&self) -> &str {
        &self.location
    }

    fn bind<'a>(&'a self, service: &'a str, server: &'a str) -> StoreFuture<'a, ()> {
        let (service, server) = (service.to_owned(), server.to_owned());
        Box::pin(self.writer.perform(move |connection| jobs::bind(connection, &service, &server)))
    }

    fn register<'a>(&'a self, name: &'a str) -> StoreFuture<'a, ProcessId> {
        let name = name.to_owned();
        Box::pin(self.writer.perform(move |connection| process::register(connection, &name)))
    }

    fn add(&self, jobs: Vec<NewJob>) -> StoreFuture<'_, Added> {
        Box::pin(self.writer.perform(move |connection| jobs::add(connection, &jobs)))
    }

    fn claim(&self, process: ProcessId, most: u32, lease: i64) -> StoreFuture<'_, Claimed> {
        Box::pin(self.writer.perform(move |connection| claims::claim(connection, process, most, lease)))
    }

    fn renew<'a>(&'a self, claims: &'a [Claim], lease: i64) -> StoreFuture<'a, Vec<Claim>> {
        let claims = claims.to_vec();
        Box::pin(self.writer.perform(move |connection| claims::renew(connection, &claims, lease)))
    }

    fn commit(&self, commit: Commit) -> StoreFuture<'_, ()> {
        let committed = self.writer.perform(move |connection| claims::commit(connection, &commit));
        Box::pin(async { committed.await? })
    }

    fn pace(&self, batch: Batch) -> StoreFuture<'_, Paced> {
        Box::pin(self.writer.perform(move |connection| pace::pace(connection, &batch)))
    }

    fn note_balance(&self, units: i64) -> StoreFuture<'_, ()> {
        Box::pin(self.writer.perform(move |connection| status::note_balance(connection, units)))
    }

    fn status(&self) -> StoreFuture<'_, Status> {
        Box::pin(self.reader.perform(status::status))
    }

    fn retry<'a>(&'a self, filter: &'a JobFilter) -> StoreFuture<'a, u64> {
        let filter = filter.clone();
        Box::pin(self.writer.perform(move |connection| jobs::retry(connection, &filter)))
    }

    fn jobs<'a>(&'a self, after: Option<JobId>, most: u32, filter: &'a JobFilter) -> StoreFuture<'a, Vec<JobRecord>> {
        let filter = filter.clone();
        Box::pin(self.reader.perform(move |connection| jobs::list(connection, after, most, &filter)))
    }

    fn items<'a>(
        &'a self,
        after: Option<ItemId>,
        most: u32,
        filter: &'a JobFilter,
    ) -> StoreFuture<'a, Vec<ItemRecord>> {
        let filter = filter.clone();
        Box::pin(self.reader.perform(move |connection| listing::items(connection, after, most, &filter)))
    }

    fn ledger(&self, after: Option<(JobId, Timestamp)>, most: u32) -> StoreFuture<'_, Vec<LedgerRecord>> {
        Box::pin(self.reader.perform(move |connection| listing::ledger(connection, after, most)))
    }

    fn parts(&self) -> StoreFuture<'_, Vec<PartRecord>> {
        Box::pin(self.reader.perform(listing::parts))
    }

    fn begin_part<'a>(&'a self, begin: &'a BeginPart) -> StoreFuture<'a, Option<PartRecord>> {
        let begin = begin.clone();
        Box::pin(self.writer.perform(move |connection| parts::begin(connection, &begin)))
    }

    fn part_items(&self, part: i64, after: Option<ItemId>, most: u32) -> StoreFuture<'_, Vec<ItemRecord>> {
        Box::pin(self.reader.perform(move |connection| parts::items(connection, part, after, most)))
    }

    fn finish_part(&self, part: i64, bytes: i64) -> StoreFuture<'_, ()> {
        Box::pin(self.writer.perform(move |connection| parts::finish(connection, part, bytes)))
    }

    fn load(&self, records: Vec<Record>) -> StoreFuture<'_, ()> {
        Box::pin(self.writer.perform(move |connection| load::load(connection, &records)))
    }
}
