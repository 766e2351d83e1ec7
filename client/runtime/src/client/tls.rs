//! TLS: whether this build has it, and with which cryptography.

use crate::error::{Error, ErrorKind, Result};

/// Whether this build can send requests over https.
pub(crate) const IS_BUILT: bool = cfg!(any(feature = "rustls", feature = "rustls-ring"));

/// Must be called before an HTTP client is made: without a cryptography of its own, rustls takes the one that the process has
/// installed. One that the program has installed before stays.
pub(crate) fn prepare() {
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// Whom connections trust, and the certificate that they present.
#[derive(Default)]
pub(super) struct Trust {
    /// Each is PEM with any number of certificates, or one in DER.
    roots: Vec<Vec<u8>>,
    /// Whether the platform's roots are left out.
    is_own: bool,
    identity: Option<Vec<u8>>,
}

impl Trust {
    pub(super) fn add_roots(&mut self, pem_or_der: Vec<u8>) {
        self.roots.push(pem_or_der);
    }

    pub(super) fn only_roots(&mut self, pem_or_der: Vec<u8>) {
        self.add_roots(pem_or_der);
        self.is_own = true;
    }

    pub(super) fn set_identity(&mut self, pem: Vec<u8>) {
        self.identity = Some(pem);
    }

    /// Whether the program has set any of it.
    pub(super) fn is_set(&self) -> bool {
        !self.roots.is_empty() || self.identity.is_some()
    }

    /// Hands the certificates to the HTTP library, which checks them once more when it builds.
    #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
    pub(super) fn apply(&self, mut http: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder> {
        let mut roots = Vec::new();
        for written in &self.roots {
            roots.extend(certificates(written)?);
        }
        if self.is_own {
            http = http.tls_certs_only(roots);
        } else if !roots.is_empty() {
            http = http.tls_certs_merge(roots);
        }
        let Some(pem) = &self.identity else { return Ok(http) };
        match reqwest::Identity::from_pem(pem) {
            Ok(identity) => Ok(http.identity(identity)),
            Err(_) => refuse("the client certificate is not PEM with a private key and a certificate"),
        }
    }

    #[cfg(not(any(feature = "rustls", feature = "rustls-ring")))]
    pub(super) fn apply(&self, http: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder> {
        match self.is_set() {
            false => Ok(http),
            true => {
                refuse("this build has no TLS, and certificates need it: turn on the feature `rustls` or `rustls-ring`")
            }
        }
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
fn certificates(written: &[u8]) -> Result<Vec<reqwest::Certificate>> {
    /// The first byte of every certificate in DER.
    const SEQUENCE: u8 = 0x30;
    if written.first() == Some(&SEQUENCE) {
        return reqwest::Certificate::from_der(written).map(|root| vec![root]).or_else(|_| refuse(UNREADABLE));
    }
    match reqwest::Certificate::from_pem_bundle(written) {
        Ok(roots) if roots.is_empty() => {
            refuse("the root certificates are neither DER nor PEM: there is no `-----BEGIN CERTIFICATE-----`")
        }
        Ok(roots) => Ok(roots),
        Err(_) => refuse(UNREADABLE),
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
const UNREADABLE: &str = "the root certificates are damaged: one of them cannot be read";

fn refuse<T>(why: &str) -> Result<T> {
    Err(Error::new(ErrorKind::Config, why.to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::client::{RetryPolicy, RuntimeClient};
    use crate::error::ErrorKind;
    use crate::request::Call;
    use crate::sample::{ITEM, builder};

    /// Nothing listens there: with TLS the connection fails, without it there is no client.
    #[tokio::test]
    async fn https_requests_are_sent_where_tls_is_built() {
        let client = builder().server("https://127.0.0.1:1").retry(RetryPolicy::never()).build();
        assert_eq!(client.is_ok(), super::IS_BUILT);
        if let Ok(client) = client {
            let client: &RuntimeClient = client.as_ref();
            let error = Call::new(client, &ITEM).with("id", 7).raw().await.expect_err("nothing listens");
            assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        }
    }
}
