//! The checks that the service would make of a request, and the request's price.

use spec::{Api, Endpoint, Scalar, Type};

use crate::recorded::{RecordedRequest, pairs};
use crate::response::Response;
use crate::server::KEY;

/// The error response of a wrong request; `None` for a valid one.
pub(crate) fn refusal(api: &Api, endpoint: Option<&Endpoint>, request: &RecordedRequest) -> Option<Response> {
    if request.header("user-agent").is_none_or(str::is_empty) {
        return Some(Response::bytes(403, "error code: 1010"));
    }
    if api.service.as_ref().is_some_and(|service| request.header(&service.key_header) != Some(KEY)) {
        return Some(Response::json(401, r#"{"detail":"Invalid key","exc_type":"Unauthorized"}"#));
    }
    let Some(endpoint) = endpoint else {
        return Some(Response::json(404, r#"{"detail":"Not Found"}"#));
    };
    let query = pairs(&request.query);
    let sent = |name: &str| query.iter().filter(|(sent, _)| sent == name).count();
    let in_path = |name: &str| endpoint.path.contains(&format!("{{{name}}}"));
    for param in endpoint.params.iter().filter(|param| !in_path(&param.wire)) {
        match sent(&param.wire) {
            0 if param.required => return Some(unprocessable(&param.wire, "field required")),
            0 | 1 => {}
            _ => return Some(unprocessable(&param.wire, "sent twice")),
        }
    }
    for (name, value) in &query {
        match endpoint.params.iter().find(|param| param.wire == *name) {
            // The real service ignores it. A test must not send it.
            None => return Some(unprocessable(name, "no such parameter")),
            Some(param) if !matches_type(&param.ty, value) => return Some(unprocessable(name, "of another type")),
            Some(_) => {}
        }
    }
    None
}

fn matches_type(ty: &Type, value: &str) -> bool {
    match ty {
        Type::Scalar(Scalar::Boolean) => matches!(value, "true" | "false"),
        Type::Scalar(Scalar::Integer) => value.parse::<i64>().is_ok(),
        Type::Scalar(Scalar::Number) => value.parse::<f64>().is_ok(),
        Type::Id(_) => !value.is_empty(),
        _ => true,
    }
}

fn unprocessable(name: &str, why: &str) -> Response {
    let detail = serde_json::json!({ "detail": [{ "loc": ["query", name], "msg": why, "type": "value_error" }] });
    Response::json(422, detail.to_string())
}

/// The units that the request costs by the spec.
pub(crate) fn units(endpoint: &Endpoint, request: &RecordedRequest) -> u32 {
    let query = pairs(&request.query);
    let is_true = |name: &String| query.contains(&(name.clone(), "true".to_owned()));
    let exception = endpoint.cost.when.iter().find(|(name, _)| is_true(name));
    exception.map_or(endpoint.cost.units, |(_, units)| *units)
}
