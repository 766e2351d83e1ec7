//! The docs of a spec: as safe Markdown, with methods in place of paths, since users of the client know endpoints by those.

use spec::{Api, bare};

use crate::markdown;

/// Returns a doc of the spec as safe Markdown.
pub(super) fn doc(api: &Api, text: &str) -> String {
    markdown::safe(&as_methods(api, text))
}

/// Replaces each path in backticks by the method of its endpoint: `/v1/user/by/id` by `user().by_id`.
pub(super) fn as_methods(api: &Api, text: &str) -> String {
    if !text.contains("`/") {
        return text.to_owned();
    }
    let parts: Vec<_> = text.split('`').map(|part| method(api, part).unwrap_or_else(|| part.to_owned())).collect();
    parts.join("`")
}

fn method(api: &Api, path: &str) -> Option<String> {
    let path = path.strip_prefix('/').map(|_| path)?;
    let mut endpoints =
        api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    let (group, endpoint) = endpoints.find(|(_, endpoint)| endpoint.path == path)?;
    Some(format!("{}().{}", bare(&group.name), bare(&endpoint.name)))
}
