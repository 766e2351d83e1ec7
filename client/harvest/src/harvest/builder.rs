//! The settings of a run.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hikerapi_runtime::dynamic::EndpointDescription;
use hikerapi_runtime::rt::RuntimeClient;

use super::context::{Context, Observer, Settings};
use super::endpoints::Endpoints;
use super::event::Event;
use super::run;
use super::stop::Stop;
use super::summary::Summary;
use crate::error::{Error, ErrorKind, Result};
use crate::gate::StoreGate;
use crate::pacing::{Change, interval};
use crate::store::Store;

/// Works on the jobs of a store: claims them, sends their requests, and commits what they bring.
///
/// Any number of processes can do so at the same time, on any machine that reaches the store.
///
/// ```no_run
/// use hikerapi_harvest::{Harvest, Stop, store::{self, Open}};
/// use hikerapi::dynamic::Described;
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let store = store::open("run.db", Open::Existing).await?;
/// let client = hikerapi::Client::from_env()?;
/// let endpoints = hikerapi::Client::GROUPS.iter().flat_map(|group| group.endpoints);
/// let summary = Harvest::new(store, &client, endpoints).workers(32).budget(10_000).run(Stop::new()).await?;
/// println!("{} items for {} units: {}", summary.items, summary.spent.units, summary.end);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is done until it is run"]
pub struct Harvest {
    store: Arc<dyn Store>,
    client: RuntimeClient,
    endpoints: Endpoints,
    settings: Settings,
    rate: Option<Option<f64>>,
    budget: Option<u64>,
    observer: Option<Observer>,
}

impl Harvest {
    /// A run on a store, with a client and the descriptions of the endpoints that its jobs may name.
    pub fn new(
        store: Arc<dyn Store>,
        client: &impl AsRef<RuntimeClient>,
        endpoints: impl IntoIterator<Item = &'static EndpointDescription>,
    ) -> Self {
        let settings = Settings {
            workers: 16,
            lease: Duration::from_secs(60),
            max_failures: 5,
            pauses: (Duration::from_secs(30), Duration::from_secs(3600)),
            waits_for_jobs: false,
        };
        let (client, endpoints) = (client.as_ref().clone(), Endpoints::new(endpoints));
        Self { store, client, endpoints, settings, rate: None, budget: None, observer: None }
    }

    /// Sets the number of workers: the jobs that are under way at the same time. The default is 16.
    pub fn workers(mut self, workers: usize) -> Self {
        self.settings.workers = workers.clamp(1, 10_000);
        self
    }

    /// Sets how long a job is the process's without a sign of life, after which other processes can claim it. The default is a minute.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.settings.lease = lease.clamp(Duration::from_millis(100), Duration::from_secs(86_400));
        self
    }

    /// Sets after how many failures in a row a job is set aside. Only failures count that a later request may not have. The default
    /// is 5.
    pub fn max_failures(mut self, failures: u32) -> Self {
        self.settings.max_failures = i32::try_from(failures.max(1)).unwrap_or(i32::MAX);
        self
    }

    /// Sets the pause after the first failure of a job, which is doubled after each further one, and the longest pause. The default is
    /// 30 seconds, and an hour.
    pub fn retry_pauses(mut self, first: Duration, longest: Duration) -> Self {
        self.settings.pauses = (first, longest);
        self
    }

    /// Sets the rate limit of the store, for all its processes from now on. By default it is as it was set before; at first it is that
    /// of the account, or of the service where that does not tell it.
    pub fn requests_per_second(mut self, rate: impl Into<f64>) -> Self {
        self.rate = Some(Some(rate.into()));
        self
    }

    /// Removes the rate limit of the store, for a server of your own.
    pub fn no_rate_limit(mut self) -> Self {
        self.rate = Some(None);
        self
    }

    /// Sets the budget of the store, for all its processes from now on: the units that all its jobs may cost together, those that were
    /// spent before included. By default it is as it was set before; at first there is none.
    pub fn budget(mut self, units: u64) -> Self {
        self.budget = Some(units);
        self
    }

    /// Calls a function with what happens. It runs in the tasks of the workers: it must be quick and must not panic. By default there is
    /// none.
    pub fn observe(mut self, observer: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Waits for more jobs once all are done, until it is stopped. By default it ends then.
    pub fn wait_for_jobs(mut self) -> Self {
        self.settings.waits_for_jobs = true;
        self
    }

    /// Works until no job is open, or until it is stopped, as by an account without credit.
    ///
    /// What has stopped all processes before, such as that, does not count any more: requests of the other processes are admitted
    /// again, too.
    ///
    /// End it by `stop`. Where the future is dropped instead, its tasks are aborted: what is on the wire is paid and lost, and counts as
    /// spent in the budget. What was committed stays. Its jobs can be claimed again once their leases have run out.
    ///
    /// # Errors
    /// At the start: where the rate is not one, outside a runtime of tokio, and where the store cannot be reached, is closed, or is for
    /// another service or server. Later, where the store fails. While it is away after the start, the run waits: nothing is sent then,
    /// and nothing is lost. Where it is still away half a minute after the run began to end, that is an error, too.
    pub async fn run(self, stop: Stop) -> Result<Summary> {
        let changes = self.changes()?;
        let Self { store, client, endpoints, settings, observer, .. } = self;
        let gate = StoreGate::start(Arc::clone(&store)).await?;
        let context = Context::new(store, gate, &client, endpoints, settings, observer, stop);
        run::run(context, changes).await
    }

    /// What the run changes in the store.
    fn changes(&self) -> Result<Vec<Change>> {
        let mut changes = Vec::new();
        match self.rate {
            None => {}
            // Not `None`, for which the default of another process would be set.
            Some(None) => changes.push(Change::Interval(Some(0))),
            Some(Some(rate)) => {
                let interval = interval(rate).ok_or_else(|| {
                    let message = format!(
                        "{rate} is not a rate in requests per second: it must be positive, at least one a day and at most 1,000,000"
                    );
                    Error::new(ErrorKind::Refused, message)
                })?;
                changes.push(Change::Interval(Some(interval)));
            }
        }
        if let Some(units) = self.budget {
            changes.push(Change::Budget(Some(i64::try_from(units).unwrap_or(i64::MAX))));
        }
        Ok(changes)
    }
}

impl fmt::Debug for Harvest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Harvest");
        shown.field("store", &self.store.location()).field("settings", &self.settings).finish_non_exhaustive()
    }
}
