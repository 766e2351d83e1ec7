//! Buckets of AWS, and of services with its protocol.

use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::client::{ClientConfigKey, HttpClient, HttpConnector};
use object_store::{ClientOptions, Error as ObjectError, ObjectStore};
use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls_platform_verifier::Verifier;

use super::failure::refused;
use crate::error::Result;

const CONNECT: Duration = Duration::from_secs(5);
/// How long nothing may come of a response.
const READ: Duration = Duration::from_secs(60);

/// A bucket, with the settings of the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, and the
/// others that the tools of AWS know.
pub(super) fn bucket(name: &str, location: &str) -> Result<Arc<dyn ObjectStore>> {
    let builder = AmazonS3Builder::from_env().with_bucket_name(name).with_http_connector(Connector);
    let store = builder.build().map_err(|error| refused(location, error))?;
    Ok(Arc::new(store))
}

/// Makes the HTTP client with TLS as the client for the service has it: by the platform's roots, and with ring's cryptography unless
/// the program has installed another one. What the library would make takes the one of the process, and panics where there is none.
#[derive(Debug)]
struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let is_http_allowed =
            options.get_config_value(&ClientConfigKey::AllowHttp).is_some_and(|value| value == "true");
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls()?)
            .https_only(!is_http_allowed)
            .connect_timeout(CONNECT)
            .read_timeout(READ)
            .build();
        Ok(HttpClient::new(client.map_err(unusable)?))
    }
}

fn tls() -> object_store::Result<ClientConfig> {
    let provider = CryptoProvider::get_default().map(Arc::clone);
    let provider = provider.unwrap_or_else(|| Arc::new(rustls::crypto::ring::default_provider()));
    let verifier = Verifier::new(Arc::clone(&provider)).map_err(unusable)?;
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(unusable)?.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
    Ok(builder.with_no_client_auth())
}

fn unusable(error: impl std::error::Error + Send + Sync + 'static) -> ObjectError {
    ObjectError::Generic { store: "S3", source: Box::new(error) }
}
