//! The servers that may receive a key.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::{Error, ErrorKind, Result};

/// Parses a base URL, and refuses one that must not receive a key: it is https, or http to a loopback address.
pub(crate) fn checked(text: &str) -> Result<Url> {
    let Ok(url) = Url::parse(text) else {
        return refuse("is not a URL: write `https://host`");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("contains a user name or a password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("contains a query or a fragment");
    }
    match url.scheme() {
        "https" if url.has_host() => Ok(url),
        "http" if is_loopback(&url) => Ok(url),
        "http" => refuse("is plain http to another host, which would show the key to the network: use https"),
        _ => refuse("must begin with https://, or with http:// on localhost"),
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn refuse(why: &str) -> Result<Url> {
    Err(Error::new(ErrorKind::Config, format!("the server URL {why}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, is_accepted: bool) {
        assert_eq!(checked(url).is_ok(), is_accepted, "{url}");
    }

    #[test]
    fn a_key_is_sent_over_https_alone() {
        check("https://api.example.com", true);
        check("https://api.example.com/prefix/", true);
        check("http://api.example.com", false);
        check("ftp://api.example.com", false);
        check("api.example.com", false);
        check("", false);
        check("https://user:pass@api.example.com", false);
        check("https://api.example.com?x=1", false);
        check("https://api.example.com#x", false);
    }

    #[test]
    fn plain_http_stays_on_localhost() {
        check("http://127.0.0.1:8080", true);
        check("http://127.8.9.1", true);
        check("http://[::1]:8080", true);
        check("http://localhost:3000", true);
        check("http://localhost.example.com", false);
        check("http://127.0.0.1.example.com", false);
        check("http://10.0.0.1", false);
    }
}
