//! The endpoints of a run, by their keys, and the requests of jobs.

use std::collections::HashMap;

use hikerapi_runtime::dynamic::{DynamicRequest, EndpointDescription};
use hikerapi_runtime::rt::RuntimeClient;
use hikerapi_runtime::service::Returned;

use crate::job::ClaimedJob;

/// The endpoints that a run knows.
pub(super) struct Endpoints {
    by_key: HashMap<String, &'static EndpointDescription>,
}

/// A client whose requests are those of one job.
struct View(RuntimeClient);

impl AsRef<RuntimeClient> for View {
    fn as_ref(&self) -> &RuntimeClient {
        &self.0
    }
}

impl Endpoints {
    pub(super) fn new(endpoints: impl IntoIterator<Item = &'static EndpointDescription>) -> Self {
        let by_key = endpoints.into_iter().map(|endpoint| (endpoint.operation.key().into_owned(), endpoint));
        Self { by_key: by_key.collect() }
    }

    /// The request of a job and its endpoint; or what is wrong with the job.
    pub(super) fn request(
        &self,
        client: RuntimeClient,
        job: &ClaimedJob,
    ) -> Result<(DynamicRequest, &'static EndpointDescription), String> {
        let key = &job.endpoint;
        let service = client.service().name;
        let endpoint = self.by_key.get(key).copied();
        let endpoint = endpoint.ok_or_else(|| format!("{service} has no endpoint `{key}`, in this version"))?;
        if matches!(endpoint.operation.returns, Returned::Nothing | Returned::Bytes) {
            return Err(format!("the responses of `{key}` are not JSON, and so have no items"));
        }
        let limits = &job.limits;
        let has_limits = limits.max_pages.is_some() || limits.max_items.is_some() || limits.unique;
        if has_limits && endpoint.operation.paging.is_none() {
            return Err(format!("`{key}` has no pages, and so takes no limits"));
        }
        let mut request = DynamicRequest::new(&View(client), endpoint.operation);
        for (name, values) in &job.arguments {
            request = request.with(name, values).map_err(|error| format!("`{key}`: {error}"))?;
        }
        match request.missing().first() {
            Some(param) => Err(format!("`{key}`: `{}` is missing", param.name)),
            None => Ok((request, endpoint)),
        }
    }
}
