//! A store in memory that has a pacing and nothing else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use crate::error::{Error, ErrorKind};
use crate::job::{Claim, Commit, JobId, NewJob};
use crate::pacing::{Answer, Pacing, Timestamp, micros};
use crate::store::{
    Added, Batch, BeginPart, Claimed, ItemId, ItemRecord, JobFilter, JobRecord, LedgerRecord, Paced, PartRecord,
    ProcessId, Record, Status, Store, StoreFuture,
};

/// The store; its clock is the one of tokio.
#[derive(Debug)]
pub(super) struct Memory {
    state: Mutex<State>,
    start: Instant,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pacing: Pacing,
    processes: i64,
    /// The last batch of each process, and its answers.
    last: BTreeMap<i64, (i64, Vec<Answer>)>,
    pub(super) latency: Duration,
    pub(super) is_away: bool,
    pub(super) is_broken: bool,
}

impl Memory {
    pub(super) fn with(interval: Option<i64>, budget: Option<i64>) -> Arc<Self> {
        let pacing = Pacing { interval, budget, ..Pacing::default() };
        let state = Mutex::new(State { pacing, ..State::default() });
        Arc::new(Self { state, start: Instant::now() })
    }

    pub(super) fn edit<T>(&self, edit: impl FnOnce(&mut State) -> T) -> T {
        edit(&mut self.state.lock().expect("no panic"))
    }

    pub(super) fn pacing(&self) -> Pacing {
        self.edit(|state| state.pacing.clone())
    }

    fn apply(&self, batch: &Batch, now: Timestamp) -> Vec<Answer> {
        self.edit(|state| {
            let last = state.last.entry(batch.process.0).or_default();
            assert!(batch.number == last.0 || batch.number == last.0 + 1, "one batch at a time");
            if batch.number > last.0 {
                *last = (batch.number, state.pacing.apply(now, &batch.changes));
            }
            last.1.clone()
        })
    }
}

fn none<T: Send + 'static>() -> StoreFuture<'static, T> {
    Box::pin(async { Err(Error::new(ErrorKind::Refused, "this store has no jobs")) })
}

impl Store for Memory {
    fn location(&self) -> &str {
        "memory"
    }

    fn register<'a>(&'a self, _: &'a str) -> StoreFuture<'a, ProcessId> {
        let id = self.edit(|state| {
            state.processes += 1;
            ProcessId(state.processes)
        });
        Box::pin(async move { Ok(id) })
    }

    fn pace(&self, batch: Batch) -> StoreFuture<'_, Paced> {
        Box::pin(async move {
            let (latency, is_broken) = self.edit(|state| (state.latency, state.is_broken));
            sleep(latency / 2).await;
            if is_broken {
                return Err(Error::new(ErrorKind::Corrupt, "it is broken"));
            }
            let seen = Instant::now();
            let now = 1_700_000_000_000_000 + micros(seen - self.start);
            let was_away = self.edit(|state| state.is_away);
            // The answer of the first one that is sent while it is away is lost, and not what it does.
            let answers = self.apply(&batch, now);
            sleep(latency / 2).await;
            if was_away {
                return Err(Error::new(ErrorKind::Unavailable, "it is away"));
            }
            Ok(Paced { now, seen: seen.into_std(), answers })
        })
    }

    fn bind<'a>(&'a self, _: &'a str, _: &'a str) -> StoreFuture<'a, ()> {
        none()
    }

    fn add(&self, _: Vec<NewJob>) -> StoreFuture<'_, Added> {
        none()
    }

    fn claim(&self, _: ProcessId, _: u32, _: i64) -> StoreFuture<'_, Claimed> {
        none()
    }

    fn renew<'a>(&'a self, _: &'a [Claim], _: i64) -> StoreFuture<'a, Vec<Claim>> {
        none()
    }

    fn commit(&self, _: Commit) -> StoreFuture<'_, ()> {
        none()
    }

    fn note_balance(&self, _: i64) -> StoreFuture<'_, ()> {
        none()
    }

    fn status(&self) -> StoreFuture<'_, Status> {
        none()
    }

    fn retry<'a>(&'a self, _: &'a JobFilter) -> StoreFuture<'a, u64> {
        none()
    }

    fn jobs<'a>(&'a self, _: Option<JobId>, _: u32, _: &'a JobFilter) -> StoreFuture<'a, Vec<JobRecord>> {
        none()
    }

    fn items<'a>(&'a self, _: Option<ItemId>, _: u32, _: &'a JobFilter) -> StoreFuture<'a, Vec<ItemRecord>> {
        none()
    }

    fn ledger(&self, _: Option<(JobId, Timestamp)>, _: u32) -> StoreFuture<'_, Vec<LedgerRecord>> {
        none()
    }

    fn parts(&self) -> StoreFuture<'_, Vec<PartRecord>> {
        none()
    }

    fn begin_part<'a>(&'a self, _: &'a BeginPart) -> StoreFuture<'a, Option<PartRecord>> {
        none()
    }

    fn part_items(&self, _: i64, _: Option<ItemId>, _: u32) -> StoreFuture<'_, Vec<ItemRecord>> {
        none()
    }

    fn finish_part(&self, _: i64, _: i64) -> StoreFuture<'_, ()> {
        none()
    }

    fn load(&self, _: Vec<Record>) -> StoreFuture<'_, ()> {
        none()
    }
}
