//! Deprecation: a warning where the method is used.

use spec::{Deprecated, Replacement};

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::Sides;

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    found(sides, |old, new| match (old, new) {
        (None, Some(new)) => Some(format!("deprecated: {}", note(new))),
        _ => None,
    })
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    found(sides, |old, new| (old.is_some() && new.is_none()).then(|| "no longer deprecated".to_owned()))
}

pub(super) fn changed(sides: &Sides<'_>) -> Vec<Found> {
    found(sides, |old, new| match (old, new) {
        (Some(old), Some(new)) if old != new => Some(format!("deprecated with another note: {}", note(new))),
        _ => None,
    })
}

type Says = fn(Option<&Deprecated>, Option<&Deprecated>) -> Option<String>;

fn found(sides: &Sides<'_>, message: Says) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        if let Some(message) = message(old.endpoint.deprecated.as_ref(), new.endpoint.deprecated.as_ref()) {
            all.push(Found::compatible(rust::method(sides.new, new.group, new.endpoint), message));
        }
    }
    all
}

fn note(deprecated: &Deprecated) -> String {
    let named = deprecated.replacements.iter().map(|replacement| match replacement {
        Replacement::Method { group, method } => format!("`client.{group}().{method}(..)`"),
        Replacement::Path(path) => format!("`{path}`, which is not in this client"),
    });
    let named = named.collect::<Vec<_>>().join(" or ");
    // The sentence gets its stop where it is shown.
    let reason = deprecated.reason.as_deref().map(|reason| reason.trim().trim_end_matches('.'));
    match (named.as_str(), reason) {
        ("", reason) => reason.unwrap_or_default().to_owned(),
        (named, None) => format!("use {named}"),
        (named, Some(reason)) => format!("use {named}; {reason}"),
    }
}
