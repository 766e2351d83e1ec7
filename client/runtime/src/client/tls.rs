//! TLS: whether this build has it, with which cryptography, and whom connections trust.

#[cfg(feature = "rustls-no-provider")]
use std::sync::Arc;

#[cfg(feature = "rustls-no-provider")]
use rustls::client::WantsClientCert;
#[cfg(feature = "rustls-no-provider")]
use rustls::crypto::CryptoProvider;
#[cfg(feature = "rustls-no-provider")]
use rustls::pki_types::pem::PemObject;
#[cfg(feature = "rustls-no-provider")]
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
#[cfg(feature = "rustls-no-provider")]
use rustls::{ClientConfig, ConfigBuilder, RootCertStore, WantsVerifier};

use crate::error::{Error, ErrorKind, Result};

/// Whether this build can send requests over https.
pub(crate) const IS_BUILT: bool = cfg!(feature = "rustls-no-provider");

/// Whom connections trust, and the certificate that they present.
#[derive(Default)]
pub(crate) struct Trust {
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

    /// Hands TLS to the HTTP library as a whole. Its own settings would take the cryptography that the process has installed,
    /// and panic where there is none; to install one is for the program to do, not for a library.
    #[cfg(feature = "rustls-no-provider")]
    pub(crate) fn apply(&self, http: reqwest::ClientBuilder, http1_only: bool) -> Result<reqwest::ClientBuilder> {
        let builder = ClientConfig::builder_with_provider(provider()?).with_safe_default_protocol_versions();
        let builder =
            builder.or_else(|error| refuse(&format!("the cryptography of rustls cannot be used: {error}")))?;
        let builder = self.verified(builder)?;
        let mut config = match &self.identity {
            Some(pem) => identified(builder, pem)?,
            None => builder.with_no_client_auth(),
        };
        let protocols: &[&str] =
            if cfg!(feature = "http2") && !http1_only { &["h2", "http/1.1"] } else { &["http/1.1"] };
        config.alpn_protocols = protocols.iter().map(|name| (*name).into()).collect();
        Ok(http.tls_backend_preconfigured(config))
    }

    #[cfg(not(feature = "rustls-no-provider"))]
    pub(crate) fn apply(&self, http: reqwest::ClientBuilder, _http1_only: bool) -> Result<reqwest::ClientBuilder> {
        match self.roots.is_empty() && !self.is_own && self.identity.is_none() {
            true => Ok(http),
            false => refuse("this build has no TLS, and certificates need it: turn on the feature `rustls`"),
        }
    }

    #[cfg(feature = "rustls-no-provider")]
    fn verified(
        &self,
        builder: ConfigBuilder<ClientConfig, WantsVerifier>,
    ) -> Result<ConfigBuilder<ClientConfig, WantsClientCert>> {
        let mut roots = Vec::new();
        for written in &self.roots {
            roots.extend(certificates(written)?);
        }
        if !self.is_own {
            let verifier = platform(roots, Arc::clone(builder.crypto_provider()))?;
            return Ok(builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)));
        }
        let mut store = RootCertStore::empty();
        for root in roots {
            store.add(root).or_else(|error| unusable(&error))?;
        }
        Ok(builder.with_root_certificates(store))
    }
}

