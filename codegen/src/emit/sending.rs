//! How a request is sent, in words: its method, path and price, what is in its body, and when it is repeated.

use spec::{Api, BodyFormat, Endpoint, Method, Place};

use super::{caching, price};
use crate::ident::request;
use crate::markdown;

/// "`POST /orders`, 2 units, with a JSON object. It is sent again only if it cannot have arrived."
pub(super) fn sentences(api: &Api, endpoint: &Endpoint) -> String {
    let price = price::of(api, endpoint).map(|price| format!(", {price}")).unwrap_or_default();
    let body = body(endpoint).map(|body| format!(", with {body}")).unwrap_or_default();
    let cache = endpoint.cache.as_ref().map(caching::sentence).unwrap_or_default();
    let repeated = repeated(endpoint).map(|repeated| format!(" {repeated}")).unwrap_or_default();
    format!("`{} {}`{price}{body}.{cache}{repeated}", endpoint.method.word(), endpoint.path)
}

/// What is in the body.
fn body(endpoint: &Endpoint) -> Option<&'static str> {
    let is_whole = endpoint.params.iter().any(|param| param.place == Place::Body);
    Some(match endpoint.body? {
        BodyFormat::Json if is_whole => "`body` as JSON",
        BodyFormat::Json => "a JSON object",
        BodyFormat::Form => "a form",
        BodyFormat::Upload => "a multipart form",
        BodyFormat::Bytes => "the bytes of `body`",
    })
}

/// Whether a request that may have arrived is sent again, where that is not as with a GET.
fn repeated(endpoint: &Endpoint) -> Option<String> {
    if let Some(header) = &endpoint.idempotency {
        let link = format!("[`idempotency_key`]({}::idempotency_key)", request(&endpoint.name));
        let header = markdown::code(header);
        return Some(format!("All attempts have the same key in the header {header}, a random one or that of {link}."));
    }
    match endpoint.method {
        Method::Post if endpoint.is_safe => Some("It changes nothing, and is retried like a GET request.".to_owned()),
        Method::Post | Method::Patch => Some("It is not sent again where the service may have received it.".to_owned()),
        Method::Get | Method::Put | Method::Delete => None,
    }
}
