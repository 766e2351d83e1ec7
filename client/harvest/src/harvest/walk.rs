//! The requests of one job: one, or the pages of a list.

use hikerapi_runtime::dynamic::{DynamicPages, DynamicRequest, EndpointDescription};
use hikerapi_runtime::pages::{Checkpoint, EndReason};
use hikerapi_runtime::service::Returned;
use hikerapi_runtime::values::{Json, from_json};
use hikerapi_runtime::{Error, Result};

use crate::job::ClaimedJob;

/// What is left to request of a job.
pub(super) enum Walk {
    /// A request, and the JSON path of the list of items in its response, where it has one.
    Request(Box<DynamicRequest>, Option<&'static str>),
    Pages(Box<DynamicPages>),
}

/// What a request has brought.
pub(super) enum Step {
    Page(Arrived),
    /// There was nothing left to request.
    End,
    Failed(Error),
    /// What came is of no use, for this reason.
    Unusable(String),
}

/// The items of a response.
pub(super) struct Arrived {
    pub(super) items: Vec<String>,
    /// Where the list goes on.
    pub(super) checkpoint: Option<String>,
    /// Whether nothing more is to be requested.
    pub(super) is_last: bool,
}

impl Walk {
    /// What a job has left after its last page; or why its position is of no use.
    pub(super) fn new(
        request: DynamicRequest,
        endpoint: &EndpointDescription,
        job: &ClaimedJob,
    ) -> Result<Self, String> {
        let list = endpoint.rows.and_then(|rows| rows.list);
        let Some(mut pages) = request.clone().pages() else { return Ok(Self::Request(Box::new(request), list)) };
        if let Some(most) = job.limits.max_pages {
            pages = pages.max_pages(most);
        }
        if let Some(most) = job.limits.max_items {
            pages = pages.max_items(most);
        }
        if job.limits.unique {
            pages = pages.unique();
        }
        if let Some(json) = &job.checkpoint {
            let checkpoint = serde_json::from_str::<Checkpoint>(json)
                .map_err(|error| format!("its position in the list cannot be read: {error}"))?;
            pages = pages.resume(checkpoint).map_err(|error| error.to_string())?;
        }
        Ok(Self::Pages(Box::new(pages)))
    }

    /// Sends the next request. One that has failed can be sent again.
    pub(super) async fn step(&mut self) -> Step {
        match self {
            Self::Request(request, list) => one((**request).clone(), *list).await.unwrap_or_else(Step::Failed),
            Self::Pages(pages) => next(pages).await,
        }
    }
}

async fn next(pages: &mut DynamicPages) -> Step {
    match pages.next().await {
        Ok(None) => Step::End,
        Err(error) => Step::Failed(error),
        Ok(Some(page)) => match serde_json::to_string(&pages.checkpoint()) {
            // Without its position, the list would begin again.
            Err(error) => Step::Unusable(format!("its position in the list cannot be written: {error}")),
            Ok(checkpoint) => Step::Page(Arrived {
                items: texts(&page.items),
                checkpoint: Some(checkpoint),
                // Other ends are errors, which the next step returns.
                is_last: matches!(
                    pages.end_reason(),
                    Some(EndReason::LastPage | EndReason::MaxPages | EndReason::MaxItems)
                ),
            }),
        },
    }
}

/// A request without pages.
async fn one(request: DynamicRequest, list: Option<&'static str>) -> Result<Step> {
    let value = if request.operation().returns == Returned::JsonOrNothing {
        let response = request.raw().await?;
        let body = response.body().trim_ascii();
        if body.is_empty() { None } else { Some(from_json::<Json>(body)?) }
    } else {
        Some(request.send().await?.into_value())
    };
    let items = match (value, list) {
        (None, _) => Ok(Vec::new()),
        (Some(value), Some(path)) => listed(&value, path),
        (Some(value), None) => Ok(vec![value]),
    };
    Ok(match items {
        Ok(items) => Step::Page(Arrived { items: texts(&items), checkpoint: None, is_last: true }),
        Err(why) => Step::Unusable(why),
    })
}

/// The list that a response has at a path; `null` is an empty one. Or why there is none.
fn listed(value: &Json, path: &str) -> Result<Vec<Json>, String> {
    let wrong = |what: &str| format!("cannot decode the response: {what} at `{path}`, where its list should be");
    let list = value.at_path(path).ok_or_else(|| wrong("there is nothing"))?;
    if list.is_null() {
        return Ok(Vec::new());
    }
    list.read().map_err(|_| wrong("there is no list"))
}

fn texts(items: &[Json]) -> Vec<String> {
    items.iter().map(|item| item.as_json().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_without_its_list_is_no_empty_one() {
        let of = |json: &str| listed(&from_json(json.as_bytes()).expect("JSON"), "$.users").map(|items| items.len());
        assert_eq!((of(r#"{"users":[1,{}]}"#), of(r#"{"users":[]}"#), of(r#"{"users":null}"#)), (Ok(2), Ok(0), Ok(0)));
        assert!(of(r#"{"state":"error"}"#).is_err_and(|why| why.contains("nothing at `$.users`")));
        assert!(of(r#"{"users":{"a":1}}"#).is_err_and(|why| why.contains("no list at `$.users`")));
    }
}
