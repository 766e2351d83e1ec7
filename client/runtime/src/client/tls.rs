//! TLS: whether this build has it, and with which cryptography.

/// Whether this build can send requests over https.
pub(crate) const IS_BUILT: bool = cfg!(any(feature = "rustls", feature = "rustls-ring"));

/// Must be called before an HTTP client is made: without a cryptography of its own, rustls takes the one that the process has
/// installed. One that the program has installed before stays.
pub(crate) fn prepare() {
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
    drop(rustls::crypto::ring::default_provider().install_default());
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
