//! Parameters: arguments where they are required, methods of the request where they are not.

use spec::{Api, Param};

use super::rule::Found;
use crate::diff::params::params;
use crate::diff::path::is_in_path;
use crate::diff::rust;
use crate::diff::sides::{At, Sides};

pub(super) fn optional_added(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        for param in params((sides.old, old), (sides.new, new)).added.iter().filter(|param| !param.required) {
            all.push(Found::compatible(rust::param(sides.new, new.group, new.endpoint, param), "added"));
        }
    }
    all
}

pub(super) fn required_added(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        for param in params((sides.old, old), (sides.new, new)).added.iter().filter(|param| param.required) {
            let message = format!("takes `{}: {}` as well", param.rust, rust::argument(sides.new, param));
            let item = rust::param(sides.new, new.group, new.endpoint, param);
            all.push(Found::breaking(item, message, rust::call(sides.old, old.group, old.endpoint)));
        }
    }
    all
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        for param in params((sides.old, old), (sides.new, new)).removed {
            let item = rust::param(sides.old, old.group, old.endpoint, param);
            let message = format!("no longer takes `{}`", param.wire);
            all.push(Found::breaking(item, message, used(sides.old, old, param)));
        }
    }
    all
}

pub(super) fn made_required(sides: &Sides<'_>) -> Vec<Found> {
    changed(sides, |_, old, new| {
        let message = || format!("`{}` is required: an argument, no longer a method of the request", new.wire);
        (!old.required && new.required).then(message)
    })
}

pub(super) fn made_optional(sides: &Sides<'_>) -> Vec<Found> {
    changed(sides, |_, old, new| {
        let message = || format!("`{}` is optional: a method of the request, no longer an argument", new.wire);
        (old.required && !new.required).then(message)
    })
}

pub(super) fn setter_renamed(sides: &Sides<'_>) -> Vec<Found> {
    changed(sides, |_, old, new| {
        let is_setter = !old.required && !new.required;
        (is_setter && old.rust != new.rust).then(|| format!("renamed to `{}`", new.rust))
    })
}

pub(super) fn type_changed(sides: &Sides<'_>) -> Vec<Found> {
    changed(sides, |sides, old, new| {
        let (was, is) = (rust::argument(sides.old, old), rust::argument(sides.new, new));
        (was != is).then(|| format!("`{}` is given as `{is}`, was `{was}`", new.wire))
    })
}

/// Those parameters of both sides of which `message` returns a text, and which break what uses them.
fn changed(sides: &Sides<'_>, message: fn(&Sides<'_>, &Param, &Param) -> Option<String>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        for (was, is) in params((sides.old, old), (sides.new, new)).both {
            if let Some(message) = message(sides, was, is) {
                all.push(Found::breaking(
                    rust::param(sides.old, old.group, old.endpoint, was),
                    message,
                    used(sides.old, old, was),
                ));
            }
        }
    }
    all
}

/// A line that uses the parameter.
fn used(api: &Api, at: &At<'_>, param: &Param) -> String {
    if param.required { rust::call(api, at.group, at.endpoint) } else { rust::set(api, at.group, at.endpoint, param) }
}

pub(super) fn reordered(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        let place = |of: &[Param], param: &Param| of.iter().position(|other| other.wire == param.wire);
        let both = params((sides.old, old), (sides.new, new)).both;
        let arguments = both.iter().filter(|(was, is)| was.required && is.required);
        let mut places: Vec<_> =
            arguments.map(|(was, is)| (place(&old.endpoint.params, was), place(&new.endpoint.params, is))).collect();
        places.sort_unstable();
        if !places.is_sorted_by_key(|(_, is)| *is) {
            let item = rust::method(sides.new, new.group, new.endpoint);
            let message =
                format!("takes its arguments in another order: `{}`", rust::call(sides.new, new.group, new.endpoint));
            all.push(Found::breaking(item, message, rust::call(sides.old, old.group, old.endpoint)));
        }
    }
    all
}

pub(super) fn wire_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        for (was, is) in params((sides.old, old), (sides.new, new)).both {
            // The name of a parameter in the path is not sent, and shows in `path_changed`.
            let is_sent = !is_in_path(old.endpoint, was) || !is_in_path(new.endpoint, is);
            if was.wire != is.wire && is_sent {
                let message = format!("sends `{}`, was `{}`", is.wire, was.wire);
                all.push(Found::compatible(rust::param(sides.new, new.group, new.endpoint, is), message));
            }
        }
    }
    all
}

pub(super) fn argument_renamed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| {
        let is_argument = old.required && new.required && old.wire == new.wire;
        (is_argument && old.rust != new.rust).then(|| format!("the argument `{}` is now `{}`", old.rust, new.rust))
    })
}

pub(super) fn default_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| {
        let shown = |default: &Option<String>| match default {
            Some(text) => format!("`{text}`"),
            None => "an undocumented value".to_owned(),
        };
        let message =
            || format!("without `{}` the service takes {}, was {}", new.wire, shown(&new.default), shown(&old.default));
        (old.default != new.default).then(message)
    })
}

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| (old.doc != new.doc).then(|| format!("other docs of `{}`", new.wire)))
}

fn compatible(sides: &Sides<'_>, message: fn(&Param, &Param) -> Option<String>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.endpoints.both {
        for (was, is) in params((sides.old, old), (sides.new, new)).both {
            if let Some(message) = message(was, is) {
                all.push(Found::compatible(rust::param(sides.new, new.group, new.endpoint, is), message));
            }
        }
    }
    all
}
