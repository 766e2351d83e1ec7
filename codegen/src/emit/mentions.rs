//! The docs of a spec: as safe Markdown, with methods in place of paths, since users of the client know endpoints by those.

use spec::{Api, Method, bare};

use crate::markdown;

/// Returns a doc of the spec as safe Markdown.
pub(super) fn doc(api: &Api, text: &str) -> String {
    markdown::safe(&as_methods(api, text))
}

/// Replaces each key of an endpoint in backticks by its method: `/v1/user/by/id` by `user().by_id`.
pub(super) fn as_methods(api: &Api, text: &str) -> String {
    if !text.contains('`') || !text.contains('/') {
        return text.to_owned();
    }
    let parts: Vec<_> = text.split('`').map(|part| method(api, part).unwrap_or_else(|| part.to_owned())).collect();
    parts.join("`")
}

fn method(api: &Api, key: &str) -> Option<String> {
    let (method, path) = match key.split_once(' ') {
        Some((word, path)) => (Method::of_word(word)?, path),
        None => (Method::Get, key),
    };
    let mut endpoints =
        api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    let (group, endpoint) =
        endpoints.find(|(_, endpoint)| (endpoint.method, endpoint.path.as_str()) == (method, path))?;
    Some(format!("{}.{}", api.group_mention(group), bare(&endpoint.name)))
}
