//! What is sent beside the URL: method, headers, body. It is made once, and is the same in all attempts.

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Method, RequestBuilder};

use super::body::Written;
use super::call::Call;
use crate::error::{ErrorKind, Result};
use crate::hash::random;
use crate::headers::header;
use crate::service::{self, Operation};

/// What is sent beside the URL.
#[derive(Clone)]
pub(super) struct Message {
    method: Method,
    /// Those of the endpoint and of its parameters. Most endpoints have none.
    headers: Vec<(HeaderName, HeaderValue)>,
    body: Option<Written>,
}

impl Message {
    /// What a call sends, or why it cannot be sent.
    pub(super) fn of(call: &Call) -> Result<Self> {
        let invalid = |why: String| call.error(ErrorKind::InvalidParameter, format!("{why}; nothing was sent"));
        let Operation { method, headers: constant, idempotency, .. } = *call.operation();
        let mut headers = Sent { call, headers: Vec::new() };
        for (name, value) in constant {
            headers.set(name, value, false).map_err(|why| call.error(ErrorKind::Config, why))?;
        }
        for (name, value) in call.header_params() {
            // It may be about a person, or a secret.
            headers.set(name, value, true).map_err(invalid)?;
        }
        let own_key = call.extras().and_then(|extra| extra.idempotency_key.as_deref());
        if let Some(name) = idempotency {
            let key = own_key.map_or_else(random, str::to_owned);
            headers.set(name, &key, false).map_err(invalid)?;
        }
        Ok(Self { method: word(method), headers: headers.headers, body: call.written().map_err(invalid)? })
    }

    /// Adds it to a request. A method that usually has a body says where there is none: some servers refuse it otherwise.
    pub(super) fn add_to(&self, mut request: RequestBuilder) -> RequestBuilder {
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        match &self.body {
            Some(Written { bytes, media_type }) if !bytes.is_empty() => {
                request.header(CONTENT_TYPE, media_type).body(bytes.clone())
            }
            Some(Written { media_type, .. }) => request.header(CONTENT_TYPE, media_type).header(CONTENT_LENGTH, NONE),
            None if [Method::POST, Method::PUT, Method::PATCH].contains(&self.method) => {
                request.header(CONTENT_LENGTH, NONE)
            }
            None => request,
        }
    }

    /// Whether it has a header, which replaces that of the service.
    pub(super) fn has(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|(known, _)| known == name)
    }

    pub(super) fn method(&self) -> &Method {
        &self.method
    }

    /// Whether a redirect with this status asks for another page and not for the request once more.
    pub(super) fn is_answered_elsewhere(&self, status: u16) -> bool {
        let is_post = self.method == Method::POST;
        self.method != Method::GET && (status == 303 || (is_post && matches!(status, 301 | 302)))
    }

    /// The request for such a page.
    pub(super) fn to_get(&self) -> Self {
        Self { method: Method::GET, headers: self.headers.clone(), body: None }
    }
}

/// No content.
const NONE: HeaderValue = HeaderValue::from_static("0");

/// The headers of a message, each of which is there once.
struct Sent<'a> {
    call: &'a Call,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl Sent<'_> {
    /// Sets a header, in place of an earlier value; or says why it cannot be sent. That of a key is no other's.
    fn set(&mut self, name: &str, value: &str, is_sensitive: bool) -> Result<(), String> {
        let made = header(name, value);
        let (known, mut value) = made.ok_or_else(|| format!("`{name}` is no header, or its value cannot be in one"))?;
        if self.call.client().shared().auth.has(&known) {
            return Err(format!("`{name}` is the header of the key"));
        }
        value.set_sensitive(is_sensitive);
        match self.headers.iter_mut().find(|(before, _)| *before == known) {
            Some(header) => header.1 = value,
            None => self.headers.push((known, value)),
        }
        Ok(())
    }
}

fn word(method: service::Method) -> Method {
    match method {
        service::Method::Get => Method::GET,
        service::Method::Post => Method::POST,
        service::Method::Put => Method::PUT,
        service::Method::Patch => Method::PATCH,
        service::Method::Delete => Method::DELETE,
    }
}
