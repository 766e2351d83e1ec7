//! Names for the types of whole responses, which no key holds.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use spec::{Api, bare};

use super::names::Names;
use crate::entry::names::{self, Taken, definitions};
use crate::values::types::has_json;

/// The names of those that no person names, by the keys of their endpoints: `ShopItemResponse` of `item` in `v2_shop`.
pub(super) fn names(api: &Api, given: &Names) -> BTreeMap<String, String> {
    let mut taken = Taken::default();
    definitions(api).chain(given.types()).for_each(|name| taken.keep(name));
    let endpoints = api.groups.iter().flat_map(|group| group.endpoints.iter().map(move |endpoint| (group, endpoint)));
    let with_json = endpoints.filter(|(_, endpoint)| endpoint.returns.ty().is_some_and(has_json));
    let mut responses = BTreeMap::new();
    for (group, endpoint) in with_json.filter(|(_, endpoint)| given.of("", &endpoint.key()).is_none()) {
        let short = format!("{} {} response", bare(&group.inner), bare(&endpoint.name)).to_upper_camel_case();
        // Two families can have the same group with the same method.
        let family = group.family.map(|family| bare(&api.families[family].name)).filter(|_| taken.has(&short));
        let wanted = family.map_or_else(|| short.clone(), |family| format!("{family} {short}"));
        responses.insert(endpoint.key(), names::definition(&mut taken, &wanted));
    }
    responses
}
