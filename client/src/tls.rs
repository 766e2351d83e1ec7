//! TLS: whether this build has it, and whose cryptography.

/// Whether a server can be asked by https.
pub(crate) const IS_BUILT: bool = cfg!(any(feature = "rustls", feature = "rustls-ring"));

/// Before an HTTP client is made: rustls asks the program for its cryptography where it was built
/// without its own. What the program has chosen stays.
pub(crate) fn prepare() {
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
    drop(rustls::crypto::ring::default_provider().install_default());
}

#[cfg(test)]
mod tests {
    use crate::{Client, ErrorKind, RetryPolicy};

    /// Nothing answers there, but it is asked: with TLS the connection fails, without it there is no client.
    #[tokio::test]
    async fn a_server_is_asked_by_https_where_tls_is_built() {
        let hiker = Client::builder().key("k").server("https://127.0.0.1:1").retry(RetryPolicy::never()).build();
        assert_eq!(hiker.is_ok(), super::IS_BUILT);
        if let Ok(hiker) = hiker {
            let error = hiker.system().balance().await.expect_err("nobody is there");
            assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        }
    }
}
