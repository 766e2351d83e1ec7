//! The settings of a server.

use std::marker::PhantomData;
use std::net::SocketAddr;
use std::time::Duration;

use hikerapi_runtime::client::ServiceClient;
use hikerapi_runtime::samples::SampleResponse;

use crate::engine::{Engine, Settings};
use crate::observe::{Observer, Served};
use crate::table::{Sample, Table};

/// The settings of a server. Get one from [`ServerOf::builder`](crate::ServerOf::builder).
///
/// ```
/// use hikerapi_testing::Server;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> hikerapi::Result<()> {
/// let json = r#"{"pk": 7, "username": "seven"}"#; // or `include_str!` of a file
/// let server = Server::builder().fixture("/v1/user/by/id", json).rate_limit(15).credit(100).start().await;
/// assert_eq!(server.client().user().by_id(7).await?.username.as_deref(), Some("seven"));
/// # Ok(())
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

    /// Sets the sample of an endpoint, in place of the one from the spec. The endpoint is named as in the spec: `/v1/orders/{id}`,
    /// `POST /v1/orders`.
    ///
    /// # Panics
    /// Where the server has no such endpoint, or the sample is not JSON.
    #[track_caller]
    pub fn fixture(mut self, path: &str, json: &str) -> Self {
        let sample = match json.parse() {
            Ok(json) => Sample::Json(json),
            Err(error) => panic!("the fixture of {path} is not JSON: {error}"),
        };
        match self.table.keyed(path).map(|known| known.operation) {
            Some(operation) => self.table.add(operation, sample),
            None => panic!("{}", self.table.unknown(path)),
        }
        self
    }

    /// Sets the key that the server accepts. The default is [`KEY`](crate::KEY).
    pub fn key(self, key: impl Into<String>) -> Self {
        self.keys([key])
    }

    /// Sets the secrets that the server accepts, where the service needs several, in the order of its docs.
    pub fn keys(mut self, keys: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.settings.keys = keys.into_iter().map(Into::into).collect();
        self
    }

    /// Accepts every key that is not empty: for programs that bring one of their own.
    pub fn any_key(mut self) -> Self {
        self.settings.any_key = true;
        self
    }

    /// Sets the address to listen at. The default is a free port of localhost, which port 0 is, too. Whoever reaches another
    /// address can send requests.
    pub fn address(mut self, address: impl Into<SocketAddr>) -> Self {
        self.settings.address = Some(address.into());
        self
    }

    /// Calls a function after each request, whether it was valid or not, before the response is sent. It sees requests in the
    /// order in which they are answered, and holds up their connection only.
    pub fn observe(mut self, observer: impl Fn(&Served<'_>) + Send + Sync + 'static) -> Self {
        self.settings.observer = Some(Observer::new(observer));
        self
    }

    /// Puts the values of required parameters in the answers that are made from samples, so that the answers to different
    /// requests differ, and fit together: the profile of the id 25 has the id 25, and the ids of the items of a list begin with
    /// the id that the request names. By default every request is answered by the same sample.
    pub fn follow_parameters(mut self) -> Self {
        self.table.follows = true;
        self
    }

    /// Keeps no requests, so that a server that runs for long needs no more memory: [`requests`](crate::ServerOf::requests) and
    /// [`targets`](crate::ServerOf::targets) are empty.
    pub fn forget_requests(mut self) -> Self {
        self.settings.forgets = true;
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

    /// A server with these settings, without a socket.
    pub(crate) fn engine(self) -> Engine {
        Engine::new(C::SERVICE, self.table, self.settings)
    }
}
