//! Pages as the spec's other endpoints have them: those that return the same type, or items of the same type.

use spec::{Api, Endpoint, Step, Type, Way, written_path};

use super::candidates::values_at;
use super::known::covering;
use super::paging::Paging;
use crate::json::{Data, Value};
use crate::values::reach::Reach;

/// The pages of the endpoints that return the type of the responses, where they agree and the responses have their paths.
pub(super) fn of_type(api: &Api, reach: Reach, hint: &str, responses: &[&Value]) -> Option<Paging> {
    if !responses.iter().all(|response| matches!(response.data, Data::Object(_))) {
        return None;
    }
    let known = Type::Struct(covering(api, reach, hint, responses)?);
    let of_type = endpoints(api).filter(|endpoint| endpoint.returns.ty() == Some(&known));
    let mut found: Vec<_> = of_type.filter_map(paging).filter(|paging| has_paths(paging, responses)).collect();
    found.dedup();
    <[Paging; 1]>::try_from(found).ok().map(|[one]| one)
}

/// The field that tells items apart in the spec's other pages of the type.
pub(super) fn key(api: &Api, item: usize) -> Option<String> {
    let pages = endpoints(api).filter_map(|endpoint| endpoint.pages.as_ref());
    let mut keys = pages.filter(|pages| pages.item == Type::Struct(item)).map(|pages| pages.key.as_ref());
    let first = keys.next()?;
    keys.all(|key| key == first).then(|| first.map(|step| written_path(std::slice::from_ref(step)))).flatten()
}

fn endpoints(api: &Api) -> impl Iterator<Item = &Endpoint> {
    api.groups.iter().flat_map(|group| &group.endpoints)
}

fn paging(endpoint: &Endpoint) -> Option<Paging> {
    let pages = endpoint.pages.as_ref()?;
    let Way::Token { next, .. } = &pages.way else { return None };
    Some(Paging {
        items: pages.items.iter().map(|steps| way(steps)).collect(),
        next: way(next),
        more: pages.more.as_deref().map(way),
        key: pages.key.as_ref().map(|step| written_path(std::slice::from_ref(step))),
        question: None,
    })
}

/// A path of the spec, with a step for each name.
fn way(steps: &[Step]) -> Vec<String> {
    let mut way: Vec<String> = Vec::new();
    for step in steps {
        let written = written_path(std::slice::from_ref(step));
        match way.last_mut().filter(|_| step.is_each()) {
            Some(last) => last.push_str(&written),
            None => way.push(written),
        }
    }
    way
}

fn has_paths(paging: &Paging, responses: &[&Value]) -> bool {
    let has = |way: &Vec<String>| !values_at(responses, way).is_empty();
    has(&paging.next) && paging.items.iter().any(has)
}
