//! Types that requests send: each has `new` with its required fields, and a method for every other one.

use spec::{Field, Struct};

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sent::Sent;
use crate::diff::sides::{Sides, fields};

/// Types that are sent on both sides.
fn sent<'a>(sides: &Sides<'a>) -> Vec<(&'a Struct, &'a Struct)> {
    let (old_sent, new_sent) = (Sent::of(sides.old), Sent::of(sides.new));
    sides.structs().filter(|(old, new)| old_sent.has(&old.name) && new_sent.has(&new.name)).collect()
}

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    let (old_sent, new_sent) = (Sent::of(sides.old), Sent::of(sides.new));
    let gains = sides.structs().filter(|(old, new)| !old_sent.has(&old.name) && new_sent.has(&new.name));
    gains.map(|(_, new)| Found::compatible(path(sides, &new.name), "added: requests send it")).collect()
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let (old_sent, new_sent) = (Sent::of(sides.old), Sent::of(sides.new));
    let loses = sides.structs().filter(|(old, new)| old_sent.has(&old.name) && !new_sent.has(&new.name));
    let found = |(old, _): (&Struct, &Struct)| {
        Found::breaking(path(sides, &old.name), "removed: no request sends it any more", call(old))
    };
    loses.map(found).collect()
}

pub(super) fn arguments_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sent(sides) {
        let pairs = fields(old, new);
        let added = pairs.added.iter().filter(|field| !field.optional);
        let required = pairs.both.iter().filter(|(was, is)| was.optional && !is.optional).map(|(_, is)| is);
        let taken = added
            .chain(required)
            .map(|field| format!("takes `{}: {}` as well", field.rust, rust::field(sides.new, field)));
        let optional = pairs.both.iter().filter(|(was, is)| !was.optional && is.optional);
        let given = optional.map(|(was, _)| format!("no longer takes `{}`", was.rust));
        let found = |message| Found::breaking(path(sides, &new.name), message, call(old));
        all.extend(taken.chain(given).map(found));
    }
    all
}

pub(super) fn reordered(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sent(sides) {
        let place = |of: &Struct, field: &Field| of.fields.iter().position(|other| other.wire == field.wire);
        let both = fields(old, new).both;
        let arguments = both.iter().filter(|(was, is)| !was.optional && !is.optional);
        let mut places: Vec<_> = arguments.map(|(was, is)| (place(old, was), place(new, is))).collect();
        places.sort_unstable();
        if !places.is_sorted_by_key(|(_, is)| *is) {
            let message = format!("takes its arguments in another order: `{}`", call(new));
            all.push(Found::breaking(path(sides, &new.name), message, call(old)));
        }
    }
    all
}

fn path(sides: &Sides<'_>, name: &str) -> String {
    format!("{}::new", rust::definition(sides.new, name))
}

/// A line that makes a value.
fn call(definition: &Struct) -> String {
    let required = definition.fields.iter().filter(|field| !field.optional).map(|field| field.rust.as_str());
    let (name, variable) = (&definition.name, rust::variable(&definition.name));
    format!("let {variable} = {name}::new({});", required.collect::<Vec<_>>().join(", "))
}
