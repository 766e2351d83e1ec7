//! The headers that a spec names.

use super::names::entries;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::reserved::HTTP_HEADERS;
use crate::yaml::Node;

/// The name of a header, in small letters.
pub(super) fn header(acc: &mut Problems, node: Option<&Node>) -> String {
    let Some((node, name)) = node.and_then(|node| Some((node, node.filled()?))) else { return String::new() };
    if !is_token(name) {
        acc.add(node.span, Problem::BadHeader { name: name.to_owned() });
    }
    name.to_ascii_lowercase()
}

fn is_token(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}

/// A header that a request has: one that the HTTP library does not write itself.
pub(super) fn of_request(acc: &mut Problems, node: Option<&Node>) -> String {
    let name = header(acc, node);
    if let Some(node) = node
        && (HTTP_HEADERS.contains(&name.as_str()) || name == "cookie")
    {
        acc.add(node.span, Problem::TakenHeader { name: name.clone() });
    }
    name
}

/// The header that the key is sent in.
pub(super) fn of_key(acc: &mut Problems, node: Option<&Node>) -> String {
    let name = header(acc, node);
    if let Some(node) = node
        && HTTP_HEADERS.contains(&name.as_str())
    {
        acc.add(node.span, Problem::TakenHeader { name: name.clone() });
    }
    name
}

/// The headers that a section sets to a value.
pub(super) fn constants(acc: &mut Problems, section: &Node, taken: &[String]) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for entry in entries(section.get("headers")) {
        let Some(value) = entry.value.filled() else { continue };
        let written = entry.key.literal();
        let name = written.to_ascii_lowercase();
        let is_sent_anyway = HTTP_HEADERS.contains(&name.as_str()) && name != "accept";
        if !is_token(&written) {
            acc.add(entry.key.span, Problem::BadHeader { name: written });
        } else if is_sent_anyway || matches!(name.as_str(), "cookie" | "authorization") {
            acc.add(entry.key.span, Problem::TakenHeader { name });
        } else if taken.contains(&name) || headers.iter().any(|(other, _)| *other == name) {
            acc.add(entry.key.span, Problem::SameHeader { name });
        } else if !value.chars().all(|c| c == ' ' || c.is_ascii_graphic()) {
            acc.add(entry.value.span, Problem::BadHeaderValue);
        } else {
            headers.push((name, value.to_owned()));
        }
    }
    headers
}
