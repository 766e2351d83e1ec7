//! Endpoints as a whole: methods of groups.

use spec::Endpoint;

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::Sides;

/// What a request begins with.
fn sent(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method.word(), endpoint.path)
}

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    let found = |at: &crate::diff::sides::At<'_>| {
        let item = rust::method(sides.new, at.group, at.endpoint);
        Found::compatible(item, format!("added, for `{}`", sent(at.endpoint)))
    };
    sides.endpoints.added.iter().map(found).collect()
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let found = |at: &crate::diff::sides::At<'_>| {
        let item = rust::method(sides.old, at.group, at.endpoint);
        let line = format!("{}.await?", rust::call(sides.old, at.group, at.endpoint));
        Found::breaking(item, format!("removed, with `{}`", sent(at.endpoint)), line)
    };
    sides.endpoints.removed.iter().map(found).collect()
}

pub(super) fn renamed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        if old.group.name == new.group.name && old.endpoint.name == new.endpoint.name {
            continue;
        }
        let message = format!("renamed to `{}`", rust::call(sides.new, new.group, new.endpoint));
        let item = rust::method(sides.old, old.group, old.endpoint);
        all.push(Found::breaking(item, message, format!("{}.await?", rust::call(sides.old, old.group, old.endpoint))));
    }
    all
}

pub(super) fn path_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        if old.endpoint.key() != new.endpoint.key() {
            let message = format!("sends `{}`, was `{}`", sent(new.endpoint), sent(old.endpoint));
            all.push(Found::compatible(rust::method(sides.new, new.group, new.endpoint), message));
        }
    }
    all
}

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = sides.endpoints.both.iter().filter(|(old, new)| old.endpoint.doc != new.endpoint.doc);
    let found =
        differ.map(|(_, new)| Found::compatible(rust::method(sides.new, new.group, new.endpoint), "other docs"));
    found.collect()
}
