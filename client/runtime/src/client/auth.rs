//! The headers that carry the secrets of a client.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{HeaderName, HeaderValue};

use super::api_key::ApiKey;
use crate::error::{Error, ErrorKind, Result};
use crate::headers::header;
use crate::redact::Secrets;
use crate::service::Credential;

/// The headers with the secrets of a client, and the texts that no message must show.
pub(crate) struct Auth {
    headers: Vec<(HeaderName, HeaderValue)>,
    secrets: Secrets,
}

/// A secret that was set or read, and what errors call it.
pub(super) struct Secret {
    pub(super) key: ApiKey,
    pub(super) source: String,
}

impl Auth {
    /// The headers of these secrets, which are as many as the service needs, in its order.
    pub(super) fn new(credentials: &[Credential], secrets: &[Secret]) -> Result<Self> {
        let mut rest = secrets;
        let (mut headers, mut texts) = (Vec::new(), Vec::new());
        for credential in credentials {
            let Some((own, others)) = rest.split_at_checked(credential.env.len()) else { break };
            rest = others;
            let values: Vec<&str> =
                own.iter().map(|secret| secret.key.checked(&secret.source)).collect::<Result<_>>()?;
            let value = match (&*values, credential.scheme) {
                ([one], None) => (*one).to_owned(),
                ([one], Some(scheme)) => format!("{scheme} {one}"),
                ([name, _], _) if name.contains(':') => {
                    let source = own.first().map_or("", |secret| &secret.source);
                    return Err(config(format!(
                        "{source} contains a colon, which ends it where both are sent together"
                    )));
                }
                (values, scheme) => {
                    let encoded = STANDARD.encode(values.join(":"));
                    // Who quotes it may leave the padding out.
                    texts.push(encoded.trim_end_matches('=').to_owned());
                    format!("{} {encoded}", scheme.unwrap_or("Basic"))
                }
            };
            texts.extend(values.iter().map(|value| (*value).to_owned()));
            let (name, mut value) = header(credential.header, &value).ok_or_else(|| {
                config(format!(
                    "`{}`, the header of the key, is no name of a header, or the key cannot be in one",
                    credential.header
                ))
            })?;
            value.set_sensitive(true);
            headers.push((name, value));
        }
        Ok(Self { headers, secrets: Secrets::new(texts) })
    }

    /// The headers of a request. Their values are marked as sensitive, so that no `Debug` of the HTTP library prints them.
    pub(crate) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// Whether a header is that of a secret.
    pub(crate) fn has(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|(known, _)| known == name)
    }

    /// What must be removed from texts that would show it.
    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// All secrets as one, for the names and seals of cached responses. No value has a line break.
    #[cfg(feature = "cache")]
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.headers.iter().map(|(_, value)| value.as_bytes()).collect::<Vec<_>>().join(&b'\n')
    }
}

fn config(message: String) -> Error {
    Error::new(ErrorKind::Config, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::redacted;

    const HEADER: Credential = Credential { header: "X-Id", scheme: None, env: &["ID"] };
    const BEARER: Credential = Credential { header: "Authorization", scheme: Some("Bearer"), env: &["TOKEN"] };
    const BASIC: Credential = Credential { header: "Authorization", scheme: Some("Basic"), env: &["ID", "SECRET"] };

    fn auth(credentials: &[Credential], keys: &[&str]) -> Result<Auth> {
        let secret = |key: &&str| Secret { key: ApiKey::from(*key), source: "the key".to_owned() };
        Auth::new(credentials, &keys.iter().map(secret).collect::<Vec<_>>())
    }

    #[track_caller]
    fn check(credentials: &[Credential], keys: &[&str], expected: &[(&str, &str)]) -> Auth {
        let auth = auth(credentials, keys).expect("valid keys");
        let sent = |(name, value): &(HeaderName, HeaderValue)| {
            assert!(value.is_sensitive() && !format!("{value:?}").contains("secret"), "{value:?}");
            (name.to_string(), value.to_str().expect("text").to_owned())
        };
        let headers: Vec<_> = auth.headers().iter().map(sent).collect();
        assert_eq!(headers, expected.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect::<Vec<_>>());
        auth
    }

    #[test]
    fn each_secret_is_in_its_header() {
        check(&[], &[], &[]);
        check(&[BEARER], &["a-secret"], &[("authorization", "Bearer a-secret")]);
        check(&[HEADER, BEARER], &["me", "a-secret"], &[("x-id", "me"), ("authorization", "Bearer a-secret")]);
        // The example of RFC 7617.
        let value = "Basic QWxhZGRpbjpvcGVuOnNlc2FtZQ==";
        check(&[BASIC], &["Aladdin", "open:sesame"], &[("authorization", value)]);
    }

    #[test]
    fn every_secret_and_the_encoded_form_are_masked() {
        let basic =
            check(&[BASIC], &["account-7", "pass-word"], &[("authorization", "Basic YWNjb3VudC03OnBhc3Mtd29yZA==")]);
        let text = "account-7, pass%2Dword, YWNjb3VudC03OnBhc3Mtd29yZA==, YWNjb3VudC03OnBhc3Mtd29yZA%3D";
        assert_eq!(redacted(text, basic.secrets()), "[key], [key], [key]==, [key]%3D");
        let two = check(
            &[HEADER, BEARER],
            &["identity", "a-secret"],
            &[("x-id", "identity"), ("authorization", "Bearer a-secret")],
        );
        assert_eq!(redacted("identity \"Bearer a-secret\"", two.secrets()), "[key] \"Bearer [key]\"");
    }

    #[test]
    fn an_invalid_secret_is_refused_without_showing_any() {
        for keys in [["first-secret\n", "second-secret"], ["first-secret", ""], ["first:secret", "second-secret"]] {
            let error = auth(&[BASIC], &keys).err().expect("invalid").to_string();
            assert!(!error.contains("secret"), "{error}");
        }
        let odd = Credential { header: "no header", ..HEADER };
        assert!(auth(&[odd], &["a-secret"]).err().expect("no header").to_string().contains("no header"));
    }

    #[test]
    #[cfg(feature = "cache")]
    fn no_two_sets_of_secrets_are_one() {
        let bytes = |keys: [&str; 2]| auth(&[HEADER, BEARER], &keys).expect("valid").bytes();
        assert_ne!(bytes(["ab", "c"]), bytes(["a", "bc"]));
        assert_ne!(bytes(["a", "b"]), bytes(["b", "a"]));
    }
}
