//! The local server behind `mock`, for a client of any type.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hikerapi_runtime::rt::{Sampled, ServiceClient};
use hikerapi_testing::{Answer, List, RecordedRequest, Served, ServerOf};

/// How the server answers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MockOptions {
    pub(crate) address: SocketAddr,
    pub(crate) lists: MockLists,
    pub(crate) failures: Option<MockFailures>,
    /// How long every response takes.
    pub(crate) delay: Duration,
    /// The units after which the account has no credit.
    pub(crate) budget: Option<u64>,
    /// The most requests within a second.
    pub(crate) rate_limit: Option<u32>,
}

/// The lists that it sends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MockLists {
    /// The items of each list; those of the sample by default.
    pub(crate) items: Option<u64>,
    /// The items of each page; a third of the list by default.
    pub(crate) page_size: Option<u64>,
}

/// The requests that fail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MockFailures {
    /// Each request whose number can be divided by this.
    pub(crate) every: u64,
    pub(crate) status: u16,
}

/// A running server, which stops when it is dropped.
pub(crate) struct MockServer {
    pub(crate) url: String,
    _server: Box<dyn Send>,
}

/// What starts the server of a client.
pub(crate) type StartMock = fn(MockOptions, Observe) -> io::Result<MockServer>;

/// What is called after each request.
pub(crate) type Observe = Box<dyn Fn(&Served<'_>) + Send + Sync>;

/// Starts the server of a client.
pub(crate) fn start<C: ServiceClient + Sampled + 'static>(
    options: MockOptions,
    observe: Observe,
) -> io::Result<MockServer> {
    let mut builder = ServerOf::<C>::builder().address(options.address).latency(options.delay);
    builder = builder.any_key().follow_parameters().forget_requests().observe(observe);
    if let Some(units) = options.budget {
        builder = builder.credit(units);
    }
    if let Some(rate) = options.rate_limit {
        builder = builder.rate_limit(rate);
    }
    let server = builder.try_start()?;
    if options.lists.items.is_some() || options.lists.page_size.is_some() {
        server.respond_with(move |request| options.lists.answer(request));
    }
    // After the lists: the rule that is added last is asked first.
    if let Some(failures) = options.failures {
        let requests = AtomicU64::new(0);
        server.respond_with(move |_| failures.answer(requests.fetch_add(1, Ordering::Relaxed) + 1));
    }
    Ok(MockServer { url: server.url().to_owned(), _server: Box::new(server) })
}

impl MockLists {
    /// The page that a request is for, where its endpoint has pages.
    fn answer(self, request: &RecordedRequest) -> Option<Answer> {
        request.operation?.paging?;
        let list = self.items.map_or_else(List::sample, List::sample_items);
        Some(Answer::list(match self.page_size {
            Some(items) => list.page_size(items),
            None => list,
        }))
    }
}

impl MockFailures {
    /// The error of the request with this number, counted from 1, if it is one that fails.
    fn answer(self, number: u64) -> Option<Answer> {
        number.is_multiple_of(self.every).then(|| Answer::error(self.status, ""))
    }
}
