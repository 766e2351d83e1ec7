//! A request out, its response in as bytes, with the redirects between.

use std::borrow::Cow;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, LOCATION};

use super::call::Call;
use super::cost;
use super::flight::Flight;
use super::lost::Lost;
use super::message::Message;
use crate::client::Shared;
use crate::error::classify::by_status;
use crate::error::{Error, ErrorKind};
use crate::headers::Headers;
use crate::policy::rate_headers;
use crate::policy::retry::Reached;

/// A response, before it is classified.
pub(super) struct Received {
    pub(super) status: u16,
    pub(super) headers: Headers,
    pub(super) body: Vec<u8>,
    /// Why the body is incomplete, if it is.
    pub(super) broken: Option<Error>,
}

/// The most redirects that are followed for one request.
const MOST_REDIRECTS: u32 = 3;

/// Sends the call once. Secrets are sent to the client's own server and to those of the spec: a redirect to any other host is
/// not followed, and is returned as it is. A redirect that is followed is a request like any other: it waits for a permit,
/// is counted, and costs what its status says. All of them share the timeout. Method and body stay, unless the status says
/// that the target is another page.
pub(super) async fn receive(flight: &mut Flight<'_>, mut url: Url, message: &Message) -> Result<Received, Lost> {
    let call = flight.call();
    let shared = call.client().shared();
    let mut message = Cow::Borrowed(message);
    let mut redirects = 0;
    let response = loop {
        let response = flight.request(url, &message).await?;
        if let Some(pause) = named_pause(shared, response.headers()) {
            flight.hold(pause);
        }
        let status = response.status().as_u16();
        let is_answered = message.is_answered_elsewhere(status);
        if is_answered {
            // Whether the page about it is requested or not.
            flight.answered();
        }
        match redirect(shared, &response).filter(|_| redirects < MOST_REDIRECTS) {
            Some(next) => url = next,
            None => break response,
        }
        if is_answered {
            message = Cow::Owned(message.to_get());
        }
        redirects += 1;
        let nominal = cost::units(shared.service.cost.as_ref(), &Headers::of(response.headers())).unwrap_or_default();
        let is_billed = by_status(&shared.service.errors, None, status).billed;
        flight.redirected(if is_billed { nominal } else { 0 }, nominal)?;
    };
    let status = response.status().as_u16();
    let headers = Headers::of(response.headers());
    let mut body = Vec::new();
    let broken = read(call, response, shared.max_body_bytes, &mut body).await.err();
    Ok(Received { status, headers, body, broken })
}

/// The target of a redirect, if it may receive the key.
fn redirect(shared: &Shared, response: &reqwest::Response) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = response.url().join(response.headers().get(LOCATION)?.to_str().ok()?).ok()?;
    let is_plain = target.username().is_empty() && target.password().is_none();
    (is_plain && shared.servers.has(&target)).then_some(target)
}

/// How long the service says that no request is left.
fn named_pause(shared: &Shared, headers: &HeaderMap) -> Option<Duration> {
    let names = shared.service.rate_headers.as_ref()?;
    rate_headers::pause(names, |name| headers.get(name)?.to_str().ok())
}

/// Reads the body up to the cap, which counts after decompression: a small response can decompress to any size.
async fn read(call: &Call, mut response: reqwest::Response, cap: u64, body: &mut Vec<u8>) -> Result<(), Error> {
    let announced = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > cap) {
        return Err(too_large(call, cap));
    }
    // As announced, but no more than 1 MB because of a number alone.
    body.reserve(usize::try_from(announced.unwrap_or_default().min(1 << 20)).unwrap_or_default());
    while let Some(chunk) = response.chunk().await.map_err(|error| Lost::in_body(call, error))? {
        if (body.len() + chunk.len()) as u64 > cap {
            return Err(too_large(call, cap));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(())
}

fn too_large(call: &Call, cap: u64) -> Error {
    let message = format!("it is larger than {cap} bytes; `max_body_bytes` of the builder sets the limit");
    call.error(ErrorKind::BodyTooLarge, message)
}

/// How far an attempt came whose body broke off: another one may cost as much.
pub(super) fn reached(broken: &Error, is_free: bool) -> Reached {
    match broken.kind() {
        ErrorKind::Transport => Reached::Server { is_free },
        _ => Reached::End,
    }
}
