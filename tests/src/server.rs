//! A server on this machine that knows the spec: it refuses what the service would refuse, and
//! more, answers with fixtures or with what a test has scripted, and keeps what it was asked.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use spec::{Api, Endpoint};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::checks;
use crate::fixtures::fixture;
use crate::recorded::Recorded;
use crate::reply::Reply;

/// The key that the server takes.
pub const KEY: &str = "local-key-0123456789";

/// A running server; it ends when it is dropped.
pub struct Server {
    url: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    api: Api,
    scripts: Mutex<HashMap<String, VecDeque<Reply>>>,
    requests: Mutex<Vec<Recorded>>,
}

impl Server {
    /// A server for this project's spec, on a port that the system picks.
    ///
    /// # Panics
    /// Where no port can be had.
    pub async fn start() -> Self {
        Self::start_for(crate::api()).await
    }

    /// A server for any spec. Endpoints without a fixture have to be scripted.
    ///
    /// # Panics
    /// Where no port can be had.
    pub async fn start_for(api: Api) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Arc::new(Shared { api, scripts: Mutex::default(), requests: Mutex::default() });
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

    /// A client that talks to it.
    ///
    /// # Panics
    /// Never: the settings are right.
    #[must_use]
    pub fn client(&self) -> hikerapi::Client {
        hikerapi::Client::builder().key(KEY).server(self.url()).build().expect("a client")
    }

    /// Answers the next requests to a path with these, one after the other, then as before.
    pub fn script(&self, path: &str, replies: impl IntoIterator<Item = Reply>) {
        lock(&self.shared.scripts).entry(path.to_owned()).or_default().extend(replies);
    }

    /// What it was asked so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.shared.requests).clone()
    }

    /// Path and query of each request so far, as they were sent.
    #[must_use]
    pub fn targets(&self) -> Vec<String> {
        self.requests().iter().map(Recorded::target).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let recorded = record(&request);
    lock(&shared.requests).push(recorded.clone());
    let found = endpoint(&shared.api, &recorded.path);
    let reply = match checks::refusal(&shared.api, found.map(|(_, endpoint)| endpoint), &recorded) {
        Some(refusal) => refusal,
        None => scripted(&shared, &recorded.path).unwrap_or_else(|| known(&shared.api, found, &recorded)),
    };
    tokio::time::sleep(reply.delay).await;
    let mut response = Response::builder().status(reply.status);
    for (name, value) in &reply.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(reply.body)).unwrap_or_default()
}

fn record(request: &Request) -> Recorded {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = request.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes())));
    Recorded {
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
    }
}

fn scripted(shared: &Shared, path: &str) -> Option<Reply> {
    lock(&shared.scripts).get_mut(path)?.pop_front()
}

fn endpoint<'a>(api: &'a Api, path: &str) -> Option<(&'a str, &'a Endpoint)> {
    let all = api.groups.iter().flat_map(|group| group.endpoints.iter().map(|found| (group.name.as_str(), found)));
    all.into_iter().find(|(_, endpoint)| is_at(&endpoint.path, path))
}

/// Whether a path is the endpoint's, `{name}` standing for any part of it.
fn is_at(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let fits = |(wanted, part): (&&str, &&str)| wanted == part || (wanted.starts_with('{') && !part.is_empty());
    template.len() == path.len() && template.iter().zip(&path).all(fits)
}

/// The fixture of the endpoint, with its price in the header that the spec names.
fn known(api: &Api, found: Option<(&str, &Endpoint)>, request: &Recorded) -> Reply {
    let Some((group, endpoint)) = found else { return Reply::bytes(500, "no endpoint") };
    let reply = Reply::bytes(200, fixture(group, &endpoint.name)).with("content-type", "application/json");
    let Some(service) = &api.service else { return reply };
    reply.with(&service.cost_header, &format!("{}={}", service.cost_field, checks::units(endpoint, request)))
}
