//! Fields of structs.

use spec::{Field, Presence, Struct};

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::{Sides, fields};

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.structs() {
        for field in fields(old, new).added {
            let message = format!("added, `{}`", rust::field(sides.new, field));
            all.push(Found::compatible(rust::member(sides.new, &new.name, &field.rust), message));
        }
    }
    all
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.structs() {
        for field in fields(old, new).removed {
            let item = rust::member(sides.old, &old.name, &field.rust);
            all.push(Found::breaking(item, "removed", access(old, field)));
        }
    }
    all
}

pub(super) fn renamed(sides: &Sides<'_>) -> Vec<Found> {
    let message =
        |_: &Sides<'_>, old: &Field, new: &Field| (old.rust != new.rust).then(|| format!("renamed to `{}`", new.rust));
    changed(sides, message, |_, owner, field| access(owner, field))
}

pub(super) fn made_optional(sides: &Sides<'_>) -> Vec<Found> {
    changed(sides, |sides, old, new| (!is_wrapped(old) && is_wrapped(new)).then(|| types(sides, old, new)), bound)
}

pub(super) fn made_required(sides: &Sides<'_>) -> Vec<Found> {
    changed(
        sides,
        |sides, old, new| (is_wrapped(old) && !is_wrapped(new)).then(|| types(sides, old, new)),
        |_, owner, field| match field.presence() {
            Presence::Sparse => format!("if let Some(value) = {}.into_option() {{ .. }}", access(owner, field)),
            _ => format!("if let Some(value) = {} {{ .. }}", access(owner, field)),
        },
    )
}

pub(super) fn made_sparse(sides: &Sides<'_>) -> Vec<Found> {
    let is_sparse = |field: &Field| field.presence() == Presence::Sparse;
    let mut all = Vec::new();
    for (old, new) in sides.structs() {
        for (was, is) in fields(old, new).both {
            if is_wrapped(was) && is_wrapped(is) && is_sparse(was) != is_sparse(is) {
                let item = rust::member(sides.new, &new.name, &is.rust);
                all.push(Found::breaking(item, types(sides, was, is), bound(sides, old, was)));
            }
        }
    }
    all
}

pub(super) fn type_changed(sides: &Sides<'_>) -> Vec<Found> {
    let message = |sides: &Sides<'_>, old: &Field, new: &Field| {
        let (was, is) = (rust::ty_of_value(sides.old, old), rust::ty_of_value(sides.new, new));
        (was != is).then(|| format!("holds `{is}`, was `{was}`"))
    };
    changed(sides, message, bound)
}

/// Whether the field is an `Option` or a `Sparse`.
fn is_wrapped(field: &Field) -> bool {
    field.presence() != Presence::Required
}

fn types(sides: &Sides<'_>, old: &Field, new: &Field) -> String {
    format!("is `{}`, was `{}`", rust::field(sides.new, new), rust::field(sides.old, old))
}

fn access(owner: &Struct, field: &Field) -> String {
    format!("{}.{}", rust::variable(&owner.name), field.rust)
}

/// A line that holds the field to its type.
fn bound(sides: &Sides<'_>, owner: &Struct, field: &Field) -> String {
    format!("let {}: {} = {};", field.rust, rust::field(sides.old, field), access(owner, field))
}

type Says = fn(&Sides<'_>, &Field, &Field) -> Option<String>;
type Line = fn(&Sides<'_>, &Struct, &Field) -> String;

/// Those fields of both sides of which `message` returns a text, with the line that breaks.
fn changed(sides: &Sides<'_>, message: Says, line: Line) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.structs() {
        for (was, is) in fields(old, new).both {
            if let Some(message) = message(sides, was, is) {
                let item = rust::member(sides.old, &old.name, &was.rust);
                all.push(Found::breaking(item, message, line(sides, old, was)));
            }
        }
    }
    all
}

pub(super) fn wire_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| {
        (old.wire != new.wire).then(|| format!("is `{}` on the wire, was `{}`", new.wire, old.wire))
    })
}

pub(super) fn mark_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| match (old.presence(), new.presence()) {
        (Presence::Nullable, Presence::Optional) => Some("can be absent, was null".to_owned()),
        (Presence::Optional, Presence::Nullable) => Some("can be null, was absent".to_owned()),
        _ => None,
    })
}

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    compatible(sides, |old, new| {
        let differs = old.doc != new.doc || old.basis != new.basis;
        differs.then(|| "other docs".to_owned())
    })
}

fn compatible(sides: &Sides<'_>, message: fn(&Field, &Field) -> Option<String>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.structs() {
        for (was, is) in fields(old, new).both {
            if let Some(message) = message(was, is) {
                all.push(Found::compatible(rust::member(sides.new, &new.name, &is.rust), message));
            }
        }
    }
    all
}
