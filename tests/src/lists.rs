//! A fast server of long lists. A test can make it refuse or delay requests.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hikerapi_testing::{Answer, RecordedRequest, Server};

/// A running server in which every account has a list of the same length, stopped when dropped.
pub struct Lists {
    server: Server,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    requests: AtomicU64,
    refused: AtomicU64,
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
        let lists = Self { server: Server::start().await, counts: Arc::default() };
        lists.server.on_path("/sys/balance").status(404, "");
        let counts = Arc::clone(&lists.counts);
        lists.server.respond_with(move |request| {
            let request = list_request(request)?;
            counts.requests.fetch_add(1, Ordering::Relaxed);
            let delay = match rule(request) {
                Some(Refusal::Status(status)) => {
                    counts.refused.fetch_add(1, Ordering::Relaxed);
                    return Some(Answer::json(status, "{}"));
                }
                Some(Refusal::Late(delay)) => delay,
                // Lets other requests arrive meanwhile, as with a real server.
                None => Duration::from_millis(2),
            };
            Some(Answer::json(200, page(pages, page_size, request)).delay(delay))
        });
        lists
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
        let lists = Self::start(pages, page_size, rule).await;
        lists.server.on_path("/sys/balance").json(200, format!("{{\"requests\":1,\"rate\":{rate}}}"));
        lists
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> &str {
        self.server.url()
    }

    /// The id of an item of a list.
    #[must_use]
    pub fn pk(account: u64, item: u64) -> u64 {
        (account + 1) * 10_000_000 + item
    }

    /// The number of requests so far.
    #[must_use]
    pub fn requests(&self) -> u64 {
        self.counts.requests.load(Ordering::Relaxed)
    }

    /// The number of error responses so far.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.counts.refused.load(Ordering::Relaxed)
    }

    /// The highest number of concurrent requests so far.
    #[must_use]
    pub fn max_concurrent(&self) -> u64 {
        self.server.max_concurrent()
    }
}

/// The page that a request is for; `None` where it is for something else.
fn list_request(request: &RecordedRequest) -> Option<ListRequest> {
    let paging = request.operation?.paging?;
    let account = request.param("user_id")?.parse().ok()?;
    Some(ListRequest {
        account,
        page: paging
            .way
            .parameter()
            .and_then(|name| request.param(name))
            .and_then(|page| page.parse().ok())
            .unwrap_or(0),
    })
}

fn page(pages: u64, page_size: u64, ListRequest { account, page }: ListRequest) -> String {
    let first = page * page_size;
    let mut body = String::from("[[");
    for item in first..first + page_size {
        let comma = if item == first { "" } else { "," };
        let pk = Lists::pk(account, item);
        let picture = format!("https://example.com/pictures/{pk}.jpg?signature=0123456789abcdef0123456789abcdef");
        let _ = write!(
            body,
            r#"{comma}{{"pk":"{pk}","username":"sample_{pk}","full_name":"Sample {pk}","profile_pic_url":"{picture}","is_private":false,"is_verified":false}}"#
        );
    }
    let next = if page + 1 < pages { format!("\"{}\"", page + 1) } else { "null".to_owned() };
    let _ = write!(body, "],{next}]");
    body
}
