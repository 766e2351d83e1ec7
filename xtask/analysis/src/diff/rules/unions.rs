//! Variants of unions.

use spec::{JsonKind, Members, Type, Union};

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::{Pairs, Sides};

/// A member of either kind of union.
#[derive(Clone, Copy)]
struct Member<'a> {
    /// The value of the tag, or the kinds of JSON.
    wire: Wire<'a>,
    rust: &'a str,
    ty: &'a Type,
}

#[derive(Clone, Copy, PartialEq)]
enum Wire<'a> {
    Tag(&'a str),
    Kinds(&'a [JsonKind]),
}

fn members(union: &Union) -> Vec<Member<'_>> {
    match &union.members {
        Members::Tagged { of, .. } => {
            of.iter().map(|of| Member { wire: Wire::Tag(&of.wire), rust: &of.rust, ty: &of.ty }).collect()
        }
        Members::Kinds(of) => {
            of.iter().map(|of| Member { wire: Wire::Kinds(&of.kinds), rust: &of.rust, ty: &of.ty }).collect()
        }
    }
}

/// By the name in Rust, which code uses, else by what is on the wire.
fn pairs<'a>(old: &'a Union, new: &'a Union) -> Pairs<Member<'a>> {
    Pairs::by(members(old), members(new), &[&|a, b| a.rust == b.rust, &|a, b| a.wire == b.wire])
}

pub(super) fn member_added(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.unions() {
        for member in pairs(old, new).added {
            let message = format!("added, `{}`, which was `Unknown` before", rust::ty(sides.new, member.ty));
            all.push(Found::compatible(rust::member(sides.new, &new.name, member.rust), message));
        }
    }
    all
}

pub(super) fn member_removed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.unions() {
        for member in pairs(old, new).removed {
            let item = rust::member(sides.old, &old.name, member.rust);
            all.push(Found::breaking(item, "removed, its values are `Unknown` now", arm(old, &member)));
        }
    }
    all
}

pub(super) fn member_renamed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.unions() {
        for (was, is) in pairs(old, new).both.into_iter().filter(|(was, is)| was.rust != is.rust) {
            let item = rust::member(sides.old, &old.name, was.rust);
            all.push(Found::breaking(item, format!("renamed to `{}`", is.rust), arm(old, &was)));
        }
    }
    all
}

pub(super) fn member_type_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.unions() {
        for (was, is) in pairs(old, new).both {
            let (was_ty, is_ty) = (rust::ty(sides.old, was.ty), rust::ty(sides.new, is.ty));
            if was_ty != is_ty && was.rust == is.rust {
                let line = format!("if let {}::{}(value) = {} {{ .. }}", old.name, was.rust, rust::variable(&old.name));
                let item = rust::member(sides.new, &new.name, is.rust);
                all.push(Found::breaking(item, format!("holds `{is_ty}`, was `{was_ty}`"), line));
            }
        }
    }
    all
}

fn arm(union: &Union, member: &Member<'_>) -> String {
    format!("{}::{}(value) => ..", union.name, member.rust)
}

/// What distinguishes the members.
pub(super) fn tag_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in sides.unions() {
        let (was, is) = (told_by(old), told_by(new));
        if was != is {
            let message = format!("its types are distinguished by {is}, were by {was}");
            all.push(Found::compatible(rust::definition(sides.new, &new.name), message));
            continue;
        }
        for (was, is) in pairs(old, new).both {
            if let (Wire::Tag(was), Wire::Tag(tag)) = (was.wire, is.wire)
                && was != tag
            {
                let message = format!("is `{tag}` on the wire, was `{was}`");
                all.push(Found::compatible(rust::member(sides.new, &new.name, is.rust), message));
            }
        }
    }
    all
}

fn told_by(union: &Union) -> String {
    match &union.members {
        Members::Tagged { tag, .. } => format!("the field `{tag}`"),
        Members::Kinds(_) => "their kind of JSON".to_owned(),
    }
}
