//! Which fixture is a response of which endpoint.

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
    let mut pairs = Vec::new();
    for (fixture, Fixture { path, .. }) in fixtures.iter().enumerate() {
        let named: Vec<_> = endpoints(api)
            .filter(|(.., endpoint)| endpoint.example.as_deref() == Some(path))
            .map(|(group, endpoint, _)| (group, endpoint))
            .collect();
        let found = if named.is_empty() { by_name(api, path).into_iter().collect() } else { named };
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
fn by_name(api: &Api, path: &str) -> Option<(usize, usize)> {
    let (folder, file) = path.split_once('/')?;
    let stem = file.strip_suffix(".json")?;
    let is_of = |method: &str| {
        // Without a boundary, a response of `users` would count as one of `user`.
        stem.strip_prefix(method).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)) && !stem.contains('/')
    };
    endpoints(api)
        .filter(|(group, _, endpoint)| api.groups[*group].name == folder && is_of(&endpoint.name))
        .max_by_key(|(.., endpoint)| endpoint.name.len())
        .map(|(group, endpoint, _)| (group, endpoint))
}
