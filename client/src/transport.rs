//! One attempt: the request out, the reply in, as bytes.

use reqwest::header::CONTENT_LENGTH;

use crate::call::Call;
use crate::error::{Error, ErrorKind, Result};
use crate::headers::Headers;

/// What came back.
pub(crate) struct Received {
    pub(crate) status: u16,
    pub(crate) headers: Headers,
    pub(crate) body: Vec<u8>,
}

/// Sends the call once. The key goes to the client's own server: no redirect is followed.
pub(crate) async fn attempt(call: &Call) -> Result<Received> {
    let inner = call.client().inner();
    let request = inner.http.get(call.url()?).header(inner.service.key_header, inner.key.clone());
    let response = request.send().await.map_err(|error| failed(call, error))?;
    let status = response.status().as_u16();
    let headers = Headers::of(response.headers());
    let body = body(call, response, inner.max_body_bytes).await?;
    Ok(Received { status, headers, body })
}

/// The body, read no further than the cap: counted after decompression, since a small reply can
/// unpack to any size.
async fn body(call: &Call, mut response: reqwest::Response, cap: u64) -> Result<Vec<u8>> {
    let announced = response.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > cap) {
        return Err(too_large(call, cap));
    }
    let mut body = Vec::with_capacity(usize::try_from(announced.unwrap_or_default()).unwrap_or_default());
    while let Some(chunk) = response.chunk().await.map_err(|error| failed(call, error))? {
        if (body.len() + chunk.len()) as u64 > cap {
            return Err(too_large(call, cap));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
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
        (ErrorKind::Transport, "the reply could not be decompressed")
    } else if error.is_body() {
        (ErrorKind::Transport, "the connection broke in the middle of the reply")
    } else {
        (ErrorKind::Transport, "the connection broke before the reply")
    };
    Error::new(kind, message.to_owned()).of(call.operation()).caused_by(error)
}
