//! The server.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use hikerapi_runtime::client::{ClientBuilder, RetryPolicy, ServiceClient};
use hikerapi_runtime::rt::Request;
use hikerapi_runtime::samples::Sampled;

use crate::answer::Answer;
use crate::builder::Builder;
use crate::engine::Engine;
use crate::fault::Faults;
use crate::recorded::RecordedRequest;
use crate::rules::Expected;
use crate::script::Script;
use crate::thread::{self, Thread};

/// A server on localhost for the tests of programs that use the client `C`. It is stopped when dropped.
///
/// The server has a thread of its own: it answers whatever the test does meanwhile, with or without async.
#[must_use = "the server is stopped when it is dropped"]
pub struct ServerOf<C> {
    engine: Arc<Engine>,
    url: String,
    _thread: Thread,
    client: PhantomData<fn() -> C>,
}

impl<C: Sampled> ServerOf<C> {
    /// Starts a server on a free port. It answers every endpoint of the spec with its sample.
    ///
    /// # Panics
    /// Where no port is free, or no thread can be started.
    #[allow(clippy::unused_async, reason = "a server that needs its caller's runtime would need it")]
    pub async fn start() -> Self {
        Self::start_blocking()
    }

    /// The same, for a program without async.
    ///
    /// # Panics
    /// As [`start`](Self::start).
    #[track_caller]
    pub fn start_blocking() -> Self {
        Self::builder().start_blocking()
    }

    /// Returns a builder: endpoints of your own, samples, a rate limit, a credit.
    pub fn builder() -> Builder<C> {
        Builder::new().endpoints(C::RESPONSES)
    }
}

impl<C: ServiceClient> Builder<C> {
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
        self.try_start().unwrap_or_else(|error| panic!("the test server cannot start: {error}"))
    }

    /// The same, for a program that is no test: the port that its user names may be taken.
    ///
    /// # Errors
    /// Where it cannot listen at the [address](Self::address), or no thread can be started.
    pub fn try_start(self) -> io::Result<ServerOf<C>> {
        let engine = Arc::new(self.engine());
        let thread = thread::start(Arc::clone(&engine))?;
        Ok(ServerOf { engine, url: format!("http://{}", thread.address), _thread: thread, client: PhantomData })
    }
}

impl<C: ServiceClient> ServerOf<C> {
    /// Returns a builder of a server for a client without samples: each answer is scripted, or is a
    /// [`fixture`](Builder::fixture).
    pub fn without_samples() -> Builder<C> {
        Builder::new()
    }

    /// Returns a client of this server, as [`client_builder`](Self::client_builder) has it.
    ///
    /// # Panics
    /// Never: the settings are valid.
    #[must_use]
    pub fn client(&self) -> C {
        self.client_builder().build().expect("the settings of the test server's client are valid")
    }

    /// Returns a builder of a client of this server. It has the server's URL and key, and settings for fast tests: no rate
    /// limit, pauses of at most 20 milliseconds between attempts, a second for all attempts together, and a timeout of 5
    /// seconds. Everything else is as the spec has it; each of your own settings replaces one.
    pub fn client_builder(&self) -> ClientBuilder<C> {
        let pause = Duration::from_millis(20);
        let retry = RetryPolicy {
            initial_backoff: pause,
            max_backoff: pause,
            // "Too many requests" is retried until then.
            max_elapsed: Duration::from_secs(1),
            ..RetryPolicy::default()
        };
        let builder = ClientBuilder::new().server(self.url()).keys(self.keys().iter().map(String::as_str));
        builder.no_rate_limit().retry(retry).timeout(Duration::from_secs(5))
    }
}

impl<C> ServerOf<C> {
    /// Returns the base URL: `http://127.0.0.1:41234`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the key that the server accepts; the first one, where it needs several, and an empty one where it needs none.
    #[must_use]
    pub fn key(&self) -> &str {
        self.keys().first().map_or("", String::as_str)
    }

    /// Returns the secrets that the server accepts, in the order of the service's docs.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.engine.settings.keys
    }

    /// Scripts the answers to a request. They are for requests to the same endpoint with the same parameters; a parameter that
    /// `request` does not set may have any value, so that a list's first page stands for all of its pages. A later script for
    /// the same request takes precedence. So it is with the fields of a body; files and other bytes are not compared.
    ///
    /// # Panics
    /// Where the server does not know the endpoint: pass your own to [`Builder::endpoints`].
    #[track_caller]
    #[allow(clippy::needless_pass_by_value, reason = "a request is made for the call")]
    pub fn on(&self, request: impl Request) -> Script<'_> {
        let operation = self.engine.known(request.operation());
        let params = request.params().iter().map(|(name, value)| (name.to_string(), value.clone()));
        let body = request.body().map(|body| Expected::new(operation, &body));
        Script::new(&self.engine, operation, params.collect(), body)
    }

    /// Scripts the answers to requests to a path: that of an endpoint as in its docs (`/v1/orders/{id}`), or of one request
    /// (`/v1/orders/7`), with or without a query. Another method than GET is before it: `POST /v1/orders`.
    ///
    /// # Panics
    /// Where the server has no such endpoint. The message names the nearest.
    #[track_caller]
    pub fn on_path(&self, path: &str) -> Script<'_> {
        let (operation, params) = self.engine.known_path(path);
        Script::new(&self.engine, operation, params, None)
    }

    /// Adds a rule that answers requests by their content: it sees every valid request first. Where it returns `None`, scripts
    /// and samples answer. A later rule takes precedence.
    pub fn respond_with(&self, respond: impl Fn(&RecordedRequest) -> Option<Answer> + Send + Sync + 'static) {
        self.engine.lock().respond.push(Arc::new(respond));
    }

    /// Adds faults at random to all valid requests. They replace those of an earlier call.
    pub fn faults(&self, faults: Faults) {
        self.engine.lock().faults = Some(faults);
    }

    /// Returns how often each fault at random occurred, by its [name](crate::Fault::name).
    #[must_use]
    pub fn fault_counts(&self) -> BTreeMap<String, u64> {
        self.engine.lock().fault_counts.clone()
    }

    /// Returns all requests so far, in the order of their arrival.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.engine.lock().requests.clone()
    }

    /// Returns the path and the query of each request so far, as they were sent.
    #[must_use]
    pub fn targets(&self) -> Vec<String> {
        self.engine.lock().requests.iter().map(RecordedRequest::target).collect()
    }

    /// Returns the units that the server has charged. Where the service has no price, each request is one.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.engine.lock().units
    }

    /// Adds units to the [credit](Builder::credit) of the account, as a payment would. Without a credit every request is paid.
    pub fn add_credit(&self, units: u64) {
        let mut state = self.engine.lock();
        state.added_credit = state.added_credit.saturating_add(units);
    }

    /// Returns the highest number of requests that were answered at the same time.
    #[must_use]
    pub fn max_concurrent(&self) -> u64 {
        self.engine.open.most()
    }
}

impl<C> fmt::Debug for ServerOf<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").field("url", &self.url).finish_non_exhaustive()
    }
}
