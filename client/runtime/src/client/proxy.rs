//! Proxies that the client can speak to.

use reqwest::Url;

use crate::error::{Error, ErrorKind, Result};

/// Whether this build can use SOCKS proxies.
const HAS_SOCKS: bool = cfg!(feature = "socks");

/// Parses the URL of a proxy, and refuses one that the HTTP library would ignore: it would send requests past it.
pub(super) fn checked(text: &str) -> Result<reqwest::Proxy> {
    let url = match Url::parse(text) {
        Ok(url) if url.has_host() => url,
        // Text such as `localhost:8080` is parsed as a scheme and a path.
        Ok(_) | Err(_) => return refuse("is not a URL with a host: write `http://host:port`"),
    };
    match url.scheme() {
        "http" | "https" => {}
        "socks4" | "socks4a" | "socks5" | "socks5h" if HAS_SOCKS => {}
        "socks4" | "socks4a" | "socks5" | "socks5h" => {
            return refuse("is a SOCKS proxy, which needs the feature `socks` of the client's crate");
        }
        scheme => {
            let known = if HAS_SOCKS { "http, https, socks4, socks4a, socks5 or socks5h" } else { "http or https" };
            return refuse(&format!("has the scheme `{scheme}`, and only {known} can be used"));
        }
    }
    reqwest::Proxy::all(url).or_else(|_| refuse("cannot be used"))
}

fn refuse<T>(why: &str) -> Result<T> {
    Err(Error::new(ErrorKind::Config, format!("the proxy {why}")))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::client::{RetryPolicy, RuntimeClient, tls};
    use crate::request::Call;
    use crate::sample::{ITEM, builder};

    #[test]
    fn a_proxy_that_the_client_cannot_speak_to_is_refused() {
        let unknown =
            ["socks://h:1", "ftp://h:1", "tcp://h:1", "htttp://h:1", "htp://h:1", "https+unix://x", "unix://x"];
        let no_urls =
            ["", "::", "h", "h:1", "localhost:1", "127.0.0.1:1", "file:///x", "mailto:x", "about:blank", "http:/"];
        for text in unknown.into_iter().chain(no_urls) {
            let error = checked(text).expect_err(text);
            assert_eq!(error.kind(), ErrorKind::Config, "{text}: {error}");
        }
        for text in ["http://h", "HTTP://127.0.0.1:1", "https://user:pass@h:8443", "http://[::1]:3128"] {
            assert!(checked(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn socks_needs_its_feature() {
        for text in ["socks4://h:1", "socks4a://h:1", "socks5://h:1", "socks5h://user:pass@h:1"] {
            assert_eq!(checked(text).is_ok(), HAS_SOCKS, "{text}");
        }
    }

    /// The connections to the proxy and to the server, for one request to an https server on localhost.
    async fn connections(scheme: &str) -> (usize, usize) {
        let listen = || async { tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port") };
        let (proxy, server) = (listen().await, listen().await);
        let port = |listener: &tokio::net::TcpListener| listener.local_addr().expect("an address").port();
        let url = format!("https://127.0.0.1:{}", port(&server));
        let builder = builder().server(url).proxy(format!("{scheme}://127.0.0.1:{}", port(&proxy)));
        let client = builder.retry(RetryPolicy::never()).build().expect("a client");
        let count = |listener: tokio::net::TcpListener| {
            let counted = Arc::new(AtomicUsize::new(0));
            let counter = Arc::clone(&counted);
            tokio::spawn(async move {
                // Each connection is closed.
                while listener.accept().await.is_ok() {
                    counter.fetch_add(1, Ordering::Relaxed);
                }
            });
            counted
        };
        let (proxied, direct) = (count(proxy), count(server));
        let client: &RuntimeClient = client.as_ref();
        let error = Call::new(client, &ITEM).with("id", 7).raw().await.expect_err("the proxy closes the connection");
        assert_eq!(error.units(), Some(0), "{error}");
        (proxied.load(Ordering::Relaxed), direct.load(Ordering::Relaxed))
    }

    #[tokio::test]
    async fn no_request_is_sent_past_the_proxy() {
        if !tls::IS_BUILT {
            return;
        }
        let socks: &[&str] = if HAS_SOCKS { &["socks4", "socks4a", "socks5", "socks5h"] } else { &[] };
        for scheme in ["http", "https"].iter().chain(socks) {
            let (proxied, direct) = connections(scheme).await;
            assert!(proxied > 0 && direct == 0, "{scheme}: {proxied} by the proxy, {direct} directly");
        }
    }

    #[test]
    fn the_message_does_not_show_the_password() {
        assert!(!checked("socks://user:secret@h").expect_err("a scheme").to_string().contains("secret"));
    }
}
