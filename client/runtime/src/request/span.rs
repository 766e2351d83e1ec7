//! The span of a call, for traces: its attempts are events inside of it.
//!
//! The names are those that OpenTelemetry gives to HTTP clients. `url.full` is not among them: it has the query.

use tracing::{Span, field};

use super::call::Call;
use crate::error::Error;
use crate::raw::RawResponse;

/// A new span. It is disabled, and costs next to nothing, where the program has no subscriber for it.
pub(super) fn of(call: &Call) -> Span {
    let servers = &call.client().shared().servers;
    let server = servers.of(call.operation()).unwrap_or(servers.main());
    let path = call.operation().path;
    let method = call.operation().method.as_str();
    tracing::info_span!(
        "call",
        otel.name = %format_args!("{method} {path}"),
        otel.kind = "client",
        otel.status_code = field::Empty,
        http.request.method = method,
        http.request.resend_count = field::Empty,
        http.response.status_code = field::Empty,
        server.address = server.host_str(),
        server.port = server.port_or_known_default(),
        url.template = path,
        error.type = field::Empty,
        units = field::Empty,
        cached = field::Empty,
    )
}

/// Records that this attempt begins.
pub(super) fn attempt(span: &Span, number: u32) {
    if number > 1 {
        span.record("http.request.resend_count", number - 1);
    }
}

pub(super) fn succeeded(span: &Span, response: &RawResponse) {
    span.record("http.response.status_code", response.status());
    span.record("units", response.units());
    span.record("cached", response.is_cached());
}

pub(super) fn failed(span: &Span, error: &Error) {
    span.record("otel.status_code", "ERROR");
    if let Some(response) = error.response() {
        span.record("http.response.status_code", response.status());
        span.record("cached", response.is_cached());
    }
    if let Some(units) = error.units() {
        span.record("units", units);
    }
    // A status that is an error is its own type, as OpenTelemetry has it.
    match error.status().filter(|status| *status >= 400) {
        Some(status) => span.record("error.type", field::display(status)),
        None => span.record("error.type", field::debug(error.kind())),
    };
}
