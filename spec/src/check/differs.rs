//! Where endpoints deliberately differ from the service's documentation.

use super::names::entries;
use crate::model::{EndpointPart, KnownDifference};
use crate::yaml::{Entry, Node};

/// The `differs` of an endpoint. Its parameters are not looked up: the documentation can have one that the spec lacks.
pub(super) fn differs(node: Option<&Node>) -> Vec<KnownDifference> {
    let parts = [
        ("endpoint", EndpointPart::Endpoint),
        ("returns", EndpointPart::Returns),
        ("cost", EndpointPart::Cost),
        ("deprecated", EndpointPart::Deprecated),
    ];
    let params = entries(node.and_then(|node| node.get("params")));
    let params = params.into_iter().map(|entry| (entry, EndpointPart::Param(entry.key.literal())));
    let others = parts.into_iter().filter_map(|(key, part)| Some((node?.entry(key)?, part)));
    params.chain(others).filter_map(|(entry, part)| difference(entry, part)).collect()
}

fn difference(entry: &Entry, part: EndpointPart) -> Option<KnownDifference> {
    Some(KnownDifference { part, reason: entry.value.filled()?.trim().to_owned(), span: entry.key.span })
}
