//! What the real service would refuse, and the price of what it would not.

use spec::{Api, Endpoint, Scalar, Type};

use crate::recorded::{Recorded, pairs};
use crate::reply::Reply;
use crate::server::KEY;

/// A refusal, or nothing where the request is right.
pub(crate) fn refusal(api: &Api, endpoint: Option<&Endpoint>, request: &Recorded) -> Option<Reply> {
    if request.header("user-agent").is_none_or(str::is_empty) {
        return Some(Reply::bytes(403, "error code: 1010"));
    }
    if api.service.as_ref().is_some_and(|service| request.header(&service.key_header) != Some(KEY)) {
        return Some(Reply::json(401, r#"{"detail":"Invalid key","exc_type":"Unauthorized"}"#));
    }
    let Some(endpoint) = endpoint else {
        return Some(Reply::json(404, r#"{"detail":"Not Found"}"#));
    };
    let query = pairs(&request.query);
    let sent = |name: &str| query.iter().filter(|(sent, _)| sent == name).count();
    let in_path = |name: &str| endpoint.path.contains(&format!("{{{name}}}"));
    for param in endpoint.params.iter().filter(|param| !in_path(&param.wire)) {
        match sent(&param.wire) {
            0 if param.required => return Some(unprocessable(&param.wire, "field required")),
            0 | 1 => {}
            _ => return Some(unprocessable(&param.wire, "given twice")),
        }
    }
    for (name, value) in &query {
        match endpoint.params.iter().find(|param| param.wire == *name) {
            // The real service ignores it: a test shall not.
            None => return Some(unprocessable(name, "no such parameter")),
            Some(param) if !fits(&param.ty, value) => return Some(unprocessable(name, "of another type")),
            Some(_) => {}
        }
    }
    None
}

fn fits(ty: &Type, value: &str) -> bool {
    match ty {
        Type::Scalar(Scalar::Boolean) => matches!(value, "true" | "false"),
        Type::Scalar(Scalar::Integer) => value.parse::<i64>().is_ok(),
        Type::Scalar(Scalar::Number) => value.parse::<f64>().is_ok(),
        Type::Id(_) => !value.is_empty(),
        _ => true,
    }
}

fn unprocessable(name: &str, why: &str) -> Reply {
    let detail = serde_json::json!({ "detail": [{ "loc": ["query", name], "msg": why, "type": "value_error" }] });
    Reply::json(422, detail.to_string())
}

/// What the spec says that the request costs.
pub(crate) fn units(endpoint: &Endpoint, request: &Recorded) -> u32 {
    let query = pairs(&request.query);
    let is_true = |name: &String| query.contains(&(name.clone(), "true".to_owned()));
    let exception = endpoint.cost.when.iter().find(|(name, _)| is_true(name));
    exception.map_or(endpoint.cost.units, |(_, units)| *units)
}
