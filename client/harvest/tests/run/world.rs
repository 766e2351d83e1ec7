//! A server on localhost, a store in a file, and a client between them.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hikerapi::Client;
use hikerapi::dynamic::Described;
use hikerapi_harvest::job::{Limits, NewJob, State};
use hikerapi_harvest::store::{self, ItemRecord, JobFilter, JobRecord, Open};
use hikerapi_harvest::{Harvest, Store};
use hikerapi_testing::{Builder, Server};
use tempfile::TempDir;

pub(crate) const PROFILE: &str = "/v1/user/by/id";
pub(crate) const FOLLOWERS: &str = "/v1/user/followers/chunk";

/// What a test works with.
pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) store: Arc<dyn Store>,
    folder: TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(Server::builder()).await
    }

    pub(crate) async fn with(server: Builder<Client>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let server = server.follow_parameters().start().await;
        let store = open(folder.path().join("run.db"), Open::Create).await;
        Self { server, store, folder }
    }

    /// The store, opened as another process opens it.
    pub(crate) async fn open_again(&self) -> Arc<dyn Store> {
        open(self.folder.path().join("run.db"), Open::Existing).await
    }

    /// Adds the profiles and the lists of these ids.
    pub(crate) async fn add(&self, profiles: u64, lists: u64) {
        let mut jobs: Vec<_> = (1..=profiles).map(|id| job(PROFILE, "id", id)).collect();
        jobs.extend((1..=lists).map(|id| job(FOLLOWERS, "user_id", 1_000 + id)));
        self.store.add(jobs).await.expect("jobs");
    }

    pub(crate) fn harvest(&self) -> Harvest {
        self.harvest_on(Arc::clone(&self.store))
    }

    pub(crate) fn harvest_on(&self, store: Arc<dyn Store>) -> Harvest {
        let pause = Duration::from_millis(10);
        harvest(store, &self.server.client()).workers(8).no_rate_limit().retry_pauses(pause, 2 * pause)
    }

    pub(crate) async fn jobs(&self) -> Vec<JobRecord> {
        self.store.jobs(None, 10_000, &JobFilter::default()).await.expect("jobs")
    }

    pub(crate) async fn count(&self, state: State) -> usize {
        self.jobs().await.iter().filter(|job| job.state == state).count()
    }

    pub(crate) async fn items(&self) -> Vec<ItemRecord> {
        self.store.items(None, 10_000, &JobFilter::default()).await.expect("items")
    }

    /// Checks that all profiles and lists are here, each item once, and that the ledger has what the server has billed.
    pub(crate) async fn check_complete(&self, profiles: u64, lists: u64) {
        let items = self.items().await;
        let distinct: BTreeSet<_> = items.iter().map(|item| (&item.endpoint, &item.json)).collect();
        assert_eq!((items.len() as u64, distinct.len() as u64), (profiles + 3 * lists, profiles + 3 * lists));
        assert_eq!(self.count(State::Done).await as u64, profiles + lists);
        assert_eq!(self.ledger().await, self.server.units());
    }

    /// The units in the ledger.
    pub(crate) async fn ledger(&self) -> u64 {
        let ledger = self.store.ledger(None, 10_000).await.expect("the ledger");
        ledger.iter().map(|record| record.spent.units as u64).sum()
    }

    /// The units that are set aside.
    pub(crate) async fn set_aside(&self) -> u64 {
        self.store.status().await.expect("the status").pacing.set_aside as u64
    }

    /// The requests that have arrived, without those about the account.
    pub(crate) fn requests(&self) -> usize {
        self.server.targets().iter().filter(|target| !target.starts_with("/sys")).count()
    }
}

async fn open(path: PathBuf, open: Open) -> Arc<dyn Store> {
    store::open(path.to_str().expect("text"), open).await.expect("a store")
}

pub(crate) fn harvest(store: Arc<dyn Store>, client: &Client) -> Harvest {
    Harvest::new(store, client, Client::GROUPS.iter().flat_map(|group| group.endpoints))
}

#[allow(clippy::needless_pass_by_value, reason = "calls are shorter")]
pub(crate) fn job(endpoint: &str, param: &str, value: impl ToString) -> NewJob {
    let arguments = vec![(param.to_owned(), vec![value.to_string()])];
    NewJob { arguments, ..NewJob::new(endpoint) }
}

pub(crate) fn limited(job: NewJob, limits: Limits) -> NewJob {
    NewJob { limits, ..job }
}
