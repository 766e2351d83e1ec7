//! The status and the body of an answer: a sample, the page of a list, an error, and what a fault makes of them.

use bytes::Bytes;
use hikerapi_runtime::service::{Means, Returned, Service};

use crate::answer::Content;
use crate::checks::{self, Refusal};
use crate::errors;
use crate::fault::Fault;
use crate::follow;
use crate::json::first;
use crate::list::List;
use crate::mutation::mutated;
use crate::page::{self, Page};
use crate::recorded::RecordedRequest;
use crate::table::{Known, Table};

/// What an answer consists of, before faults.
pub(crate) struct Made {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
    pub(crate) media_type: Option<&'static str>,
    pub(crate) link: Option<String>,
}

impl Made {
    fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into(), media_type: Some("application/json"), link: None }
    }

    fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self { status, body: body.into(), media_type: None, link: None }
    }
}

/// The status and the body of an answer.
pub(crate) fn content(service: &Service, table: &Table, content: Content, request: &RecordedRequest) -> Made {
    let rules = &service.errors;
    let page = match content {
        Content::Body { status, is_json: true, body } => return Made::json(status, body),
        Content::Body { status, is_json: false, body } => return Made::bytes(status, body),
        Content::Error { status, code } => {
            return Made::json(status, errors::body(rules, &code, "scripted by the test"));
        }
        Content::Sample => match request.operation.map(|operation| operation.returns) {
            Some(Returned::Nothing) => return Made::bytes(204, Bytes::new()),
            Some(Returned::Bytes) => {
                let body = Bytes::from_static(b"bytes of the test server");
                return Made { media_type: Some("application/octet-stream"), ..Made::bytes(200, body) };
            }
            _ => page((service, table), &List::sample(), request, false),
        },
        Content::List(list) => page((service, table), &list, request, true),
    };
    match page {
        Ok(Page { body, link }) => Made { link, ..Made::json(200, body) },
        Err(refusal) => Made::json(refusal.status, refusal.body),
    }
}

/// The sample of the endpoint, with the page of a list where it has pages.
fn page(
    (service, table): (&Service, &Table),
    list: &List,
    request: &RecordedRequest,
    is_list: bool,
) -> Result<Page, Refusal> {
    let known = request.operation.and_then(|operation| table.get(operation));
    let refuse = |message: &str| Refusal::new(service, Means::BadRequest, message);
    let sample = known.and_then(Known::sample);
    let paging = request.operation.and_then(|operation| operation.paging);
    let whole = |body: String| Page { body, link: None };
    let seed = follow::seed(request).filter(|_| table.follows);
    match (paging, sample) {
        (Some(paging), sample) if is_list || sample.is_some() => {
            let page = page::page(list, paging, &sample.unwrap_or_default(), request, seed);
            let parameter = page::parameter(paging);
            page.map_err(|why| Refusal::param(service, checks::place(request, parameter), parameter, &why))
        }
        (None, Some(sample)) if !is_list => Ok(whole(match request.operation {
            Some(operation) if table.follows && first(&sample) == b'{' => follow::answered(operation, &sample, request),
            Some(_) if seed.is_some() && first(&sample) == b'[' => list.whole(&sample, seed),
            _ => sample.to_string(),
        })),
        (None, sample) if is_list && sample.as_ref().is_none_or(|sample| first(sample) == b'[') => {
            Ok(whole(list.whole(&sample.unwrap_or_default(), seed)))
        }
        (None, Some(_)) => Err(refuse("the endpoint returns no list: script a value with `respond`")),
        _ => Err(refuse("the test server has no sample of this endpoint: script an answer, or pass a `fixture`")),
    }
}

/// The content of a fault in place of the right one. What breaks the connection is left to it.
pub(crate) fn with_fault(
    service: &Service,
    fault: &Fault,
    (status, body): (u16, Bytes),
    request: &RecordedRequest,
    headers: &mut Vec<(String, String)>,
) -> (u16, Bytes) {
    let rules = &service.errors;
    let error = |status: u16| (status, errors::body(rules, "", &format!("status {status}")).into());
    match fault {
        Fault::Status(status) => error(*status),
        Fault::RetryAfter(status, after) => {
            headers.push(("retry-after".to_owned(), after.clone()));
            error(*status)
        }
        Fault::Html(status) => {
            headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
            headers.push(("content-type".to_owned(), "text/html".to_owned()));
            (*status, Bytes::from_static(b"<html><body>Please wait</body></html>"))
        }
        Fault::Redirect(to) => {
            headers.push(("location".to_owned(), to.clone()));
            (errors::status_of(rules, Means::Redirected), Bytes::new())
        }
        Fault::TruncatedJson => (status, body.slice(..body.len().saturating_sub(1))),
        _ => {
            let text = std::str::from_utf8(&body).ok();
            let mutated = text.and_then(|text| mutated(fault, request.operation, text));
            (status, mutated.map_or(body, Bytes::from))
        }
    }
}
