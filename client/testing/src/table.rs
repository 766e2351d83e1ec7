//! The endpoints that a server knows, with their samples.

use std::sync::OnceLock;

use hikerapi_runtime::service::Operation;
use hikerapi_runtime::values::Json;

use crate::path::{captures, literal_length};

/// An endpoint with its sample, which is made when it is first used.
pub(crate) struct Known {
    pub(crate) operation: &'static Operation,
    sample: Sample,
    made: OnceLock<Option<Json>>,
}

/// Where the sample of an endpoint comes from.
pub(crate) enum Sample {
    /// From a test.
    Json(Json),
    /// From generated code.
    Generated(fn() -> String),
    /// The endpoint has none.
    None,
}

/// An endpoint with the parameters in a path, by name.
pub(crate) type Found = (&'static Operation, Vec<(String, String)>);

impl Known {
    /// The sample; `None` where the endpoint has none, or its types are defined in another crate that has none.
    pub(crate) fn sample(&self) -> Option<Json> {
        let make = || match &self.sample {
            Sample::Json(json) => Some(json.clone()),
            Sample::Generated(body) => body().parse().ok(),
            Sample::None => None,
        };
        self.made.get_or_init(make).clone()
    }
}

/// All endpoints of a server.
#[derive(Default)]
pub(crate) struct Table {
    endpoints: Vec<Known>,
    /// Whether answers have the values of requests.
    pub(crate) follows: bool,
}

impl Table {
    /// Adds an endpoint, in place of one with the same method and path.
    pub(crate) fn add(&mut self, operation: &'static Operation, sample: Sample) {
        let known = Known { operation, sample, made: OnceLock::new() };
        match self.endpoints.iter_mut().find(|other| other.operation.is(operation)) {
            Some(other) => *other = known,
            None => self.endpoints.push(known),
        }
    }

    /// The endpoint that a client names.
    pub(crate) fn get(&self, operation: &Operation) -> Option<&Known> {
        self.endpoints.iter().find(|known| known.operation.is(operation))
    }

    /// The endpoint of a key of the spec.
    pub(crate) fn keyed(&self, wanted: &str) -> Option<&Known> {
        self.endpoints.iter().find(|known| known.operation.key() == wanted)
    }

    /// The endpoint of a request, with the parameters in its path: the one with the most literal text.
    pub(crate) fn find(&self, method: &str, path: &str) -> Option<Found> {
        let endpoints = self.endpoints.iter().filter(|known| known.operation.method.as_str() == method);
        let found = endpoints.filter_map(|known| Some((known, captures(known.operation.path, path)?)));
        let (known, params) = found.max_by_key(|(known, _)| literal_length(known.operation.path))?;
        Some((known.operation, params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
    }

    /// The methods of the endpoints at a path.
    pub(crate) fn methods(&self, path: &str) -> Vec<&'static str> {
        let endpoints = self.endpoints.iter().filter(|known| captures(known.operation.path, path).is_some());
        let mut methods: Vec<_> = endpoints.map(|known| known.operation.method.as_str()).collect();
        methods.sort_unstable();
        methods.dedup();
        methods
    }

    /// The message for an endpoint that is not known: `/orders`, `POST /orders`.
    pub(crate) fn unknown(&self, wanted: &str) -> String {
        let similar = |known: &&Known| (strsim::jaro_winkler(&known.operation.key(), wanted) * 1e6) as u64;
        let nearest = self.endpoints.iter().max_by_key(similar);
        let nearest = nearest.map(|known| format!("; the nearest is {}", known.operation.key())).unwrap_or_default();
        format!(
            "the test server has no endpoint {wanted}{nearest}. If it is one of your own, pass it to the server: \
             `Server::builder().endpoints(endpoints::samples::RESPONSES)`"
        )
    }
}
