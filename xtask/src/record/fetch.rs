//! One request at a time: https, the keys in headers, no redirects, a body limit, no retries.

use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

use analysis::scrub::Secrets;
use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder};
use spec::{Means, Service, Verdict};

use super::keys::{self, Keys};
use super::plan::Step;
use super::server::is_here;
use super::target::media_type;
use crate::failure::Failure;

/// A response with a status of success, which may be billed whatever its body is.
pub(super) struct Fetched {
    pub(super) body: Vec<u8>,
    /// Why the body is not whole.
    pub(super) broken: Option<String>,
    /// The cost in units that the service reports.
    pub(super) units: Option<u32>,
}

pub(super) struct Fetcher<'s> {
    service: &'s Service,
    keys: &'s Keys<'s>,
    secrets: &'s Secrets,
    client: Client,
    runtime: tokio::runtime::Runtime,
    next: std::cell::Cell<Instant>,
}

impl<'s> Fetcher<'s> {
    /// Makes a client for requests to servers.
    pub(super) fn new(
        service: &'s Service,
        steps: &[Step<'_>],
        keys: &'s Keys<'s>,
        secrets: &'s Secrets,
    ) -> Result<Self, Failure> {
        let is_here = steps.iter().any(|step| is_here(&step.server));
        let failed = |what: &str, why: String| Failure::CouldNot {
            what: what.to_owned(),
            why,
            help: "check the addresses and limits of the spec",
        };
        let limits = &service.limits;
        // As the client does: aws-lc would take longer to build than all the rest of this command.
        drop(rustls::crypto::ring::default_provider().install_default());
        let client = Client::builder()
            .user_agent(concat!("xtask-record/", env!("CARGO_PKG_VERSION")))
            .default_headers(keys.headers()?)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .https_only(!is_here)
            .connect_timeout(Duration::from_secs(limits.connect_seconds))
            .timeout(Duration::from_secs(limits.timeout_seconds))
            .build();
        let client = client.map_err(|error| failed("cannot make an HTTP client", error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| failed("cannot make an HTTP client", error.to_string()))?;
        Ok(Self { service, keys, secrets, client, runtime, next: Instant::now().into() })
    }

    /// Sends a request, after `stored` responses of this run.
    pub(super) fn fetch(&self, step: &Step<'_>, stored: usize) -> Result<Fetched, Failure> {
        std::thread::sleep(self.next.get().saturating_duration_since(Instant::now()));
        if let Some(rate) = self.service.requests_per_second {
            self.next.set(Instant::now() + Duration::from_secs(1) / rate.max(1));
        }
        let request = self.request(step)?;
        self.runtime.block_on(self.send(request)).map_err(|why| not_recorded(step, why, stored))
    }

    fn request(&self, step: &Step<'_>) -> Result<RequestBuilder, Failure> {
        let method = reqwest::Method::from_bytes(step.target.method.word().as_bytes()).unwrap_or_default();
        let mut request = self.keys.apply(self.client.request(method, step.address.clone()));
        let Some(endpoint) = step.endpoint else { return Ok(request) };
        request = request.headers(keys::constants(&endpoint.headers)?);
        if let Some(header) = &endpoint.idempotency {
            request = request.header(header, format!("{:016x}", RandomState::new().hash_one("key")));
        }
        if let (Some(body), Some(format)) = (&step.target.body, endpoint.body) {
            request = request.header(reqwest::header::CONTENT_TYPE, media_type(format)).body(body.clone());
        }
        Ok(request)
    }

    async fn send(&self, request: RequestBuilder) -> Result<Fetched, String> {
        let text = |error: reqwest::Error| chain(&error.without_url());
        let mut response = request.send().await.map_err(text)?;
        let target = self.redirect_target(&response);
        let (status, units) = (response.status().as_u16(), self.units(response.headers()));
        let most = self.service.limits.body_bytes;
        let mut body = Vec::new();
        let broken = loop {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break None,
                Err(error) => break Some(format!("the body broke off: {}", text(error))),
            }
            if body.len() as u64 > most {
                break Some(format!("the body is longer than the {most} bytes of the spec"));
            }
        };
        let verdict = self.verdict(status);
        if verdict.means == Means::Ok {
            return Ok(Fetched { body, broken, units });
        }
        let billed = match (&self.service.cost, verdict.billed) {
            (None, _) => "",
            (Some(_), true) => ", billed",
            (Some(_), false) => ", not billed",
        };
        let said = Some(self.beginning(&body)).filter(|said| !said.is_empty()).map(|said| format!(": {said}"));
        let said = said.unwrap_or_default();
        Err(format!("status {status}, {}{billed}{target}{said}", verdict.means.rust()))
    }

    /// Where a redirect leads, which is not followed; the target can quote the key.
    fn redirect_target(&self, response: &reqwest::Response) -> String {
        if !response.status().is_redirection() {
            return String::new();
        }
        let target = response.headers().get(reqwest::header::LOCATION).and_then(|target| target.to_str().ok());
        match target.filter(|_| self.secrets.is_recognizable()) {
            Some(target) => {
                let shown: String = self.secrets.conceal(target).chars().take(300).collect();
                format!("; it redirects to `{shown}`, and no redirect is followed")
            }
            None => "; no redirect is followed".to_owned(),
        }
    }

    /// The beginning of a body on one line, without the key.
    fn beginning(&self, body: &[u8]) -> String {
        if !self.secrets.is_recognizable() {
            return "(the body is not shown: the key is too short to be found in it)".to_owned();
        }
        // More than what is shown, so that no key is cut in two before it is found.
        let head = &body[..body.len().min(1 << 16)];
        let text = self.secrets.conceal(&String::from_utf8_lossy(head));
        let words: Vec<_> = text.split_whitespace().collect();
        words.join(" ").chars().take(300).collect()
    }

    /// The number of units in the header. The header itself is text of the service, which could hold the key.
    fn units(&self, headers: &HeaderMap) -> Option<u32> {
        let place = self.service.cost.as_ref()?.header.as_ref()?;
        let text = headers.get(&place.header)?.to_str().ok()?;
        let (_, after) = text.split_once(place.field.as_str())?;
        let digits = after.trim_start_matches(['"', ' ', '=', ':']);
        digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    }

    fn verdict(&self, status: u16) -> Verdict {
        let rules = &self.service.errors;
        let row = rules.statuses.iter().find(|row| (row.first..=row.last).contains(&status));
        row.map_or(rules.other, |row| row.verdict)
    }
}

/// A request without a fixture, after `stored` responses of this run.
pub(super) fn not_recorded(step: &Step<'_>, why: String, stored: usize) -> Failure {
    Failure::CouldNot {
        what: format!("{} {} was not recorded", step.target.method.word(), step.address.path()),
        why,
        help: match stored {
            0 => "record it again once this is fixed",
            _ => "earlier responses are stored; record the rest once this is fixed",
        },
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
