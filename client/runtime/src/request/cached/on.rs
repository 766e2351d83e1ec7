//! A client that may have a cache. Files are read and written where blocking is allowed.

use std::time::Duration;

use tokio::task::spawn_blocking;
use tokio::time::Instant;

use crate::cache::{Cache, Entry, Name, Store};
use crate::error::classify::classify;
use crate::error::{ErrorKind, Result};
use crate::headers::Headers;
use crate::json::{Reader, read};
use crate::raw::{Body, Facts, RawResponse};
use crate::redact;
use crate::request::call::Call;
use crate::request::endpoint::Endpoint;
use crate::service::{Answers, Means};
use crate::wire::Json;

impl Cache {
    /// Sets how long the responses of one endpoint are used, whether the spec lets them be cached or not. Zero turns the
    /// cache off for it. It takes precedence over [`time_to_live`](Self::time_to_live).
    ///
    /// ```no_run
    /// use std::time::Duration;
    /// use shop::client::Cache;
    /// use shop::orders::ByIdRequest;
    ///
    /// let cache = Cache::in_folder("responses").time_to_live_of::<ByIdRequest>(Duration::from_secs(600));
    /// ```
    #[must_use]
    pub fn time_to_live_of<E: Endpoint>(mut self, time: Duration) -> Self {
        self.set_time_of(E::OPERATION, time);
        self
    }
}

/// The response of a call, or the error that there is none, if the cache has it and it is not too old.
pub(in crate::request) async fn find(call: &Call, started: Instant) -> Option<Result<RawResponse>> {
    let (store, times) = times(call)?;
    let name = name(&store, call);
    let (entry, age) = spawn_blocking(move || store.read(name)).await.ok()??;
    let shared = call.client().shared();
    let classified =
        classify(&shared.service.errors, Some(call.operation()), entry.status, &entry.body, shared.secrets());
    let time = match classified.verdict.means {
        Means::Ok => times.found,
        Means::NotFound => times.not_found,
        _ => return None,
    };
    if age >= time {
        return None;
    }
    shared.counters.cached(entry.units);
    let facts = Facts {
        status: entry.status,
        nominal_units: 0,
        units: 0,
        elapsed: started.elapsed(),
        attempts: 0,
        is_cached: true,
    };
    let response = RawResponse::new(facts, Headers::default(), Body::new(entry.body));
    Some(classified.into_result(Some(call.operation()), shared.secrets(), response))
}

/// Writes the response of a call to the cache, or the error that nothing was found. Where it cannot be kept, what is there is
/// removed: it is not true any more.
pub(in crate::request) async fn keep(call: &Call, result: &Result<RawResponse>) {
    let Some((store, times)) = times(call) else { return };
    let (response, time) = match result {
        Ok(response) => (response, times.found),
        Err(error) if error.kind() == ErrorKind::NotFound => match error.response() {
            Some(response) => (response, times.not_found),
            None => return,
        },
        Err(_) => return,
    };
    let (status, units, body) = (response.status(), response.units(), response.shared_body().clone());
    let secrets = call.client().shared().secrets().clone();
    let mut names = vec![name(&store, call)];
    let also = also(call);
    let (is_found, writer) = (result.is_ok(), store.clone());
    let write = move || {
        // What is not JSON, as a gateway's page, is no response of the service. What shows a secret must not be on a disk.
        let json = match &body {
            Body::Text(text) if !redact::contains(text, &secrets) => read::<Json>(Reader::sharing(text)).ok(),
            _ => None,
        };
        let Some(json) = json.filter(|_| !time.is_zero()) else {
            names.into_iter().for_each(|name| writer.remove(name));
            return Ok(());
        };
        if is_found {
            names.extend(also.iter().filter_map(|also| name_of(&writer, also, &json)));
        }
        writer.write(&names, &Entry { status, units, body: body.bytes().to_vec() }, time)
    };
    if let Ok(Err(error)) = spawn_blocking(write).await {
        store.warn(&error);
    }
    if store.is_due() {
        // Nobody waits for it.
        drop(spawn_blocking(move || store.sweep()));
    }
}

/// Removes a response that turned out to be of no use.
pub(in crate::request) fn forget(call: &Call, response: &RawResponse) {
    let Some((store, _)) = times(call) else { return };
    store.remove(name(&store, call));
    let also = also(call);
    if let Body::Text(body) = response.shared_body()
        && let Ok(json) = read::<Json>(Reader::sharing(body))
    {
        also.iter().filter_map(|also| name_of(&store, also, &json)).for_each(|name| store.remove(name));
    }
}

struct Times {
    found: Duration,
    not_found: Duration,
}

/// The cache and the times of a call, if its responses are cached.
fn times(call: &Call) -> Option<(Store, Times)> {
    let shared = call.client().shared();
    let store = shared.cache.as_ref()?;
    let found = store.cache().time_of(call.operation())?;
    let not_found = store.cache().time_of_not_found(shared.service.cache_not_found_seconds).min(found);
    Some((store.clone(), Times { found, not_found }))
}

fn name(store: &Store, call: &Call) -> Name {
    let params = call.params().iter().map(|(name, value)| (&**name, value.as_str()));
    // No parameter has a name with a control character.
    let headers: Vec<_> = call.header_params().iter().map(|(name, value)| (format!("\n{name}"), value)).collect();
    let headers = headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let server = call.operation().server.map(|server| ("\n", server));
    let page = call.page().map(|query| ("\n?", query));
    store.name(call.operation().path, params.chain(headers).chain(server).chain(page))
}

/// The other requests that a response answers. One to a request with an optional parameter may differ from theirs.
fn also(call: &Call) -> &'static [Answers] {
    let operation = call.operation();
    let is_required = |name: &str| operation.params.iter().any(|param| param.name == name && param.is_required);
    let is_plain = call.params().iter().all(|(name, _)| is_required(name)) && call.header_params().is_empty();
    operation.cache.filter(|_| is_plain).map_or(&[], |cache| cache.also)
}

/// The name of another request that a response answers; `None` where the response lacks one of its parameters.
fn name_of(store: &Store, also: &Answers, json: &Json) -> Option<Name> {
    let values: Option<Vec<_>> =
        also.params.iter().map(|(name, pointer)| Some((*name, param(&json.pointer(pointer)?)?))).collect();
    Some(store.name(also.path, values?.iter().map(|(name, value)| (*name, value.as_str()))))
}

/// A value as a request writes it; `None` for what no request has.
fn param(json: &Json) -> Option<String> {
    let text = json.as_json();
    let is_whole = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.starts_with('"') {
        return json.read::<String>().ok().filter(|text| !text.is_empty());
    }
    let is_plain = matches!(text, "true" | "false") || is_whole(text.strip_prefix('-').unwrap_or(text));
    is_plain.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{ITEM, builder};
    use crate::service::{Caching, Operation, Param, ParamForm};

    static CACHED: Operation = Operation {
        params: &[Param::required("name", ParamForm::Text), Param::optional("language", ParamForm::Text)],
        cache: Some(Caching { seconds: 60, also: &[Answers { path: "/by/id", params: &[("id", "/pk")] }] }),
        ..ITEM
    };

    #[test]
    fn a_request_with_an_optional_parameter_answers_itself_alone() {
        let client = builder().build().expect("a client");
        let call = Call::new(client.as_ref(), &CACHED).with("name", "x");
        assert_eq!(also(&call).len(), 1);
        assert!(also(&call.with("language", "de")).is_empty());
    }
}
