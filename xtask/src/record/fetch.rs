//! One request at a time: https, one host, the API key in a header, no redirects, a body limit, no retries.

use std::time::{Duration, Instant};

use analysis::infer::Request;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Url};
use spec::{Service, Verdict};

use crate::failure::Failure;

/// A response with status 200.
pub(super) struct Fetched {
    pub(super) body: String,
    /// The cost that the service reports, as it is in the header.
    pub(super) price: Option<String>,
}

pub(super) struct Fetcher<'s> {
    service: &'s Service,
    server: Url,
    client: Client,
    runtime: tokio::runtime::Runtime,
    next: std::cell::Cell<Instant>,
}

impl<'s> Fetcher<'s> {
    pub(super) fn new(service: &'s Service, server: &str, key: &str) -> Result<Self, Failure> {
        let failed = |what: &str, why: String| Failure::CouldNot {
            what: what.to_owned(),
            why,
            help: "name a server as `https://api.example.com`, and use the API key as you received it",
        };
        let url = Url::parse(server)
            .map_err(|error| failed(&format!("cannot send a request to `{server}`"), error.to_string()))?;
        let is_here = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
        if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
            return Err(failed(&format!("will not send the key to `{server}`"), "it is not https".to_owned()));
        }
        let name = HeaderName::try_from(&service.key_header)
            .map_err(|error| failed("cannot send the key", error.to_string()))?;
        // The message must not hold the key.
        let mut value = HeaderValue::try_from(key).map_err(|_| {
            failed("cannot send the key", "it has characters that are not allowed in a header".to_owned())
        })?;
        value.set_sensitive(true);
        let limits = &service.limits;
        let client = Client::builder()
            .user_agent(concat!("xtask-record/", env!("CARGO_PKG_VERSION")))
            .default_headers(HeaderMap::from_iter([(name, value)]))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .https_only(!is_here)
            .connect_timeout(Duration::from_secs(limits.connect_seconds))
            .timeout(Duration::from_secs(limits.timeout_seconds))
            .build();
        let client = client.map_err(|error| failed("cannot make an HTTP client", error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| failed("cannot make an HTTP client", error.to_string()))?;
        Ok(Self { service, server: url, client, runtime, next: Instant::now().into() })
    }

    pub(super) fn fetch(&self, request: &Request) -> Result<Fetched, Failure> {
        let mut url = self.server.clone();
        url.set_path(&request.path);
        if !request.params.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.params);
        }
        std::thread::sleep(self.next.get().saturating_duration_since(Instant::now()));
        let pause = Duration::from_secs(1) / self.service.requests_per_second.max(1);
        self.next.set(Instant::now() + pause);
        self.runtime.block_on(self.send(url, request))
    }

    async fn send(&self, url: Url, request: &Request) -> Result<Fetched, Failure> {
        let failed = |why: String| Failure::CouldNot {
            what: format!("GET {} was not recorded", request.path),
            why,
            help: "earlier responses are stored; record the rest once this is fixed",
        };
        let text = |error: reqwest::Error| failed(chain(&error.without_url()));
        let mut response = self.client.get(url).send().await.map_err(text)?;
        let (status, price) = (response.status().as_u16(), self.price(response.headers()));
        let most = self.service.limits.body_bytes;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(text)? {
            body.extend_from_slice(&chunk);
            if body.len() as u64 > most {
                return Err(failed(format!("the body is longer than the {most} bytes of the spec")));
            }
        }
        let body = String::from_utf8(body).map_err(|_| failed("the body is not UTF-8 text".to_owned()))?;
        if status == 200 {
            return Ok(Fetched { body, price });
        }
        let verdict = self.verdict(status);
        let billed = if verdict.billed { "billed" } else { "not billed" };
        let head: String = body.chars().take(300).collect();
        Err(failed(format!("status {status}, {}, {billed}: {head}", verdict.means.rust())))
    }

    fn price(&self, headers: &HeaderMap) -> Option<String> {
        headers.get(&self.service.cost_header)?.to_str().ok().map(str::to_owned)
    }

    fn verdict(&self, status: u16) -> Verdict {
        let rules = &self.service.errors;
        let row = rules.statuses.iter().find(|row| (row.first..=row.last).contains(&status));
        row.map_or(rules.other, |row| row.verdict)
    }
}

/// An error with its causes; the root cause comes last.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
