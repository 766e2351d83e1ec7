//! Names from a path alone: the base of the group, the group's name, and the endpoint's.

use heck::ToUpperCamelCase;
use spec::{Named, usual_name};

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

/// A free name for the group of a base, which its file has too.
pub(crate) fn stem(taken: &mut Taken, base: &str) -> String {
    let part = base.rsplit('/').next().unwrap_or_default();
    names::member(taken, part, "group", |name| usual_name(name, Named::Group).is_some())
}

/// A name that is free, and whose request is: `by_1` and `by1` are two methods, but both requests would be `By1Request`.
pub(crate) fn method(methods: &mut Taken, requests: &Taken, rest: &str) -> String {
    names::member(methods, rest, "get", |name| {
        !requests.has(&name.to_upper_camel_case()) && names::can_name_method(name)
    })
}
