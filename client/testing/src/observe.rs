//! Who watches a server.

use std::fmt;
use std::sync::Arc;

use crate::recorded::RecordedRequest;

/// A request that was answered, for [`Builder::observe`](crate::Builder::observe).
///
/// ```
/// use hikerapi_testing::Server;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> hikerapi::Result<()> {
/// let log = |served: &hikerapi_testing::Served<'_>| {
///     eprintln!("{} {}: {}, {} units", served.request.method, served.request.path, served.status, served.units);
/// };
/// let server = Server::builder().observe(log).start().await;
/// server.client().user().by_id(787132).await?; // GET /v1/user/by/id: 200, 1 units
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Served<'a> {
    /// The request.
    pub request: &'a RecordedRequest,
    /// The status of the response.
    pub status: u16,
    /// The units that it costs.
    pub units: u64,
}

/// A function that sees each request.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&Served<'_>) + Send + Sync>);

impl Observer {
    pub(crate) fn new(observer: impl Fn(&Served<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observer))
    }

    pub(crate) fn see(&self, served: &Served<'_>) {
        self.0(served);
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Observer")
    }
}
