//! What to use instead of a deprecated endpoint, in words.

use spec::{Api, Deprecated, Replacement};

use super::mentions;
use crate::ident::bare;
use crate::markdown;

/// "use `user().clips_chunk`", with the reason where the spec has one.
pub(super) fn note(api: &Api, deprecated: &Deprecated) -> String {
    // What an extension does not describe, the client that it extends may.
    let elsewhere = if api.service.is_some() { " (not in this client)" } else { "" };
    let named = deprecated.replacements.iter().map(|replacement| match replacement {
        Replacement::Method { group, method } => {
            let group = api.group_named(group).map(|group| api.group_mention(group)).unwrap_or_default();
            format!("`{group}.{}`", bare(method))
        }
        Replacement::Path(path) => format!("`{path}`{elsewhere}"),
    });
    let named = named.collect::<Vec<_>>().join(" or ");
    let reason = deprecated.reason.as_deref().map(|reason| markdown::phrase(&mentions::as_methods(api, reason)));
    match (named.as_str(), reason) {
        ("", reason) => reason.unwrap_or_default(),
        (named, None) => format!("use {named}"),
        (named, Some(reason)) => format!("use {named}. {reason}"),
    }
}
