//! One attempt: the request out, the response in, as bytes.

use reqwest::Url;
use reqwest::header::{CONTENT_LENGTH, LOCATION};

use super::call::Call;
use crate::client::Shared;
use crate::error::{Error, ErrorKind, Result};
use crate::headers::Headers;
use crate::redact::redacted;

/// A response, before it is classified.
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
    /// Why the body is incomplete, if it is.
    pub(crate) broken: Option<Error>,
}

/// The most redirects that are followed for one request.
const MOST_REDIRECTS: u32 = 3;

/// Sends the call once. The key is sent to the client's own server and to those of the spec: a redirect to any other host is
/// not followed, and is returned as it is.
pub(crate) async fn attempt(call: &Call, mut url: Url) -> Result<Received> {
    let shared = call.client().shared();
    let mut redirects = 0;
    let response = loop {
        let request = shared.http.get(url.clone()).header(shared.service.key_header, shared.key.clone());
        let response = request.send().await.map_err(|error| failed(call, error))?;
        match redirect(shared, &url, &response).filter(|_| redirects < MOST_REDIRECTS) {
            Some(next) => url = next,
            None => break response,
        }
        redirects += 1;
    };
    let status = response.status().as_u16();
    let headers = Headers::of(response.headers());
    let mut body = Vec::new();
    let broken = read(call, response, shared.max_body_bytes, &mut body).await.err();
    Ok(Received { status, headers, body, broken })
}

/// The target of a redirect, if it may receive the key.
fn redirect(shared: &Shared, from: &Url, response: &reqwest::Response) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = from.join(response.headers().get(LOCATION)?.to_str().ok()?).ok()?;
    let is_plain = target.username().is_empty() && target.password().is_none();
    let is_known = |server: &str| Url::parse(server).is_ok_and(|server| server.origin() == target.origin());
    let may_receive_key =
        target.origin() == shared.server.origin() || shared.service.servers.iter().any(|server| is_known(server));
    (is_plain && may_receive_key).then_some(target)
}

/// Reads the body up to the cap, which counts after decompression: a small response can decompress to any size.
async fn read(call: &Call, mut response: reqwest::Response, cap: u64, body: &mut Vec<u8>) -> Result<()> {
    let announced = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > cap) {
        return Err(too_large(call, cap));
    }
    // As announced, but no more than 1 MB because of a number alone.
    body.reserve(usize::try_from(announced.unwrap_or_default().min(1 << 20)).unwrap_or_default());
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(call, error))? {
        if (body.len() + chunk.len()) as u64 > cap {
            return Err(too_large(call, cap));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(())
}

fn too_large(call: &Call, cap: u64) -> Error {
    let message = format!("it is larger than {cap} bytes; `max_body_bytes` of the builder sets the limit");
    Error::new(ErrorKind::BodyTooLarge, message).of(call.operation())
}

fn failed(call: &Call, error: reqwest::Error) -> Error {
    // The library's message contains the whole URL, with its query.
    let error = error.without_url();
    let (kind, message) = if error.is_connect() {
        (ErrorKind::Connect, "the server cannot be reached")
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "no response within the timeout")
    } else if error.is_decode() {
        (ErrorKind::Transport, "the response ends too early, or its compression is broken")
    } else if error.is_body() {
        (ErrorKind::Transport, "the connection broke in the middle of the response")
    } else {
        (ErrorKind::Transport, "the connection broke before the response")
    };
    // The innermost cause is the message of the system: "Connection refused".
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let message = redacted(&format!("{message} ({cause})"), call.client().shared().key_text());
    Error::new(kind, message).of(call.operation()).caused_by(error)
}
