//! What a server knows and remembers, and the reply to a request.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hikerapi_runtime::rt;
use hikerapi_runtime::service::{Means, Operation, Service};

use crate::answer::Answer;
use crate::checks::{self, Refusal};
use crate::content::{content, with_fault};
use crate::fault::{Fault, Faults};
use crate::open::Open;
use crate::recorded::RecordedRequest;
use crate::rules::{self, Rule};
use crate::table::Table;

/// The key that servers accept by default.
pub const KEY: &str = "test-key-0123456789";

/// A rule of the test, which sees every valid request first.
pub(crate) type Respond = Arc<dyn Fn(&RecordedRequest) -> Option<Answer> + Send + Sync>;

/// A server without its sockets.
pub(crate) struct Engine {
    pub(crate) service: &'static Service,
    pub(crate) table: Table,
    pub(crate) settings: Settings,
    pub(crate) open: Open,
    state: Mutex<State>,
}

/// The settings of a server.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) key: String,
    pub(crate) rate_limit: Option<u32>,
    pub(crate) credit: Option<u64>,
    pub(crate) latency: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { key: KEY.to_owned(), rate_limit: None, credit: None, latency: Duration::ZERO }
    }
}

#[derive(Default)]
pub(crate) struct State {
    pub(crate) rules: Vec<Rule>,
    pub(crate) respond: Vec<Respond>,
    pub(crate) faults: Option<Faults>,
    pub(crate) fault_counts: BTreeMap<String, u64>,
    pub(crate) requests: Vec<RecordedRequest>,
    pub(crate) units: u64,
    /// What a test has added to the credit.
    pub(crate) added_credit: u64,
    /// The number of equal requests so far, by what they are for.
    equal: HashMap<u64, u64>,
    /// The arrivals of the last second.
    arrivals: VecDeque<Instant>,
}

/// What is sent.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
    pub(crate) delay: Duration,
    /// The fault that the connection has to make.
    pub(crate) fault: Option<Fault>,
}

impl Engine {
    pub(crate) fn new(service: &'static Service, table: Table, settings: Settings) -> Self {
        Self { service, table, settings, open: Open::default(), state: Mutex::default() }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reply to a request, which is counted.
    pub(crate) fn reply(&self, request: &RecordedRequest) -> Reply {
        let refusal = checks::refusal(self.service, &self.settings.key, &self.table, request);
        let mut state = self.lock();
        state.requests.push(request.clone());
        if let Some(refusal) = refusal.or_else(|| self.over_limits(&mut state, request)) {
            drop(state);
            return self.finish(Answer::json(refusal.status, refusal.body), request);
        }
        let fault = state.random_fault(self.service, request);
        drop(state);
        let answer = self.answer(request, fault.is_none());
        self.finish(if let Some(fault) = fault { answer.fault(fault) } else { answer }, request)
    }

    /// The refusal of a request that is one too many, or that is not paid for.
    fn over_limits(&self, state: &mut State, request: &RecordedRequest) -> Option<Refusal> {
        if self.settings.rate_limit.is_some_and(|most| state.arrives(most)) {
            return Some(Refusal::new(self.service, Means::RateLimited, "too many requests in a second"));
        }
        let price = request.operation.map_or(0, |operation| operation.price(|name| request.param(name)));
        let is_over = self
            .settings
            .credit
            .is_some_and(|credit| state.units.saturating_add(price) > credit.saturating_add(state.added_credit));
        is_over.then(|| Refusal::new(self.service, Means::OutOfCredit, "the credit of the test server is used up"))
    }

    /// The answer of the test, or the sample. A request with a fault at random leaves scripted answers as they are.
    fn answer(&self, request: &RecordedRequest, is_counted: bool) -> Answer {
        let respond = self.lock().respond.clone();
        // Without the lock: it may use the server.
        if let Some(answer) = respond.iter().rev().find_map(|respond| respond(request)) {
            return answer;
        }
        let mut state = self.lock();
        let scripted = match is_counted {
            true => rules::next(&mut state.rules, request),
            false => rules::peek(&state.rules, request),
        };
        scripted.unwrap_or_else(Answer::sample)
    }

    /// Adds to an answer what the service adds to every response, and counts its units.
    fn finish(&self, answer: Answer, request: &RecordedRequest) -> Reply {
        let Answer { content: wanted, mut headers, without, delay, units, fault } = answer;
        let (mut status, mut body, is_json) = content(self.service, &self.table, wanted, request);
        if let Some(fault) = &fault {
            (status, body) = with_fault(self.service, fault, (status, body), request, &mut headers);
        }
        let is_sent = fault.as_ref().is_none_or(Fault::sends_the_response);
        let charged = units.unwrap_or_else(|| self.price(status, &body, request));
        if is_json {
            add(&mut headers, "content-type", "application/json");
        }
        // A client takes the price of the spec where the header is absent, so that none must be stated.
        if is_sent && (units.is_some() || charged > 0) {
            self.lock().units += charged;
            if let Some(cost) = self.service.cost.and_then(|cost| cost.header) {
                add(&mut headers, cost.header, &format!("{}={charged}", cost.field));
            }
        }
        headers.retain(|(name, _)| !name.is_empty() && !without.contains(&name.to_ascii_lowercase()));
        Reply { status, headers, body, delay: delay + self.settings.latency, fault }
    }

    /// The units of a response: the price of the request, where the status and the body are billed.
    fn price(&self, status: u16, body: &[u8], request: &RecordedRequest) -> u64 {
        let is_billed = rt::verdict(&self.service.errors, status, body).is_billed();
        request.operation.filter(|_| is_billed).map_or(0, |operation| operation.price(|name| request.param(name)))
    }

    /// A request to this path with this query, as it is recorded.
    pub(crate) fn record(&self, path: &str, query: &str, headers: Vec<(String, String)>) -> RecordedRequest {
        let (operation, mut params) =
            self.table.find(path).map_or((None, Vec::new()), |(known, params)| (Some(known), params));
        params.extend(form_urlencoded::parse(query.as_bytes()).into_owned());
        let (path, query) = (path.to_owned(), query.to_owned());
        RecordedRequest { method: "GET".to_owned(), path, query, headers, params, operation }
    }

    /// The endpoint with the path of an operation.
    ///
    /// # Panics
    /// Where there is none.
    #[track_caller]
    pub(crate) fn known(&self, operation: &Operation) -> &'static Operation {
        match self.table.get(operation.path) {
            Some(known) => known.operation,
            None => panic!("{}", self.table.unknown(operation.path)),
        }
    }

