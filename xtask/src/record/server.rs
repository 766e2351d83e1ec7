//! Servers that a key may be sent to.

use reqwest::Url;

use crate::failure::Failure;

/// Reads the address of a server, which the key may be sent to.
pub(super) fn server(address: &str) -> Result<Url, Failure> {
    let failed = |what: &str, why: &str| Failure::CouldNot {
        what: format!("{what} `{address}`"),
        why: why.to_owned(),
        help: "name a server as `https://api.example.com`",
    };
    let url = Url::parse(address).map_err(|error| failed("cannot send a request to", &error.to_string()))?;
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here(&url)) {
        return Err(failed("will not send the key to", "it is not https"));
    }
    let has_more =
        url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() || url.password().is_some();
    if has_more {
        return Err(failed("cannot send a request to", "it has more than a host and a path"));
    }
    Ok(url)
}

/// Whether a server is on this machine.
pub(super) fn is_here(server: &Url) -> bool {
    matches!(server.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"))
}
