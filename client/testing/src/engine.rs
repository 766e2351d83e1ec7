//! What a server knows and remembers, and the reply to a request.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use hikerapi_runtime::rt;
use hikerapi_runtime::service::{Means, Operation, Service};
use hikerapi_runtime::values::Json;

use crate::answer::{Answer, Content};
use crate::auth;
use crate::body;
use crate::checks::{self, Refusal};
use crate::content::{Made, content, with_fault};
use crate::fault::{Fault, Faults};
use crate::json::{at, with};
use crate::observe::{Observer, Served};
use crate::open::Open;
use crate::page;
use crate::recorded::RecordedRequest;
use crate::replays::{Replay, Replays};
use crate::rules::{self, Rule};
use crate::table::Table;

/// A rule of the test, which sees every valid request first.
pub(crate) type Respond = Arc<dyn Fn(&RecordedRequest) -> Option<Answer> + Send + Sync>;

/// A server without its sockets.
pub(crate) struct Engine {
    pub(crate) service: &'static Service,
    pub(crate) table: Table,
    pub(crate) settings: Settings,
    pub(crate) open: Open,
    /// The headers that carry the secrets, with their values; `None` where any is accepted.
    secrets: Vec<(&'static str, Option<String>)>,
    state: Mutex<State>,
}

/// The settings of a server.
#[derive(Debug, Clone, Default)]
pub(crate) struct Settings {
    /// The secrets that it accepts, in the order of the service's docs.
    pub(crate) keys: Vec<String>,
    pub(crate) rate_limit: Option<u32>,
    pub(crate) credit: Option<u64>,
    pub(crate) latency: Duration,
    /// Where it listens; a free port of localhost by default.
    pub(crate) address: Option<SocketAddr>,
    /// Any secret is accepted.
    pub(crate) any_key: bool,
    /// Requests are not kept.
    pub(crate) forgets: bool,
    pub(crate) observer: Option<Observer>,
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
    replays: Replays,
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
    pub(crate) units: u64,
    pub(crate) delay: Duration,
    /// The fault that the connection has to make.
    pub(crate) fault: Option<Fault>,
}

impl Engine {
    pub(crate) fn new(service: &'static Service, table: Table, mut settings: Settings) -> Self {
        settings.keys = auth::secrets(service, &settings.keys);
        let secrets = auth::headers(service, &settings.keys).into_iter();
        let secrets = secrets.map(|(header, value)| (header, (!settings.any_key).then_some(value))).collect();
        Self { service, table, settings, open: Open::default(), secrets, state: Mutex::default() }
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The reply to a request, which is counted.
    pub(crate) fn reply(&self, request: &RecordedRequest) -> Reply {
        let reply = self.decide(request);
        if let Some(observer) = &self.settings.observer {
            observer.see(&Served { request, status: reply.status, units: reply.units });
        }
        reply
    }

    fn decide(&self, request: &RecordedRequest) -> Reply {
        let refusal = checks::refusal(self.service, &self.secrets, &self.table, request);
        let mut state = self.lock();
        if !self.settings.forgets {
            state.requests.push(request.clone());
        }
        if self.service.cost.is_none() {
            state.units += 1;
        }
        let refusal = match (refusal, state.replays.find(request)) {
            (None, Replay::Again(answer)) => {
                drop(state);
                return self.finish(answer, request);
            }
            (None, Replay::Misused) => {
                let message = "the idempotency key was used for a request with another body";
                Some(Refusal::new(self.service, Means::BadRequest, message))
            }
            (refusal, _) => refusal,
        };
        if let Some(refusal) = refusal.or_else(|| self.over_limits(&mut state, request)) {
            drop(state);
            return self.finish(Answer::json(refusal.status, refusal.body), request);
        }
        let fault = state.random_fault(self.service, request);
        drop(state);
        let answer = self.answer(request, fault.is_none());
        let answer = if let Some(fault) = fault { answer.fault(fault) } else { answer };
        if request.idempotency_key().is_some() {
            self.remember(&answer, request);
        }
        self.finish(answer, request)
    }

    /// Remembers an answer, unless it is an error: the same request gets it again, without the fault, and is not charged twice.
    fn remember(&self, answer: &Answer, request: &RecordedRequest) {
        let made = content(self.service, &self.table, answer.content.clone(), request);
        let (status, _) = match &answer.fault {
            Some(fault) => with_fault(self.service, fault, (made.status, made.body.clone()), request, &mut Vec::new()),
            None => (made.status, Bytes::new()),
        };
        let is_done = status < 300 && rt::verdict(&self.service.errors, made.status, &made.body).means() == Means::Ok;
        if is_done {
            let is_charged = answer.fault.as_ref().is_none_or(Fault::sends_the_response);
            let units = if is_charged && self.service.has_price() { Some(0) } else { answer.units };
            let again = Answer { fault: None, delay: Duration::ZERO, units, ..answer.clone() };
            self.lock().replays.remember(request, again);
        }
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
        let is_sample = matches!(wanted, Content::Sample);
        let Made { mut status, mut body, media_type, link } = content(self.service, &self.table, wanted, request);
        if is_sample {
            body = self.with_units_left(body, request);
        }
        if let Some(fault) = &fault {
            (status, body) = with_fault(self.service, fault, (status, body), request, &mut headers);
        }
        let is_sent = fault.as_ref().is_none_or(Fault::sends_the_response);
        let charged = units.unwrap_or_else(|| self.price(status, &body, request));
        if let Some(media_type) = media_type {
            add(&mut headers, "content-type", media_type);
        }
        if let Some(link) = link {
            add(&mut headers, "link", &link);
        }
        // A client takes the price of the spec where the header is absent, so that none must be stated.
        if is_sent && (units.is_some() || charged > 0) {
            self.lock().units += charged;
            if let Some(cost) = self.service.cost.and_then(|cost| cost.header) {
                add(&mut headers, cost.header, &format!("{}={charged}", cost.field));
            }
        }
        headers.retain(|(name, _)| !name.is_empty() && !without.contains(&name.to_ascii_lowercase()));
        let units = match self.service.cost {
            Some(_) if is_sent => charged,
            Some(_) => 0,
            None => 1,
        };
        Reply { status, headers, body, units, delay: delay + self.settings.latency, fault }
    }

    /// The account as the requests before have left it: its credit, or the units of the sample, without what they have cost.
    fn with_units_left(&self, body: Bytes, request: &RecordedRequest) -> Bytes {
        let account = self.service.account_rate.as_ref();
        let account = account.filter(|account| request.operation.is_some_and(|asked| asked.is(account.operation)));
        let Some(path) = account.and_then(|account| account.units_left) else { return body };
        let Some(account) = std::str::from_utf8(&body).ok().and_then(|text| text.parse::<Json>().ok()) else {
            return body;
        };
        let path = format!("$.{path}");
        let state = self.lock();
        let credit = self.settings.credit.map(|credit| credit.saturating_add(state.added_credit));
        let whole = credit.or_else(|| at(&account, &path)?.read::<u64>().ok());
        match whole {
            Some(whole) => with(&account, &path, Some(&whole.saturating_sub(state.units).to_string())).into(),
            None => body,
        }
    }

    /// The units of a response: the price of the request, where the status and the body are billed.
    fn price(&self, status: u16, body: &[u8], request: &RecordedRequest) -> u64 {
        if self.service.cost.is_none() {
            // Each request is counted as it arrives.
            return 0;
        }
        let is_billed = rt::verdict(&self.service.errors, status, body).is_billed();
        request.operation.filter(|_| is_billed).map_or(0, |operation| operation.price(|name| request.param(name)))
    }

    /// A request as it is recorded.
    pub(crate) fn record(
        &self,
        method: &str,
        (path, query): (&str, &str),
        headers: Vec<(String, String)>,
        body: Bytes,
    ) -> RecordedRequest {
        let (operation, mut params) =
            self.table.find(method, path).map_or((None, Vec::new()), |(known, params)| (Some(known), params));
        params.extend(form_urlencoded::parse(query.as_bytes()).into_owned());
        let (method, path, query) = (method.to_owned(), path.to_owned(), query.to_owned());
        let mut request = RecordedRequest { method, path, query, headers, params, body, operation, fields: Vec::new() };
        request.fields = body::fields(request.format(), request.content_type(), &request.body);
        request
    }

    /// The endpoint of a request that a client has made.
    ///
    /// # Panics
    /// Where there is none.
    #[track_caller]
    pub(crate) fn known(&self, operation: &Operation) -> &'static Operation {
        match self.table.get(operation) {
            Some(known) => known.operation,
            None => panic!("{}", self.table.unknown(&operation.key())),
        }
    }

