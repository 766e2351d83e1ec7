//! Names from a path alone: the base of the group, the group's name, and the endpoint's.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

use super::names::{self, Taken};

/// The path up to its first part that is neither a version nor a parameter.
pub(crate) fn base(path: &str) -> String {
    let mut base = String::new();
    for part in path.split('/').skip(1) {
        if part.contains('{') {
            break;
        }
        base.push('/');
        base.push_str(part);
        let is_version = part.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if !is_version && part != "api" {
            break;
        }
    }
    base
}

/// A free name for the group of a base, which its file has too: the last part of the base, with the parts before it where
/// another group has that name.
pub(crate) fn stem(taken: &mut Taken, base: &str) -> String {
    let last = last_part(base);
    let is_taken = taken.has(&last.to_snake_case());
    named(taken, &if is_taken { qualified(base) } else { last.to_owned() })
}

/// A free name for a group of a family, which begins with the name of that.
pub(crate) fn stem_in(taken: &mut Taken, family: &str, base: &str) -> String {
    let prefix = format!("{family}_");
    let is_inner = |name: &str| name.strip_prefix(&prefix).is_some_and(names::can_name_method);
    let wanted = format!("{prefix}{}", last_part(base));
    names::member(taken, &wanted, "group", |name| names::can_name_group(name) && is_inner(name))
}

/// The names for the groups of all bases. They depend on the bases alone and not on their order: of `/v1/media` and
/// `/v2/media` neither is `media`.
pub(crate) fn stems(taken: &mut Taken, bases: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    bases.iter().for_each(|base| *counts.entry(last_part(base).to_snake_case()).or_default() += 1);
    let stem = |base: &String| {
        let last = last_part(base);
        let is_shared =
            counts.get(&last.to_snake_case()).is_some_and(|count| *count > 1) || taken.has(&last.to_snake_case());
        (base.clone(), named(taken, &if is_shared { qualified(base) } else { last.to_owned() }))
    };
    bases.iter().map(stem).collect()
}

fn named(taken: &mut Taken, wanted: &str) -> String {
    names::member(taken, wanted, "group", names::can_name_group)
}

fn last_part(base: &str) -> &str {
    base.rsplit('/').next().unwrap_or_default()
}

/// `media_v1` of `/v1/media`.
fn qualified(base: &str) -> String {
    let (before, last) = base.rsplit_once('/').unwrap_or_default();
    format!("{last}{}", before.replace('/', "_"))
}

/// A name that is free, and whose request is: `by_1` and `by1` are two methods, but both requests would be `By1Request`.
pub(crate) fn method(methods: &mut Taken, requests: &Taken, rest: &str) -> String {
    names::member(methods, rest, "get", |name| {
        !requests.has(&name.to_upper_camel_case()) && names::can_name_method(name)
    })
}
