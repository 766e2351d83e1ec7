//! Endpoints: parameters, response, headers, and replacements.

use super::aliases::aliases;
use super::context::Context;
use super::inputs::{self, Inputs};
use super::{caching, cost, differs, header, key, pages, returns, steps};
use crate::model::{Caching, Deprecated, Endpoint, Method, Place, Replacement};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::{Entry, Node};

/// An endpoint with the name of its method. Without a name it is checked, but not returned.
pub(super) fn endpoint(
    acc: &mut Problems,
    context: &Context<'_>,
    entry: &Entry,
    name: Option<&str>,
) -> Option<Endpoint> {
    let key = entry.key.literal();
    let (method, path) = key::split(&key);
    let node = &entry.value;
    let inputs = inputs::inputs(acc, context, method, node);
    inputs::path(acc, entry.key.span, path, &inputs);
    let cost = cost::cost(acc, context, &inputs, node.entry("cost"));
    let cache = node.entry("cache").and_then(|cache| cached(acc, method, cache));
    let deprecated = node.entry("deprecated").map(|entry| deprecated(acc, context, &key, entry));
    let example = example(acc, node.get("example"));
    let server = node.get("server").and_then(|server| self::server(acc, context, server));
    let Repeated { idempotency, is_safe } = repeated(acc, method, node);
    let headers = headers(acc, context, &inputs, node, idempotency.as_deref());
    let returns_node = node.get("returns")?;
    let returns = returns::returns(acc, context.symbols, returns_node)?;
    let pages = node.entry("pages").and_then(|pages| {
        let place =
            steps::Place { context, returns: &returns, inputs: &inputs, is_read: method == Method::Get || is_safe };
        pages::pages(acc, &place, pages)
    });
    let Inputs { params, body, .. } = inputs;
    Some(Endpoint {
        method,
        name: name?.to_owned(),
        doc: node.text_of("doc").unwrap_or_default().to_owned(),
        aliases: aliases(acc, node, name),
        body,
        headers,
        server,
        idempotency,
        is_safe,
        cost,
        cache,
        deprecated,
        differs: differs::differs(node.get("differs")),
        example,
        span: entry.key.span,
        path: path.to_owned(),
        params,
        returns,
        returns_span: returns_node.span,
        pages,
    })
}

/// The name of a server, if there is one.
pub(super) fn server(acc: &mut Problems, context: &Context<'_>, node: &Node) -> Option<String> {
    let name = node.filled()?;
    if !context.servers.contains(&name) {
        let proposal = acc.proposal(name, context.servers.iter().copied());
        acc.add(node.span, Problem::UnknownServer { name: name.to_owned(), proposal });
    }
    Some(name.to_owned())
}

/// The headers with a value. No header of a request is set twice: the secrets, the parameters, the key of the request, and
/// these. One of the service is replaced.
fn headers(
    acc: &mut Problems,
    context: &Context<'_>,
    inputs: &Inputs<'_>,
    node: &Node,
    idempotency: Option<&str>,
) -> Vec<(String, String)> {
    let mut taken = context.key_headers.clone();
    for param in &inputs.params {
        let Place::Header(name) = &param.place else { continue };
        if taken.contains(name) {
            acc.add(param.span, Problem::SameHeader { name: name.clone() });
        }
        taken.push(name.clone());
    }
    if let (Some(name), Some(entry)) = (idempotency, node.entry("idempotency")) {
        if taken.iter().any(|other| other == name) {
            acc.add(entry.value.span, Problem::SameHeader { name: name.to_owned() });
        }
        taken.push(name.to_owned());
    }
    header::constants(acc, node, &taken)
}

/// What makes a request one that can be sent again.
struct Repeated {
    idempotency: Option<String>,
    is_safe: bool,
}

fn repeated(acc: &mut Problems, method: Method, node: &Node) -> Repeated {
    let idempotency = node.entry("idempotency");
    let safe = node.entry("safe");
    if let Some(entry) = idempotency.filter(|_| method == Method::Get) {
        acc.add(entry.key.span, Problem::BadBody { why: "a GET request can be repeated anyway", help: "remove it" });
    }
    if let Some(entry) = safe.filter(|_| method != Method::Post) {
        acc.add(
            entry.key.span,
            Problem::BadBody {
                why: "only a POST can be safe: a GET is, and the other methods change something",
                help: "remove it",
            },
        );
    }
    Repeated {
        idempotency: idempotency.map(|entry| header::of_request(acc, Some(&entry.value))),
        is_safe: safe.and_then(|entry| entry.value.flag()).unwrap_or_default(),
    }
}

fn cached(acc: &mut Problems, method: Method, entry: &Entry) -> Option<Caching> {
    if method != Method::Get {
        acc.add(
            entry.key.span,
            Problem::BadBody { why: "only responses to GET requests can be cached", help: "remove it" },
        );
    }
    caching::caching(acc, &entry.value)
}

fn deprecated(acc: &mut Problems, context: &Context<'_>, path: &str, entry: &Entry) -> Deprecated {
    let section = entry.value.get("use");
    let reason = entry.value.text_of("reason").map(str::to_owned);
    if reason.is_none() && section.is_none_or(|paths| paths.is_list() && paths.items().is_empty()) {
        acc.add(entry.key.span, Problem::DeprecatedWithoutReason);
    }
    let paths = section.map(Node::items).unwrap_or_default();
    let replacements = paths.iter().filter_map(|node| replacement(acc, context, path, node)).collect();
    Deprecated { replacements, reason }
}

fn replacement(acc: &mut Problems, context: &Context<'_>, own_path: &str, node: &Node) -> Option<Replacement> {
    let path = node.filled()?;
    if path == own_path {
        acc.add(node.span, Problem::BadReplacement { why: "it is this endpoint itself" });
    } else if !key::split(path).1.starts_with('/') {
        acc.add(node.span, Problem::BadReplacement { why: "it does not begin with `/`" });
    }
    Some(match context.methods.get(path) {
        Some((group, method)) => Replacement::Method { group: group.clone(), method: method.clone() },
        None => Replacement::Path(path.to_owned()),
    })
}

/// A path inside the folder of fixtures: a spec must not make a program read other files.
fn example(acc: &mut Problems, node: Option<&Node>) -> Option<String> {
    let node = node?;
    let path = node.filled()?;
    let plain = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', ':']);
    if !path.split('/').all(plain) {
        acc.add(node.span, Problem::BadExample);
    }
    Some(path.to_owned())
}
