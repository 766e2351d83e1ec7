//! The checks that the service would make of a request, and its price.

use hikerapi_runtime::service::{BodyFormat, Means, Operation, Param, ParamForm, Place, Service};

use crate::body;
use crate::errors::{body as error_body, code_of, status_of, violation};
use crate::page;
use crate::recorded::RecordedRequest;
use crate::table::Table;
use crate::values::{unexpected_json, unexpected_text};

/// An error response: its status and its body.
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Refusal {
    /// An error of this meaning, with the service's code for it.
    pub(crate) fn new(service: &Service, means: Means, message: &str) -> Self {
        let rules = &service.errors;
        Self { status: status_of(rules, means), body: error_body(rules, code_of(rules, means), message) }
    }

    /// A parameter that is refused.
    pub(crate) fn param(service: &Service, place: &str, name: &str, why: &str) -> Self {
        let rules = &service.errors;
        Self { status: status_of(rules, Means::InvalidParameter), body: violation(rules, place, name, why) }
    }
}

/// What is wrong with a parameter, by its name.
type Wrong = (String, String);

/// The error response of a wrong request; `None` for a valid one. `secrets` are the headers that carry them.
pub(crate) fn refusal(
    service: &Service,
    secrets: &[(&'static str, Option<String>)],
    table: &Table,
    request: &RecordedRequest,
) -> Option<Refusal> {
    let methods = table.methods(&request.path);
    if request.operation.is_none() && !methods.is_empty() {
        let message = format!("the test server answers {} there, not {}", methods.join(" and "), request.method);
        return Some(Refusal { status: 405, body: error_body(&service.errors, "", &message) });
    }
    if request.header("user-agent").is_none_or(str::is_empty) {
        return Some(Refusal::new(service, Means::Forbidden, "the request has no user agent"));
    }
    if let Some(message) = secrets.iter().find_map(|(header, value)| wrong_secret(header, value.as_deref(), request)) {
        return Some(Refusal::new(service, Means::Unauthorized, &message));
    }
    let Some(operation) = request.operation else { return Some(unrouted(service, table, request)) };
    if let Some(why) = constant_headers(service, operation, request).or_else(|| wrong_body(operation, request)) {
        return Some(Refusal::new(service, Means::BadRequest, &why));
    }
    let in_url = |(name, why): Wrong| Refusal::param(service, place(request, &name), &name, &why);
    let in_body = |(name, why): Wrong| Refusal::param(service, "body", &name, &why);
    let url = missing(operation, request).or_else(|| invalid(operation, request)).map(in_url);
    url.or_else(|| invalid_header(operation, request).map(in_url)).or_else(|| invalid_field(request).map(in_body))
}

/// Where a request has a parameter, in the words of a service.
pub(crate) fn place(request: &RecordedRequest, name: &str) -> &'static str {
    match request.declared(name).map(|param| param.place) {
        Some(Place::Field | Place::Body) => "body",
        Some(Place::Header(_)) => "header",
        Some(Place::Url) | None => "query",
    }
}

/// The error of a request to a path that has no endpoint.
fn unrouted(service: &Service, table: &Table, request: &RecordedRequest) -> Refusal {
    let wanted = match request.method.as_str() {
        "GET" => request.path.clone(),
        method => format!("{method} {}", request.path),
    };
    let (status, message) = (status_of(&service.errors, Means::NotFound), table.unknown(&wanted));
    Refusal { status, body: error_body(&service.errors, "", &message) }
}

/// What is wrong with the header of a secret. Without a value, any is right.
fn wrong_secret(header: &str, value: Option<&str>, request: &RecordedRequest) -> Option<String> {
    let found = request.header(header).unwrap_or_default();
    match value {
        Some(value) => (found != value).then(|| format!("the header {header} is not the key of the test server")),
        None => found.is_empty().then(|| format!("the header {header} has no key; the test server accepts any")),
    }
}

/// A header that every request must have, and this one has not. Those of the endpoint count before those of the service.
fn constant_headers(service: &Service, operation: &Operation, request: &RecordedRequest) -> Option<String> {
    let own = |name: &str| operation.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
    let general = service.headers.iter().filter(|(name, _)| !own(name));
    let mut expected = operation.headers.iter().chain(general);
    let (name, value) = expected.find(|(name, value)| request.header(name) != Some(value))?;
    Some(format!("the header {name} is not {value:?}"))
}

/// What is wrong with a body as a whole.
fn wrong_body(operation: &Operation, request: &RecordedRequest) -> Option<String> {
    let Some(format) = operation.body else {
        return (!request.body.is_empty()).then(|| format!("{} takes no body", operation.key()));
    };
    if request.body.is_empty() {
        // What is missing is named.
        return None;
    }
    let expected = match format {
        BodyFormat::Json => "application/json",
        BodyFormat::Form => "application/x-www-form-urlencoded",
        BodyFormat::Upload => "multipart/form-data",
        BodyFormat::Bytes => return None,
    };
    let found = request.content_type().split(';').next().unwrap_or_default().trim();
    if !found.eq_ignore_ascii_case(expected) {
        return Some(format!("the body is expected as {expected}, not {found:?}"));
    }
    let is_readable = match format {
        BodyFormat::Json => body::json(&request.body).is_some(),
        BodyFormat::Upload => body::parts(request.content_type(), &request.body).is_some(),
        BodyFormat::Form | BodyFormat::Bytes => true,
    };
    (!is_readable).then(|| format!("the body is not written as {expected}"))
}

/// A parameter that a request needs and has not.
fn missing(operation: &Operation, request: &RecordedRequest) -> Option<Wrong> {
    let has = |values: &[(String, String)], param: &Param| values.iter().any(|(name, _)| is_of(param, name));
    let is_missing = |param: &&Param| {
        param.is_required
            && match param.place {
                Place::Url => !has(&request.params, param),
                Place::Header(header) => request.header(header).is_none(),
                Place::Field => !has(&names(request), param),
                Place::Body => request.body.is_empty(),
            }
    };
    operation.params.iter().find(is_missing).map(|param| (param.name.to_owned(), "field required".to_owned()))
}

/// The fields of a body by name. A file need not be text.
fn names(request: &RecordedRequest) -> Vec<(String, String)> {
    match request.format() {
        Some(BodyFormat::Upload) => request.parts().into_iter().map(|part| (part.name, String::new())).collect(),
        _ => request.fields.clone(),
    }
}

/// Whether a name on the wire is that of a parameter, or of a part of it: `created[gte]`, `lines[0][count]`.
fn is_of(param: &Param, name: &str) -> bool {
    let has_parts = param.place == Place::Field || matches!(param.form, ParamForm::Object);
    name.strip_prefix(param.name).is_some_and(|rest| rest.is_empty() || (has_parts && rest.starts_with('[')))
}

fn invalid(operation: &Operation, request: &RecordedRequest) -> Option<Wrong> {
    let is_page = |name: &str| operation.paging.is_some_and(|paging| page::has_own(paging, name));
    request.params.iter().enumerate().find_map(|(index, (name, value))| {
        let in_url = |param: &&Param| param.place == Place::Url && is_of(param, name);
        let why = match operation.params.iter().find(in_url) {
            None if is_page(name) => return None,
            // A service may ignore it. A test must not send it.
            None => format!("{} has no such parameter", operation.key()),
            Some(Param { form: ParamForm::Repeated(item), .. }) => unexpected_text(**item, value)?,
            Some(_) if request.params[..index].iter().any(|(other, _)| other == name) => "sent twice".to_owned(),
            Some(param) => unexpected_text(param.form, value)?,
        };
        Some((name.clone(), why))
    })
}

fn invalid_header(operation: &Operation, request: &RecordedRequest) -> Option<Wrong> {
    operation.params.iter().find_map(|param| {
        let Place::Header(header) = param.place else { return None };
        Some((param.name.to_owned(), unexpected_text(param.form, request.header(header)?)?))
    })
}

/// A field of the body that the endpoint has not, or whose value is something else.
fn invalid_field(request: &RecordedRequest) -> Option<Wrong> {
    let operation = request.operation?;
    if operation.params.iter().any(|param| param.place == Place::Body) {
        return None;
    }
    let json = request.format().filter(|format| *format == BodyFormat::Json).and_then(|_| request.json());
    names(request).into_iter().find_map(|(name, value)| {
        let in_body = |param: &&Param| param.place == Place::Field && is_of(param, &name);
        let why = match (operation.params.iter().find(in_body), &json) {
            (None, _) => format!("{} has no such field", operation.key()),
            (Some(param), Some(json)) => unexpected_json(param.form, &json.get(&name)?)?,
            // A list or an object, in parts.
            (Some(param), None) if name != param.name => return None,
            (Some(_), None) if request.format() == Some(BodyFormat::Upload) => return None,
            (Some(param), None) => unexpected_text(param.form, &value)?,
        };
        Some((name, why))
    })
}
