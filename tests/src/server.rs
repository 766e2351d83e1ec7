//! A server on localhost that knows the spec. It refuses what the service would refuse, and more. It
//! responds with fixtures or with scripted responses, and records all requests.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use spec::{Api, Endpoint};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::checks;
use crate::fixtures::fixture;
use crate::recorded::RecordedRequest;
use crate::response::Response;

/// The key that the server accepts.
pub const KEY: &str = "local-key-0123456789";

/// A running server, stopped when dropped.
pub struct Server {
    url: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    api: Api,
    scripts: Mutex<HashMap<String, VecDeque<Response>>>,
    requests: Mutex<Vec<RecordedRequest>>,
}

impl Server {
    /// Starts a server for this project's spec, on a free port.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn start() -> Self {
        Self::start_for(crate::api()).await
    }

    /// Starts a server for any spec. Endpoints without a fixture must be scripted.
    ///
    /// # Panics
    /// If no port is free.
    pub async fn start_for(api: Api) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let shared = Arc::new(Shared { api, scripts: Mutex::default(), requests: Mutex::default() });
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

    /// A client for this server.
    ///
    /// # Panics
    /// Never: the settings are valid.
    #[must_use]
    pub fn client(&self) -> hikerapi::Client {
        hikerapi::Client::builder().key(KEY).server(self.url()).build().expect("a client")
    }

    /// Scripts the responses to the next requests for a path, one each, in this order.
    pub fn script(&self, path: &str, responses: impl IntoIterator<Item = Response>) {
        lock(&self.shared.scripts).entry(path.to_owned()).or_default().extend(responses);
    }

    /// All requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).clone()
    }

    /// Path and query of each request so far, as they were sent.
    #[must_use]
    pub fn targets(&self) -> Vec<String> {
        self.requests().iter().map(RecordedRequest::target).collect()
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

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> axum::response::Response {
    let recorded = record(&request);
    lock(&shared.requests).push(recorded.clone());
    let found = endpoint(&shared.api, &recorded.path);
    let scripted = match checks::refusal(&shared.api, found.map(|(_, endpoint)| endpoint), &recorded) {
        Some(refusal) => refusal,
        None => next_scripted(&shared, &recorded.path).unwrap_or_else(|| from_fixture(&shared.api, found, &recorded)),
    };
    tokio::time::sleep(scripted.delay).await;
    let mut response = axum::response::Response::builder().status(scripted.status);
    for (name, value) in &scripted.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(scripted.body)).unwrap_or_default()
}

fn record(request: &Request) -> RecordedRequest {
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = request.headers().iter().map(|(name, value)| (name.to_string(), text(value.as_bytes())));
    RecordedRequest {
        path: request.uri().path().to_owned(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
    }
}

fn next_scripted(shared: &Shared, path: &str) -> Option<Response> {
    lock(&shared.scripts).get_mut(path)?.pop_front()
}

fn endpoint<'a>(api: &'a Api, path: &str) -> Option<(&'a str, &'a Endpoint)> {
    let all = api.groups.iter().flat_map(|group| group.endpoints.iter().map(|found| (group.name.as_str(), found)));
    spec::path::nearest(all, |(_, endpoint)| &endpoint.path, path)
}

/// The fixture of the endpoint, with the price in the header that the spec names.
fn from_fixture(api: &Api, found: Option<(&str, &Endpoint)>, request: &RecordedRequest) -> Response {
    let Some((group, endpoint)) = found else { return Response::bytes(500, "no endpoint") };
    let response = Response::bytes(200, fixture(group, &endpoint.name)).header("content-type", "application/json");
    let Some(service) = &api.service else { return response };
    response.header(&service.cost_header, &format!("{}={}", service.cost_field, checks::units(endpoint, request)))
}
