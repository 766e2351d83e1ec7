//! A fast server of long lists. A test can make it refuse or delay requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running server in which every account has a list of the same length, stopped when dropped.
pub struct Lists {
    url: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// A request for one page of a list.
#[derive(Debug, Clone, Copy)]
pub struct ListRequest {
    /// The account that has the list.
    pub account: u64,
    /// The page, from 0.
    pub page: u64,
}

/// What the server does instead of sending the page immediately.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    /// It responds with this error status.
    Status(u16),
    /// It sends the page after this delay.
    Late(Duration),
}

type Rule = dyn Fn(ListRequest) -> Option<Refusal> + Send + Sync;

struct Shared {
    pages: u64,
    page_size: u64,
    rule: Box<Rule>,
    /// The requests per second that the account's endpoint returns; `None` where there is no such endpoint.
    account_rate: Option<f64>,
    requests: AtomicU64,
    refused: AtomicU64,
    concurrent: AtomicU64,
    max_concurrent: AtomicU64,
}

impl Lists {
    /// Starts a server on a free port. Each list has `pages` pages of `page_size` accounts. The rule is
    /// evaluated first, for every request.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn start(
        pages: u64,
        page_size: u64,
        rule: impl Fn(ListRequest) -> Option<Refusal> + Send + Sync + 'static,
    ) -> Self {
        Self::start_any(pages, page_size, Box::new(rule), None).await
    }

    /// The same, with an endpoint that returns the rate of the account.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn start_with_rate(
        pages: u64,
        page_size: u64,
        rule: impl Fn(ListRequest) -> Option<Refusal> + Send + Sync + 'static,
        rate: f64,
    ) -> Self {
        Self::start_any(pages, page_size, Box::new(rule), Some(rate)).await
    }

    async fn start_any(pages: u64, page_size: u64, rule: Box<Rule>, account_rate: Option<f64>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let zero = AtomicU64::default;
        let [requests, refused, concurrent, max_concurrent] = [zero(), zero(), zero(), zero()];
        let shared =
            Arc::new(Shared { pages, page_size, rule, account_rate, requests, refused, concurrent, max_concurrent });
        let router = Router::new().fallback(respond).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            axum::serve(listener, router).await.ok();
        });
        Self { url, shared, task }
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The id of an item of a list.
    #[must_use]
    pub fn pk(account: u64, item: u64) -> u64 {
        (account + 1) * 10_000_000 + item
    }

    /// The number of requests so far.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// The number of error responses so far.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.shared.refused.load(Ordering::Relaxed)
    }

    /// The highest number of concurrent requests so far.
    #[must_use]
    pub fn max_concurrent(&self) -> u64 {
        self.shared.max_concurrent.load(Ordering::Relaxed)
    }
}

impl Drop for Lists {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if request.uri().path() == "/sys/balance" {
        let Some(rate) = shared.account_rate else {
            return Response::builder().status(404).body(Body::empty()).unwrap_or_default();
        };
        return Response::new(Body::from(format!("{{\"requests\":1,\"rate\":{rate}}}")));
    }
    let query = request.uri().query().unwrap_or_default();
    let param = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let number = |name: &str| param(name).and_then(|value| value.parse().ok()).unwrap_or(0);
    let list_request = ListRequest { account: number("user_id"), page: number("max_id") };
    shared.requests.fetch_add(1, Ordering::Relaxed);
    let now = shared.concurrent.fetch_add(1, Ordering::Relaxed) + 1;
    shared.max_concurrent.fetch_max(now, Ordering::Relaxed);
    let status = match (shared.rule)(list_request) {
        Some(Refusal::Status(status)) => status,
        Some(Refusal::Late(Duration::ZERO)) => 200,
        Some(Refusal::Late(pause)) => {
            tokio::time::sleep(pause).await;
            200
        }
        None => {
            // Lets other requests arrive meanwhile, as with a real server.
            tokio::time::sleep(Duration::from_millis(2)).await;
            200
        }
    };
    shared.concurrent.fetch_sub(1, Ordering::Relaxed);
    let response = Response::builder().status(status);
    if status != 200 {
        shared.refused.fetch_add(1, Ordering::Relaxed);
        return response.body(Body::from("{}")).unwrap_or_default();
    }
    let body = page(&shared, list_request);
    response.header("x-hiker-info", "reqs=1").body(Body::from(body)).unwrap_or_default()
}

fn page(shared: &Shared, ListRequest { account, page }: ListRequest) -> String {
    use std::fmt::Write as _;
    let first = page * shared.page_size;
    let mut body = String::from("[[");
    for item in first..first + shared.page_size {
        let comma = if item == first { "" } else { "," };
        let pk = Lists::pk(account, item);
        let picture = format!("https://example.com/pictures/{pk}.jpg?signature=0123456789abcdef0123456789abcdef");
        let _ = write!(
            body,
            r#"{comma}{{"pk":"{pk}","username":"sample_{pk}","full_name":"Sample {pk}","profile_pic_url":"{picture}","is_private":false,"is_verified":false}}"#
        );
    }
    let next = if page + 1 < shared.pages { format!("\"{}\"", page + 1) } else { "null".to_owned() };
    let _ = write!(body, "],{next}]");
    body
}
