//! The headers that a spec names.

use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::Node;

/// Headers that say how a message is sent: a key in one of them breaks the request, or is replaced before it is sent.
const HTTP_HEADERS: &[&str] = &[
    "accept",
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "max-forwards",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// The name of the header that a section names, in small letters.
pub(super) fn header(acc: &mut Problems, section: Option<&Node>) -> String {
    let Some(node) = section.and_then(|section| section.get("header")) else { return String::new() };
    let name = node.filled().unwrap_or_default();
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if !name.chars().all(token) {
        acc.add(node.span, Problem::BadHeader { name: name.to_owned() });
    }
    name.to_ascii_lowercase()
}

/// The header that the key is sent in.
pub(super) fn of_key(acc: &mut Problems, section: Option<&Node>) -> String {
    let name = header(acc, section);
    if let Some(node) = section.and_then(|section| section.get("header"))
        && HTTP_HEADERS.contains(&name.as_str())
    {
        acc.add(node.span, Problem::TakenHeader { name: name.clone() });
    }
    name
}
