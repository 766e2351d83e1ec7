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
/// An `example:` of the spec decides; for other files it is the name, `<group>/<method>*.json`.
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

/// The longest method that the name begins with: `list_all_2.json` is of `list_all`, not of `list`.
fn by_name(methods: &HashMap<(&str, &str), (usize, usize)>, path: &str) -> Option<(usize, usize)> {
    let (folder, file) = path.split_once('/')?;
    let stem = file.strip_suffix(".json").filter(|stem| !stem.contains('/'))?;
    let ends = stem.char_indices().map(|(at, _)| at).chain([stem.len()]);
    // Without a boundary, a response of `users` would count as one of `user`.
    let is_boundary = |end: &usize| !stem[*end..].starts_with(char::is_alphabetic);
    ends.rev().filter(is_boundary).find_map(|end| methods.get(&(folder, &stem[..end])).copied())
}
