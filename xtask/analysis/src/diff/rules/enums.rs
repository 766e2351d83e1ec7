//! Variants of open enums.

use spec::{Basis, Enum, Values};

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::{Pairs, Sides};

/// A value of either kind of enum.
#[derive(Clone, PartialEq)]
struct Variant<'a> {
    wire: String,
    rust: &'a str,
    doc: &'a str,
    basis: Basis,
}

fn variants(definition: &Enum) -> Vec<Variant<'_>> {
    match &definition.values {
        Values::Text(values) => values.iter().map(|value| variant(value, value.wire.clone())).collect(),
        Values::Integer(values) => values.iter().map(|value| variant(value, value.wire.to_string())).collect(),
    }
}

fn variant<T>(value: &spec::Value<T>, wire: String) -> Variant<'_> {
    Variant { wire, rust: &value.rust, doc: &value.doc, basis: value.basis }
}

fn is_text(definition: &Enum) -> bool {
    matches!(definition.values, Values::Text(_))
}

/// By the value on the wire, else by the name in Rust.
fn pairs<'a>(old: &'a Enum, new: &'a Enum) -> Pairs<Variant<'a>> {
    Pairs::by(variants(old), variants(new), &[&|a, b| a.wire == b.wire, &|a, b| a.rust == b.rust])
}

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.enums() {
        for variant in pairs(old, new).added {
            let message = format!("added, for `{}`, which was `Unknown` before", variant.wire);
            all.push(Found::compatible(rust::member(sides.new, &new.name, variant.rust), message));
        }
    }
    all
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.enums() {
        for variant in pairs(old, new).removed {
            let message = format!("removed, `{}` is `Unknown` now", variant.wire);
            all.push(Found::breaking(rust::member(sides.old, &old.name, variant.rust), message, arm(old, &variant)));
        }
    }
    all
}

pub(super) fn renamed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.enums() {
        for (was, is) in pairs(old, new).both.into_iter().filter(|(was, is)| was.rust != is.rust) {
            let message = format!("renamed to `{}`", is.rust);
            all.push(Found::breaking(rust::member(sides.old, &old.name, was.rust), message, arm(old, &was)));
        }
    }
    all
}

fn arm(definition: &Enum, variant: &Variant<'_>) -> String {
    format!("{}::{} => ..", definition.name, variant.rust)
}

pub(super) fn wire_changed(sides: &Sides<'_>) -> Vec<Found> {
    // The same numbers as texts are another change: `base_changed` reports it.
    let mut all = Vec::new();
    for (old, new) in sides.enums().filter(|(old, new)| is_text(old) == is_text(new)) {
        for (was, is) in pairs(old, new).both.into_iter().filter(|(was, is)| was.wire != is.wire) {
            let message = format!("is `{}` on the wire, was `{}`", is.wire, was.wire);
            all.push(Found::compatible(rust::member(sides.new, &new.name, is.rust), message));
        }
    }
    all
}

pub(super) fn base_changed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = sides.enums().filter(|(old, new)| is_text(old) != is_text(new));
    let found = |(old, new): (&Enum, &Enum)| {
        let variable = rust::variable(&old.name);
        let (message, line) = match is_text(old) {
            true => ("is of integers, was of texts", format!("{variable}.as_str()")),
            false => ("is of texts, was of integers", format!("{variable}.as_i64()")),
        };
        Found::breaking(rust::definition(sides.new, &new.name), message, line)
    };
    differ.map(found).collect()
}

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.enums() {
        let differ = |(was, is): &(Variant<'_>, Variant<'_>)| was.doc != is.doc || was.basis != is.basis;
        for (_, is) in pairs(old, new).both.into_iter().filter(differ) {
            all.push(Found::compatible(rust::member(sides.new, &new.name, is.rust), "other docs"));
        }
    }
    all
}
