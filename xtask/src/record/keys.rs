//! The keys of the service, from the environment, and how a request carries them.

use analysis::scrub::Secrets;
use reqwest::RequestBuilder;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use spec::{Credential, Service};

use crate::failure::Failure;

/// The keys, in the order of the spec.
pub(super) struct Keys<'s> {
    service: &'s Service,
    values: Vec<String>,
}

impl<'s> Keys<'s> {
    /// Reads the variables that the spec names.
    ///
    /// # Errors
    /// Where one is not there.
    pub(super) fn from_env(service: &'s Service) -> Result<Self, Failure> {
        let values = service.envs().map(key).collect::<Result<_, _>>()?;
        Ok(Self { service, values })
    }

    /// What must appear nowhere.
    pub(super) fn secrets(&self) -> Secrets {
        Secrets::new(self.values.iter().map(String::as_str))
    }

    /// The headers of every request, the keys and the constant ones.
    ///
    /// # Errors
    /// Where a key cannot be in a header.
    pub(super) fn headers(&self) -> Result<HeaderMap, Failure> {
        let mut headers = constants(&self.service.headers)?;
        let mut values = self.values.iter();
        for Credential { header, scheme, env } in &self.service.auth {
            let own: Vec<_> = values.by_ref().take(env.len()).map(String::as_str).collect();
            // `Basic` is encoded where the request is made.
            let ([key], false) = (own.as_slice(), is_basic(scheme.as_deref())) else { continue };
            let text = scheme.as_ref().map_or_else(|| (*key).to_owned(), |scheme| format!("{scheme} {key}"));
            // The message must not hold the key.
            let value = HeaderValue::try_from(text)
                .map_err(|_| unsendable("it has characters that are not allowed in a header".to_owned()));
            let mut value = value?;
            value.set_sensitive(true);
            headers.insert(name(header)?, value);
        }
        Ok(headers)
    }

    /// Adds what is no header yet.
    pub(super) fn apply(&self, request: RequestBuilder) -> RequestBuilder {
        let is_basic = self.service.auth.iter().any(|credential| is_basic(credential.scheme.as_deref()));
        match self.values.as_slice() {
            [id, secret] if is_basic => request.basic_auth(id, Some(secret)),
            _ => request,
        }
    }
}

fn is_basic(scheme: Option<&str>) -> bool {
    scheme == Some("Basic")
}

/// Headers of the spec.
///
/// # Errors
/// Where one cannot be sent.
pub(super) fn constants(headers: &[(String, String)]) -> Result<HeaderMap, Failure> {
    let mut map = HeaderMap::new();
    for (header, value) in headers {
        let value = HeaderValue::try_from(value).map_err(|error| unsendable(format!("`{header}`: {error}")))?;
        map.insert(name(header)?, value);
    }
    Ok(map)
}

fn name(header: &str) -> Result<HeaderName, Failure> {
    HeaderName::try_from(header).map_err(|error| unsendable(format!("`{header}`: {error}")))
}

fn unsendable(why: String) -> Failure {
    Failure::CouldNot { what: "cannot send the key".to_owned(), why, help: "use the API key as you received it" }
}

fn key(env: &str) -> Result<String, Failure> {
    let why = match std::env::var(env) {
        Ok(key) if !key.trim().is_empty() => return Ok(key.trim().to_owned()),
        Ok(_) => "is empty",
        Err(std::env::VarError::NotPresent) => "is not set",
        Err(std::env::VarError::NotUnicode(_)) => "is not UTF-8",
    };
    Err(Failure::CouldNot {
        what: "there is no API key".to_owned(),
        why: format!("the environment variable `{env}` {why}"),
        help: "set it to your API key, which is sent in a header and nowhere else",
    })
}