    /// The endpoint of a path, with the parameters in the path and its query.
    ///
    /// # Panics
    /// Where there is none.
    #[track_caller]
    pub(crate) fn known_path(&self, path: &str) -> (&'static Operation, Vec<(String, String)>) {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        if let Some(known) = self.table.get(path) {
            return (known.operation, self.record("", query, Vec::new()).params);
        }
        let request = self.record(path, query, Vec::new());
        match request.operation {
            Some(operation) => (operation, request.params),
            None => panic!("{}", self.table.unknown(path)),
        }
    }
}

impl State {
    /// Counts an arrival; true if it is one too many within a second. What is refused does not count.
    fn arrives(&mut self, most: u32) -> bool {
        let now = Instant::now();
        while self.arrivals.front().is_some_and(|earlier| now.duration_since(*earlier) >= Duration::from_secs(1)) {
            self.arrivals.pop_front();
        }
        if self.arrivals.len() >= most as usize {
            return true;
        }
        self.arrivals.push_back(now);
        false
    }

    /// The fault of a request, if it has one. Requests for pages of one list are equal here.
    fn random_fault(&mut self, service: &Service, request: &RecordedRequest) -> Option<Fault> {
        let faults = self.faults.as_ref()?;
        let print = fingerprint(request);
        let nth = self.equal.entry(print).or_default();
        *nth += 1;
        let fault = faults.pick(service, print, *nth)?;
        *self.fault_counts.entry(fault.name()).or_default() += 1;
        Some(fault)
    }
}

/// Adds a header, unless it is there.
fn add(headers: &mut Vec<(String, String)>, name: &str, value: &str) {
    if !headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
        headers.push((name.to_owned(), value.to_owned()));
    }
}

/// A hash of the path and the parameters but for the cursor, the same in every process.
fn fingerprint(request: &RecordedRequest) -> u64 {
    let cursor = request.operation.and_then(|operation| operation.paging).and_then(|paging| paging.way.parameter());
    let params = request.params.iter().filter(|(name, _)| Some(name.as_str()) != cursor);
    let texts = params.flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    let texts = std::iter::once(request.path.as_str()).chain(texts);
    let bytes = texts.flat_map(|text| text.bytes().chain([0]));
    // FNV-1a.
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
