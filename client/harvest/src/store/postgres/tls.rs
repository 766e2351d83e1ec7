//! Connections with TLS: by rustls with ring, and always verified.

use std::path::Path;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::{Error, ErrorKind, Result};

/// Connections that trust the authorities of the system.
pub(super) fn of_system() -> Result<MakeRustlsConnect> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier);
    let builder = builder.map_err(|error| refused("the authorities of the system cannot be read").because(error))?;
    Ok(connect(builder.with_no_client_auth()))
}

/// Connections that trust the authorities in a file alone.
pub(super) fn of_file(path: &Path) -> Result<MakeRustlsConnect> {
    let unreadable = || refused(&format!("{} has no certificates in PEM: check sslrootcert", path.display()));
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unreadable().because(error))? {
        let certificate = certificate.map_err(|error| unreadable().because(error))?;
        roots.add(certificate).map_err(|error| unreadable().because(error))?;
    }
    if roots.is_empty() {
        return Err(unreadable());
    }
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| unreadable().because(error))?;
    Ok(connect(builder.with_root_certificates(roots).with_no_client_auth()))
}

fn connect(mut config: ClientConfig) -> MakeRustlsConnect {
    // For `sslnegotiation=direct`.
    config.alpn_protocols = vec![b"postgresql".to_vec()];
    MakeRustlsConnect::new(config)
}

fn refused(why: &str) -> Error {
    Error::new(ErrorKind::Refused, why)
}
