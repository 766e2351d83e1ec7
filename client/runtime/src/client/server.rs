//! The servers that may receive a key.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::{Error, ErrorKind, Result};
use crate::service::{Operation, Service};

/// The servers to which a client sends requests, and those to which it follows redirects: no others get a secret.
pub(crate) struct Servers {
    main: Url,
    /// Of endpoints with a server of their own; none where the program has set the server.
    others: Vec<(&'static str, Url)>,
    is_set: bool,
    /// All of the spec.
    known: Vec<Url>,
}

impl Servers {
    /// The servers of a service, or the one that a program sets in place of all.
    pub(super) fn new(service: &'static Service, set: Option<&str>) -> Result<Self> {
        let main = checked(set.unwrap_or(service.servers.first().copied().unwrap_or_default()))?;
        let others = match set {
            None => service.other_servers.iter().map(|text| Ok((*text, checked(text)?))).collect::<Result<_>>()?,
            Some(_) => Vec::new(),
        };
        let known = service.servers.iter().chain(service.other_servers).filter_map(|text| checked(text).ok()).collect();
        Ok(Self { main, others, is_set: set.is_some(), known })
    }

    /// The same, but no redirect leads to a server of plain http: a proxy would see the secrets.
    pub(super) fn without_plain(mut self) -> Self {
        self.known.retain(|server| server.scheme() != "http");
        self
    }

    /// The server of all endpoints without one of their own.
    pub(crate) fn main(&self) -> &Url {
        &self.main
    }

    /// Those to which requests are sent.
    pub(super) fn all(&self) -> impl Iterator<Item = &Url> {
        std::iter::once(&self.main).chain(self.others.iter().map(|(_, url)| url))
    }

    /// The server of an endpoint.
    pub(crate) fn of(&self, operation: &'static Operation) -> Result<&Url> {
        let Some(own) = operation.server.filter(|_| !self.is_set) else { return Ok(&self.main) };
        let found = self.others.iter().find(|(text, _)| *text == own);
        found.map(|(_, url)| url).ok_or_else(|| {
            let message = format!("{own}, the server of the endpoint, is none of the service; nothing was sent");
            Error::new(ErrorKind::Config, message).of(operation)
        })
    }

    /// Whether the target of a redirect may receive the secrets.
    pub(crate) fn has(&self, target: &Url) -> bool {
        self.all().chain(&self.known).any(|server| server.origin() == target.origin())
    }

    /// Whether requests to this host are plain http, which must stay on this machine.
    pub(super) fn is_plain(&self, host: &str) -> bool {
        let is_meant = |server: &Url| server.host_str().is_some_and(|known| known.eq_ignore_ascii_case(host));
        self.all().chain(&self.known).any(|server| server.scheme() == "http" && is_meant(server))
    }
}

/// Parses a base URL, and refuses one that must not receive a key: it is https, or http to a loopback address.
fn checked(text: &str) -> Result<Url> {
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

    static TWO: Service = Service {
        servers: &["https://api.example", "https://eu.example"],
        other_servers: &["https://upload.example/v1", "http://localhost:7"],
        ..Service::DEFAULT
    };
    static PLAIN: Operation = Operation::DEFAULT;
    static UPLOAD: Operation = Operation { server: Some("https://upload.example/v1"), ..Operation::DEFAULT };
    static FOREIGN: Operation = Operation { server: Some("https://other.example"), ..Operation::DEFAULT };

    #[test]
    fn an_endpoint_has_the_server_of_its_own_unless_the_program_sets_one() {
        let server = |servers: &Servers, operation| servers.of(operation).map(ToString::to_string);
        let servers = Servers::new(&TWO, None).expect("servers");
        assert_eq!(server(&servers, &PLAIN).expect("the first"), "https://api.example/");
        assert_eq!(server(&servers, &UPLOAD).expect("its own"), "https://upload.example/v1");
        assert_eq!(server(&servers, &FOREIGN).expect_err("no server of the service").kind(), ErrorKind::Config);
        let set = Servers::new(&TWO, Some("http://127.0.0.1:9")).expect("a server");
        for operation in [&PLAIN, &UPLOAD, &FOREIGN] {
            assert_eq!(server(&set, operation).expect("the one"), "http://127.0.0.1:9/");
        }
    }

    #[test]
    fn redirects_lead_to_servers_of_the_spec_alone() {
        let servers = Servers::new(&TWO, None).expect("servers");
        let has = |url: &str| servers.has(&Url::parse(url).expect("a URL"));
        assert!(has("https://api.example/x") && has("https://eu.example") && has("https://upload.example/other"));
        assert!(
            !has("http://api.example") && !has("https://api.example:8443") && !has("https://api.example.evil.example")
        );
        assert!(servers.is_plain("LOCALHOST") && !servers.is_plain("api.example"));
        assert!(has("http://localhost:7/x"));
    }

    static MIXED: Service = Service { servers: &["https://api.example", "http://localhost:7"], ..Service::DEFAULT };

    #[test]
    fn through_a_proxy_no_redirect_leads_to_plain_http() {
        let has = |servers: &Servers, url: &str| servers.has(&Url::parse(url).expect("a URL"));
        let servers = Servers::new(&MIXED, None).expect("servers");
        assert!(has(&servers, "http://localhost:7/x"));
        let servers = servers.without_plain();
        assert!(!has(&servers, "http://localhost:7/x") && has(&servers, "https://api.example/x"));
    }

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
