//! The endpoints that a server knows, with their samples.

use std::sync::OnceLock;

use hikerapi_runtime::service::Operation;
use hikerapi_runtime::values::Json;

use crate::path::{captures, literal_length};

/// An endpoint and its sample.
pub(crate) struct Known {
    pub(crate) operation: &'static Operation,
    sample: Sample,
    /// The sample once it was needed.
    made: OnceLock<Option<Json>>,
}

/// Where a sample comes from.
pub(crate) enum Sample {
    /// From the test.
    Json(Json),
    /// From generated code, which makes it when it is needed.
    Generated(fn() -> String),
    None,
}

impl Known {
    pub(crate) fn sample(&self) -> Option<Json> {
        let make = || match &self.sample {
            Sample::Json(json) => Some(json.clone()),
            Sample::Generated(body) => body().parse().ok(),
            Sample::None => None,
        };
        self.made.get_or_init(make).clone()
    }
}

/// The endpoints of a service, and those that a program adds.
#[derive(Default)]
pub(crate) struct Table {
    endpoints: Vec<Known>,
}

impl Table {
    /// Adds an endpoint, in place of one with the same path.
    pub(crate) fn add(&mut self, operation: &'static Operation, sample: Sample) {
        let known = Known { operation, sample, made: OnceLock::new() };
        match self.endpoints.iter_mut().find(|other| other.operation.path == operation.path) {
            Some(other) => *other = known,
            None => self.endpoints.push(known),
        }
    }

    /// The endpoint with this path, as its spec has it.
    pub(crate) fn get(&self, path: &str) -> Option<&Known> {
        self.endpoints.iter().find(|known| known.operation.path == path)
    }

    /// The endpoint of the path of a request, with the parameters in it: of several the one with the most literal text.
    pub(crate) fn find(&self, path: &str) -> Option<(&'static Operation, Vec<(String, String)>)> {
        let found = self.endpoints.iter().filter_map(|known| Some((known, captures(known.operation.path, path)?)));
        let (known, params) = found.max_by_key(|(known, _)| literal_length(known.operation.path))?;
        Some((known.operation, params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
    }

    /// What to tell about a path that is no endpoint's.
    pub(crate) fn unknown(&self, path: &str) -> String {
        let similar = |known: &&Known| (strsim::jaro_winkler(known.operation.path, path) * 1e6) as u64;
        let nearest = self.endpoints.iter().max_by_key(similar);
        let nearest = nearest.map(|known| format!("; the nearest is {}", known.operation.path)).unwrap_or_default();
        format!(
            "the test server has no endpoint {path}{nearest}. If it is one of your own, pass it to the server: \
             `Server::builder().endpoints(endpoints::samples::RESPONSES)`"
        )
    }
}