    /// The endpoint of a path, by the key of the spec or by a path of a request, with the parameters in it.
    ///
    /// # Panics
    /// Where there is none.
    #[track_caller]
    pub(crate) fn known_path(&self, wanted: &str) -> (&'static Operation, Vec<(String, String)>) {
        let (wanted, query) = wanted.split_once('?').unwrap_or((wanted, ""));
        if let Some(known) = self.table.keyed(wanted) {
            return (known.operation, form_urlencoded::parse(query.as_bytes()).into_owned().collect());
        }
        let (method, path) = wanted.split_once(' ').unwrap_or(("GET", wanted));
        let request = self.record(method, (path, query), Vec::new(), Bytes::new());
        match request.operation {
            Some(operation) => (operation, request.params),
            None => panic!("{}", self.table.unknown(wanted)),
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
    let cursor = request.operation.and_then(|operation| operation.paging).map(page::parameter);
    let values = request.params.iter().chain(&request.fields);
    let params = values.filter(|(name, _)| Some(name.as_str()) != cursor);
    let texts = params.flat_map(|(name, value)| [name.as_str(), value.as_str()]);
    // The method only where there are several, so that faults stay where they are.
    let method = Some(request.method.as_str()).filter(|method| *method != "GET");
    let texts = method.into_iter().chain([request.path.as_str()]).chain(texts);
    let bytes = texts.flat_map(|text| text.bytes().chain([0]));
    // FNV-1a.
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
