//! Requests on a server that shows what arrives: secrets, headers, bodies, redirects, retries, and what is counted.

mod auth;
mod bodies;
#[cfg(feature = "cache")]
mod cached;
mod counted;
mod doubt;
mod gate;
mod redirects;

use crate::sample::ITEM;
use crate::service::{BodyFormat, Method, Operation, Param, ParamForm, Place, Returned};

/// An endpoint that takes an order, which must be taken once.
static ORDER: Operation = Operation {
    method: Method::Post,
    path: "/orders",
    params: &[Param::required("note", ParamForm::Text).at(Place::Field)],
    body: Some(BodyFormat::Json),
    returns: Returned::Nothing,
    ..ITEM
};

/// The same with a key by which the service recognizes an order.
static ORDER_ONCE: Operation = Operation { idempotency: Some("Idempotency-Key"), ..ORDER };

/// A search, which changes nothing.
static SEARCH: Operation = Operation { is_safe: true, ..ORDER };

static REPLACE: Operation = Operation { method: Method::Put, ..ORDER };

static CANCEL: Operation = Operation { method: Method::Delete, body: None, params: &[], ..ORDER };

static LIST: Operation = Operation { path: "/orders", params: &[], ..ITEM };
