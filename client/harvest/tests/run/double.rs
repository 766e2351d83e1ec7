//! A store that is away when a test says so, and one whose leases are not extended.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use hikerapi_harvest::job::{Claim, Commit, JobId, NewJob};
use hikerapi_harvest::pacing::Timestamp;
use hikerapi_harvest::store::{
    Added, Batch, BeginPart, Claimed, ItemId, ItemRecord, JobFilter, JobRecord, LedgerRecord, Paced, PartRecord,
    ProcessId, Record, Status, StoreFuture,
};
use hikerapi_harvest::{Error, ErrorKind, Store};

/// Another store, with what a test does to it.
#[derive(Debug)]
pub(crate) struct Double {
    inner: Arc<dyn Store>,
    /// Every other call is done, and its answer is lost.
    pub(crate) is_away: AtomicBool,
    pub(crate) forgets_leases: AtomicBool,
    /// Nothing is admitted, as it is away for that.
    pub(crate) never_paces: AtomicBool,
    /// Pages with this text are not taken.
    refuses: Option<&'static str>,
    calls: AtomicU64,
    /// The calls that have failed.
    pub(crate) failed: AtomicU64,
}

impl Double {
    pub(crate) fn of(inner: &Arc<dyn Store>) -> Arc<Self> {
        Arc::new(Self::refusing(inner, None))
    }

    /// One that does not take pages with this text.
    pub(crate) fn refusing(inner: &Arc<dyn Store>, refuses: Option<&'static str>) -> Self {
        Self {
            inner: Arc::clone(inner),
            is_away: AtomicBool::new(false),
            forgets_leases: AtomicBool::new(false),
            never_paces: AtomicBool::new(false),
            refuses,
            calls: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        }
    }

    fn through<'a, T: Send + 'a>(&'a self, call: StoreFuture<'a, T>) -> StoreFuture<'a, T> {
        if !self.is_away.load(Ordering::SeqCst) {
            return call;
        }
        let is_done = self.calls.fetch_add(1, Ordering::SeqCst).is_multiple_of(2);
        Box::pin(async move {
            if is_done {
                call.await?;
            }
            self.failed.fetch_add(1, Ordering::SeqCst);
            Err(Error::new(ErrorKind::Unavailable, "the store is away"))
        })
    }
}

impl Store for Double {
    fn location(&self) -> &str {
        self.inner.location()
    }

    fn bind<'a>(&'a self, service: &'a str, server: &'a str) -> StoreFuture<'a, ()> {
        self.through(self.inner.bind(service, server))
    }

    fn register<'a>(&'a self, name: &'a str) -> StoreFuture<'a, ProcessId> {
        self.through(self.inner.register(name))
    }

    fn add(&self, jobs: Vec<NewJob>) -> StoreFuture<'_, Added> {
        self.through(self.inner.add(jobs))
    }

    fn claim(&self, process: ProcessId, most: u32, lease: i64) -> StoreFuture<'_, Claimed> {
        // A claim whose answer is lost is free again after its lease, which no test waits for.
        match self.is_away.load(Ordering::SeqCst) {
            true => Box::pin(async { Err(Error::new(ErrorKind::Unavailable, "the store is away")) }),
            false => self.inner.claim(process, most, lease),
        }
    }

    fn renew<'a>(&'a self, claims: &'a [Claim], lease: i64) -> StoreFuture<'a, Vec<Claim>> {
        match self.forgets_leases.load(Ordering::SeqCst) {
            true => Box::pin(async { Ok(Vec::new()) }),
            false => self.through(self.inner.renew(claims, lease)),
        }
    }

    fn commit(&self, commit: Commit) -> StoreFuture<'_, ()> {
        let mut items = commit.page.iter().flat_map(|page| &page.items);
        if self.refuses.is_some_and(|text| items.any(|item| item.contains(text))) {
            return Box::pin(async { Err(Error::new(ErrorKind::Failed, "it is too large")) });
        }
        self.through(self.inner.commit(commit))
    }

    fn pace(&self, batch: Batch) -> StoreFuture<'_, Paced> {
        if self.never_paces.load(Ordering::SeqCst) {
            self.failed.fetch_add(1, Ordering::SeqCst);
            return Box::pin(async { Err(Error::new(ErrorKind::Unavailable, "the store is away")) });
        }
        self.through(self.inner.pace(batch))
    }

    fn note_balance(&self, units: i64) -> StoreFuture<'_, ()> {
        self.through(self.inner.note_balance(units))
    }

    fn status(&self) -> StoreFuture<'_, Status> {
        self.inner.status()
    }

    fn retry<'a>(&'a self, filter: &'a JobFilter) -> StoreFuture<'a, u64> {
        self.inner.retry(filter)
    }

    fn jobs<'a>(&'a self, after: Option<JobId>, most: u32, filter: &'a JobFilter) -> StoreFuture<'a, Vec<JobRecord>> {
        self.inner.jobs(after, most, filter)
    }

    fn items<'a>(
        &'a self,
        after: Option<ItemId>,
        most: u32,
        filter: &'a JobFilter,
    ) -> StoreFuture<'a, Vec<ItemRecord>> {
        self.inner.items(after, most, filter)
    }

    fn ledger(&self, after: Option<(JobId, Timestamp)>, most: u32) -> StoreFuture<'_, Vec<LedgerRecord>> {
        self.inner.ledger(after, most)
    }

    fn parts(&self) -> StoreFuture<'_, Vec<PartRecord>> {
        self.inner.parts()
    }

    fn begin_part<'a>(&'a self, begin: &'a BeginPart) -> StoreFuture<'a, Option<PartRecord>> {
        self.inner.begin_part(begin)
    }

    fn part_items(&self, part: i64, after: Option<ItemId>, most: u32) -> StoreFuture<'_, Vec<ItemRecord>> {
        self.inner.part_items(part, after, most)
    }

    fn finish_part(&self, part: i64, bytes: i64) -> StoreFuture<'_, ()> {
        self.inner.finish_part(part, bytes)
    }

    fn load(&self, records: Vec<Record>) -> StoreFuture<'_, ()> {
        self.inner.load(records)
    }
}
