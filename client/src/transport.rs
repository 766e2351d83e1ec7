//! One attempt: the request out, the reply in, as bytes.

use reqwest::Url;
use reqwest::header::{CONTENT_LENGTH, LOCATION};

use crate::call::Call;
use crate::client::Inner;
use crate::error::text::harmless;
use crate::error::{Error, ErrorKind, Result};
use crate::headers::Headers;

/// What came back.
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
    /// Why the body is not whole, if it is not.
    pub(crate) broken: Option<Error>,
}

/// Redirects that are followed for one request.
const MOST_REDIRECTS: u32 = 3;

/// Sends the call once. The key goes to the client's own server and to those of the spec: a
/// redirect to any other place is not followed, and comes back as it is.
pub(crate) async fn attempt(call: &Call) -> Result<Received> {
    let inner = call.client().inner();
    let mut url = call.url()?;
    let mut redirects = 0;
    let response = loop {
        let request = inner.http.get(url.clone()).header(inner.service.key_header, inner.key.clone());
        let response = request.send().await.map_err(|error| failed(call, error))?;
        match further(inner, &url, &response).filter(|_| redirects < MOST_REDIRECTS) {
            Some(next) => url = next,
            None => break response,
        }
        redirects += 1;
    };
    let status = response.status().as_u16();
    let headers = Headers::of(response.headers());
    let mut body = Vec::new();
    let broken = read(call, response, inner.max_body_bytes, &mut body).await.err();
    Ok(Received { status, headers, body, broken })
}

/// Where a redirect leads, if the key may go there.
fn further(inner: &Inner, from: &Url, response: &reqwest::Response) -> Option<Url> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = from.join(response.headers().get(LOCATION)?.to_str().ok()?).ok()?;
    let is_plain = target.username().is_empty() && target.password().is_none();
    let is_at_home = |server: &str| Url::parse(server).is_ok_and(|server| server.origin() == target.origin());
    let may_go =
        target.origin() == inner.server.origin() || inner.service.servers.iter().any(|server| is_at_home(server));
    (is_plain && may_go).then_some(target)
}

/// The body, read no further than the cap: counted after decompression, since a small reply can
/// unpack to any size.
async fn read(call: &Call, mut response: reqwest::Response, cap: u64, body: &mut Vec<u8>) -> Result<()> {
    let announced = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > cap) {
        return Err(too_large(call, cap));
    }
    // As announced, but not because of a number alone more than a page of posts often has.
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
    let message = format!("the reply is larger than {cap} bytes; `max_body_bytes` of the builder sets the limit");
    Error::new(ErrorKind::BodyTooLarge, message).of(call.operation())
}

fn failed(call: &Call, error: reqwest::Error) -> Error {
    // The library's text names the whole address, query included, wherever it is printed.
    let error = error.without_url();
    let (kind, message) = if error.is_connect() {
        (ErrorKind::Connect, "no connection to the server")
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "the reply took longer than the timeout")
    } else if error.is_decode() {
        (ErrorKind::Transport, "the reply breaks off, or is wrongly compressed")
    } else if error.is_body() {
        (ErrorKind::Transport, "the connection broke in the middle of the reply")
    } else {
        (ErrorKind::Transport, "the connection broke before the reply")
    };
    // The innermost cause says what the system said: "Connection refused".
    let mut cause: &dyn std::error::Error = &error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    let message = harmless(&format!("{message} ({cause})"), call.client().inner().key_text());
    Error::new(kind, message).of(call.operation()).caused_by(error)
}
