//! The settings of a server.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use hikerapi_runtime::client::ServiceClient;
use hikerapi_runtime::samples::SampleResponse;

use crate::core::{Core, Settings};
use crate::server::ServerOf;
use crate::table::{Sample, Table};
use crate::thread;

/// The settings of a server. Get one from [`ServerOf::builder`].
///
/// ```no_run
/// # async fn run() {
/// let server = hikerapi_testing::Server::builder()
///     .fixture("/v1/user/by/id", include_str!("../README.md"))
///     .rate_limit(15)
///     .credit(100)
///     .start()
///     .await;
/// # }
/// ```
#[must_use = "a builder does nothing until `start` is called"]
pub struct Builder<C> {
    table: Table,
    settings: Settings,
    client: PhantomData<fn() -> C>,
}

impl<C: ServiceClient> Builder<C> {
    /// The endpoints of the client's service, without samples.
    pub(crate) fn new() -> Self {
        let mut table = Table::default();
        for operation in C::OPERATIONS {
            table.add(operation, Sample::None);
        }
        Self { table, settings: Settings::default(), client: PhantomData }
    }

    /// Adds endpoints of your own, with their samples: `samples::RESPONSES` of the module that `endpoints!` writes.
    pub fn endpoints(mut self, samples: &'static [&'static [SampleResponse]]) -> Self {
        for response in samples.iter().copied().flatten() {
            self.table.add(response.operation, Sample::Generated(response.body));
        }
        self
    }

    /// Sets the sample of an endpoint, in place of the one from the spec.
    ///
    /// # Panics
    /// Where the server has no endpoint with this path, or the sample is not JSON.
    #[track_caller]
    pub fn fixture(mut self, path: &str, json: &str) -> Self {
        let sample = match json.parse() {
            Ok(json) => Sample::Json(json),
            Err(error) => panic!("the fixture of {path} is not JSON: {error}"),
        };
        match self.table.get(path).map(|known| known.operation) {
            Some(operation) => self.table.add(operation, sample),
            None => panic!("{}", self.table.unknown(path)),
        }
        self
    }

    /// Sets the key that the server accepts. The default is [`KEY`](crate::KEY).
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.settings.key = key.into();
        self
    }

    /// Sets how many requests the server accepts within a second. It refuses others as the service would. By default it accepts
    /// any number.
    pub fn rate_limit(mut self, per_second: u32) -> Self {
        self.settings.rate_limit = Some(per_second);
        self
    }

    /// Sets the units that can be spent, after which the server refuses requests as the service would. By default there is no
    /// end.
    pub fn credit(mut self, units: u64) -> Self {
        self.settings.credit = Some(units);
        self
    }

    /// Sets how long every response takes. By default it takes no time.
    pub fn latency(mut self, latency: Duration) -> Self {
        self.settings.latency = latency;
        self
    }

    /// Starts the server on a free port of localhost.
    ///
    /// # Panics
    /// Where no port is free, or no thread can be started.
    #[allow(clippy::unused_async, reason = "as `Server::start`")]
    pub async fn start(self) -> ServerOf<C> {
        self.start_blocking()
    }

    /// The same, for a program without async.
    ///
    /// # Panics
    /// As [`start`](Self::start).
    #[track_caller]
    pub fn start_blocking(self) -> ServerOf<C> {
        let core = Arc::new(Core::new(C::SERVICE, self.table, self.settings));
        match thread::start(Arc::clone(&core)) {
            Ok(thread) => ServerOf::new(core, thread),
            Err(error) => panic!("the test server cannot start: {error}"),
        }
    }
}
