//! Which fixture is a response of which endpoint.

use std::collections::HashMap;

use spec::{Api, Endpoint};

use crate::fixture::Fixture;

/// A fixture and an endpoint that it is a response of, by their positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The position among the fixtures.
    pub fixture: usize,
    /// The group's position in the spec.
    pub group: usize,
    /// The endpoint's position in the group.
    pub endpoint: usize,
}

/// Every fixture with its endpoints, in the order of the fixtures.
///
/// An `example:` of the spec decides; for other files it is the name: `<group>/<method>.json`, or one of its variants.
pub fn pairs(api: &Api, fixtures: &[Fixture]) -> Vec<Pair> {
    let mut by_example: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
    let mut by_method: HashMap<(&str, &str), (usize, usize)> = HashMap::new();
    for (group, position, endpoint) in endpoints(api) {
        if let Some(example) = &endpoint.example {
            by_example.entry(example).or_default().push((group, position));
        }
        by_method.insert((&api.groups[group].name, &endpoint.name), (group, position));
    }
    let mut pairs = Vec::new();
    for (fixture, Fixture { path, .. }) in fixtures.iter().enumerate() {
        let named = by_example.get(path.as_str()).cloned();
        let found = named.unwrap_or_else(|| by_name(&by_method, path).into_iter().collect());
        pairs.extend(found.into_iter().map(|(group, endpoint)| Pair { fixture, group, endpoint }));
    }
    pairs
}

/// All endpoints with the positions of their groups and their own.
pub fn endpoints(api: &Api) -> impl Iterator<Item = (usize, usize, &Endpoint)> {
    let groups = api.groups.iter().enumerate();
    groups.flat_map(|(group, in_group)| {
        in_group.endpoints.iter().enumerate().map(move |(position, endpoint)| (group, position, endpoint))
    })
}

/// The method that the name is, or that it is a variant of.
fn by_name(methods: &HashMap<(&str, &str), (usize, usize)>, path: &str) -> Option<(usize, usize)> {
    let (folder, file) = path.split_once('/')?;
    let stem = file.strip_suffix(".json").filter(|stem| !stem.contains('/'))?;
    let ends = stem.char_indices().map(|(at, _)| at).chain([stem.len()]);
    // The longest one: `page_2_2` is the second response of `page_2`, where there is one.
    ends.rev().filter(|end| is_variant(&stem[*end..])).find_map(|end| methods.get(&(folder, &stem[..end])).copied())
}

/// Whether what follows the name of a method says which of its responses a file has: nothing, a number, `_edited`, or a text that no
/// method's name has. Other words can be those of another method: `comments_replies` is no response of `comments`.
fn is_variant(rest: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest_of_name = rest.strip_prefix('_').unwrap_or(rest);
    rest.is_empty() || rest.starts_with(['-', '.']) || is_number(rest_of_name) || rest == "_edited"
}