/// The cryptography: what the program has installed for the process, else what is built in. Where both are, aws-lc counts, so that
/// a feature that is turned on takes effect whatever another crate has turned on.
#[cfg(feature = "rustls-no-provider")]
fn provider() -> Result<Arc<CryptoProvider>> {
    if let Some(installed) = CryptoProvider::get_default() {
        return Ok(Arc::clone(installed));
    }
    #[cfg(feature = "rustls-aws-lc")]
    return Ok(Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    #[cfg(all(feature = "rustls", not(feature = "rustls-aws-lc")))]
    return Ok(Arc::new(rustls::crypto::ring::default_provider()));
    #[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc")))]
    refuse(
        "this build has no cryptography for TLS: install one with rustls's `CryptoProvider::install_default` before the client is \
         built, or turn on the feature `rustls`",
    )
}

#[cfg(all(feature = "rustls-no-provider", not(target_os = "android")))]
fn platform(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier> {
    rustls_platform_verifier::Verifier::new_with_extra_roots(roots, provider).or_else(|error| unusable(&error))
}

/// Android verifies by its own roots alone.
#[cfg(all(feature = "rustls-no-provider", target_os = "android"))]
fn platform(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<rustls_platform_verifier::Verifier> {
    if !roots.is_empty() {
        return refuse("Android takes no roots beside its own: use `only_root_certificates`");
    }
    rustls_platform_verifier::Verifier::new(provider).or_else(|error| unusable(&error))
}

/// The certificates that a program has set.
#[cfg(feature = "rustls-no-provider")]
fn certificates(written: &[u8]) -> Result<Vec<CertificateDer<'static>>> {
    /// The first byte of every certificate in DER.
    const SEQUENCE: u8 = 0x30;
    if written.first() == Some(&SEQUENCE) {
        return Ok(vec![CertificateDer::from(written.to_vec())]);
    }
    match CertificateDer::pem_slice_iter(written).collect::<Result<Vec<_>, _>>() {
        Ok(roots) if roots.is_empty() => {
            refuse("the root certificates are neither DER nor PEM: there is no `-----BEGIN CERTIFICATE-----`")
        }
        Ok(roots) => Ok(roots),
        Err(_) => refuse("the root certificates are damaged: one of them cannot be read"),
    }
}

/// No error names a part of the private key.
#[cfg(feature = "rustls-no-provider")]
fn identified(builder: ConfigBuilder<ClientConfig, WantsClientCert>, pem: &[u8]) -> Result<ClientConfig> {
    let chain = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    match (chain, PrivateKeyDer::from_pem_slice(pem)) {
        (Ok(chain), Ok(key)) if !chain.is_empty() => builder
            .with_client_auth_cert(chain, key)
            .or_else(|error| refuse(&format!("the client certificate cannot be used with its private key: {error}"))),
        _ => refuse("the client certificate is not PEM with a private key and a certificate"),
    }
}

#[cfg(feature = "rustls-no-provider")]
fn unusable<T>(error: &rustls::Error) -> Result<T> {
    refuse(&format!("the root certificates cannot be used: {error}"))
}

fn refuse<T>(why: &str) -> Result<T> {
    Err(Error::new(ErrorKind::Config, why.to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::client::{RetryPolicy, RuntimeClient};
    use crate::error::ErrorKind;
    use crate::request::Call;
    use crate::sample::{ITEM, builder};

    const HAS_CRYPTOGRAPHY: bool = cfg!(any(feature = "rustls", feature = "rustls-aws-lc"));

    /// Nothing listens there: with TLS the connection fails, without it there is no client.
    #[tokio::test]
    async fn https_requests_are_sent_where_tls_is_built() {
        let built = builder().server("https://127.0.0.1:1").retry(RetryPolicy::never()).build();
        assert_eq!(built.is_ok(), HAS_CRYPTOGRAPHY);
        match built {
            Ok(client) => {
                let client: &RuntimeClient = client.as_ref();
                let error = Call::new(client, &ITEM).with("id", 7).raw().await.expect_err("nothing listens");
                assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
            }
            Err(error) => {
                let missing = if super::IS_BUILT { "has no cryptography" } else { "has no TLS" };
                assert!(error.to_string().contains(missing), "{error}");
            }
        }
    }

    /// Key exchange with ML-KEM tells them apart: ring has none.
    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc"))]
    #[test]
    fn aws_lc_counts_where_it_is_built() {
        let provider = super::provider().expect("one is built");
        let first = provider.kx_groups.first().map(|group| group.name());
        let is_aws_lc = first == Some(rustls::NamedGroup::X25519MLKEM768);
        assert_eq!(is_aws_lc, cfg!(feature = "rustls-aws-lc"), "{first:?}");
        assert!(rustls::crypto::CryptoProvider::get_default().is_none(), "none is installed for the process");
    }
}
