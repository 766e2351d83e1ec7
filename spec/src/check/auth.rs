//! How a request carries its keys.

use super::header;
use crate::model::Credential;
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::Node;

/// The headers with keys, in the order of the spec; none where the service needs no key.
pub(super) fn credentials(acc: &mut Problems, auth: Option<&Node>) -> Vec<Credential> {
    let Some(auth) = auth else { return Vec::new() };
    if !auth.is_list() {
        return credential(acc, auth).into_iter().collect();
    }
    if auth.items().is_empty() {
        acc.add(auth.span, bad("the list is empty"));
    }
    let mut found: Vec<Credential> = Vec::new();
    for node in auth.items() {
        let header = header::of_key(acc, node.get("header"));
        let Some(env) = node.get("env").and_then(|env| self::env(acc, env)) else { continue };
        if found.iter().any(|other| other.header == header || other.env.contains(&env)) {
            acc.add(node.span, bad("two keys have the same header or variable"));
        }
        found.push(Credential { header, scheme: None, env: vec![env] });
    }
    found
}

/// Where keys come from.
pub(super) fn doc(auth: Option<&Node>) -> Option<String> {
    let nodes = auth.into_iter().flat_map(|auth| std::iter::once(auth).chain(auth.items()));
    let docs: Vec<_> = nodes.filter_map(|node| node.text_of("doc")).map(str::trim_end).collect();
    Some(docs.join("\n\n")).filter(|docs| !docs.is_empty())
}

fn credential(acc: &mut Problems, auth: &Node) -> Option<Credential> {
    let (header, scheme) = match (auth.entry("header"), auth.entry("scheme")) {
        (Some(header), None) => (header::of_key(acc, Some(&header.value)), None),
        (None, Some(scheme)) => ("authorization".to_owned(), Some(self::scheme(acc, &scheme.value)?)),
        // The form check reports both and none.
        _ => return None,
    };
    let node = auth.get("env")?;
    let variables = if node.is_list() { node.items() } else { std::slice::from_ref(node) };
    let env: Vec<_> = variables.iter().filter_map(|variable| self::env(acc, variable)).collect();
    let (expected, why) = match scheme.as_deref() {
        Some("Basic") => (2, "the scheme `Basic` has two secrets, a name and a password"),
        _ => (1, "it has one secret"),
    };
    if variables.len() != expected {
        acc.add(node.span, bad(why));
    }
    Some(Credential { header, scheme, env })
}

/// `Basic` in any case means the encoding of HTTP.
fn scheme(acc: &mut Problems, node: &Node) -> Option<String> {
    let word = node.filled()?;
    let token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if !word.chars().all(token) {
        acc.add(node.span, bad("the scheme is not one word"));
        return None;
    }
    Some(if word.eq_ignore_ascii_case("basic") { "Basic".to_owned() } else { word.to_owned() })
}

fn env(acc: &mut Problems, node: &Node) -> Option<String> {
    let name = node.filled()?;
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    if name.starts_with(|c: char| c.is_ascii_digit()) || !name.chars().all(fits) {
        acc.add(node.span, Problem::BadEnv { name: name.to_owned() });
    }
    Some(name.to_owned())
}

fn bad(why: &'static str) -> Problem {
    Problem::BadAuth { why }
}
