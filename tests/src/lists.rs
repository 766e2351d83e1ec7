//! A server of long lists, as quick as can be, which a test can make refuse or wait.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running server, whose every account has a list of so many pages; it ends when it is dropped.
pub struct Lists {
    url: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The account whose list it is.
    pub account: u64,
    /// The page, from 0.
    pub page: u64,
}

/// What is done instead of an answer at once.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    /// An error of this status.
    Status(u16),
    /// The answer, but only after so long.
    Late(Duration),
}

type Rule = dyn Fn(Asked) -> Option<Refusal> + Send + Sync;

struct Shared {
    pages: u64,
    page_size: u64,
    rule: Box<Rule>,
    requests: AtomicU64,
    refused: AtomicU64,
    at_once: AtomicU64,
    most_at_once: AtomicU64,
}

impl Lists {
    /// Lists of so many pages of so many accounts, on a port that the system picks. The rule is
    /// asked first, for every request.
    ///
    /// # Panics
    /// Where no port can be had.
    pub async fn start(
        pages: u64,
        page_size: u64,
        rule: impl Fn(Asked) -> Option<Refusal> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let zero = AtomicU64::default;
        let (rule, counts) = (Box::new(rule), [zero(), zero(), zero(), zero()]);
        let [requests, refused, at_once, most_at_once] = counts;
        let shared = Arc::new(Shared { pages, page_size, rule, requests, refused, at_once, most_at_once });
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
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

    /// All requests so far.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.shared.requests.load(Ordering::Relaxed)
    }

    /// Those that were answered with an error.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.shared.refused.load(Ordering::Relaxed)
    }

    /// The most requests that were on their way at one moment.
    #[must_use]
    pub fn most_at_once(&self) -> u64 {
        self.shared.most_at_once.load(Ordering::Relaxed)
    }
}

impl Drop for Lists {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let param = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let number = |name: &str| param(name).and_then(|value| value.parse().ok()).unwrap_or(0);
    let asked = Asked { account: number("user_id"), page: number("max_id") };
    shared.requests.fetch_add(1, Ordering::Relaxed);
    let now = shared.at_once.fetch_add(1, Ordering::Relaxed) + 1;
    shared.most_at_once.fetch_max(now, Ordering::Relaxed);
    let status = match (shared.rule)(asked) {
        Some(Refusal::Status(status)) => status,
        Some(Refusal::Late(Duration::ZERO)) => 200,
        Some(Refusal::Late(pause)) => {
            tokio::time::sleep(pause).await;
            200
        }
        None => {
            // Others get their turn, as they would with any real server.
            tokio::time::sleep(Duration::from_millis(2)).await;
            200
        }
    };
    shared.at_once.fetch_sub(1, Ordering::Relaxed);
    let reply = Response::builder().status(status);
    if status != 200 {
        shared.refused.fetch_add(1, Ordering::Relaxed);
        return reply.body(Body::from("{}")).unwrap_or_default();
    }
    let body = page(&shared, asked);
    reply.header("x-hiker-info", "reqs=1").body(Body::from(body)).unwrap_or_default()
}

fn page(shared: &Shared, Asked { account, page }: Asked) -> String {
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
