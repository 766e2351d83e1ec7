//! The checks that the service would make of a request, and its price.

use hikerapi_runtime::service::{Means, Operation, Param, ParamForm, Service};

use crate::errors::{body, code_of, status_of, violation};
use crate::recorded::RecordedRequest;
use crate::table::Table;

/// An error response: its status and its body.
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Refusal {
    /// An error of this meaning, with the service's code for it.
    pub(crate) fn new(service: &Service, means: Means, message: &str) -> Self {
        let rules = &service.errors;
        Self { status: status_of(rules, means), body: body(rules, code_of(rules, means), message) }
    }

    /// A parameter that is refused.
    pub(crate) fn param(service: &Service, name: &str, why: &str) -> Self {
        let rules = &service.errors;
        Self { status: status_of(rules, Means::InvalidParameter), body: violation(rules, name, why) }
    }
}

/// The error response of a wrong request; `None` for a valid one.
pub(crate) fn refusal(service: &Service, key: &str, table: &Table, request: &RecordedRequest) -> Option<Refusal> {
    if request.method != "GET" {
        let message = format!("the test server answers GET, not {}", request.method);
        return Some(Refusal { status: 405, body: body(&service.errors, "", &message) });
    }
    if request.header("user-agent").is_none_or(str::is_empty) {
        return Some(Refusal::new(service, Means::Forbidden, "the request has no user agent"));
    }
    let header = service.auth.first().map_or("", |credential| credential.header);
    if !header.is_empty() && request.header(header) != Some(key) {
        let message = format!("the header {header} is not the key of the test server");
        return Some(Refusal::new(service, Means::Unauthorized, &message));
    }
    let Some(operation) = request.operation else {
        let (status, message) = (status_of(&service.errors, Means::NotFound), table.unknown(&request.path));
        return Some(Refusal { status, body: body(&service.errors, "", &message) });
    };
    let refuse = |(name, why): (&str, String)| Refusal::param(service, name, &why);
    missing(operation, request).or_else(|| invalid(operation, request)).map(refuse)
}

fn missing(operation: &Operation, request: &RecordedRequest) -> Option<(&'static str, String)> {
    let is_missing = |param: &&Param| param.is_required && request.param(param.name).is_none();
    operation.params.iter().find(is_missing).map(|param| (param.name, "field required".to_owned()))
}

fn invalid<'r>(operation: &Operation, request: &'r RecordedRequest) -> Option<(&'r str, String)> {
    request.params.iter().enumerate().find_map(|(index, (name, value))| {
        let why = match operation.params.iter().find(|param| param.name == name) {
            // A service may ignore it. A test must not send it.
            None => format!("{} has no such parameter", operation.path),
            Some(_) if request.params[..index].iter().any(|(other, _)| other == name) => "sent twice".to_owned(),
            Some(param) => expected(param.form, value)?,
        };
        Some((name.as_str(), why))
    })
}

/// What a value is expected to be, where it is not.
fn expected(form: ParamForm, value: &str) -> Option<String> {
    let is_whole = || value.parse::<i64>().is_ok() || value.parse::<u64>().is_ok();
    let (fits, expected) = match form {
        ParamForm::Digits => (!value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()), "digits"),
        ParamForm::Integer | ParamForm::OneOfNumbers(_) => (is_whole(), "a whole number"),
        ParamForm::Number => (value.parse::<f64>().is_ok(), "a number"),
        ParamForm::Boolean => (matches!(value, "true" | "false"), "true or false"),
        // The service may know further values: a client sends what it is given.
        _ => (true, ""),
    };
    (!fits).then(|| format!("expected {expected}, not {value:?}"))
}
