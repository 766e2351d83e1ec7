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
    use super::*;

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

    #[test]
    fn the_message_does_not_show_the_password() {
        assert!(!checked("socks://user:secret@h").expect_err("a scheme").to_string().contains("secret"));
    }
}
