//! Groups: methods of the client.

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::Sides;

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    let found = |group: &&spec::Group| {
        Found::compatible(rust::group(sides.new, group), format!("added, as `client.{}`", sides.new.group_call(group)))
    };
    sides.groups.added.iter().map(found).collect()
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let found = |group: &&spec::Group| {
        Found::breaking(rust::group(sides.old, group), "removed", format!("client.{}", sides.old.group_call(group)))
    };
    sides.groups.removed.iter().map(found).collect()
}

pub(super) fn moved(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in &sides.groups.both {
        let (was, is) = (sides.old.group_call(old), sides.new.group_call(new));
        if was != is {
            let message = format!("moved to `client.{is}`");
            all.push(Found::breaking(rust::group(sides.old, old), message, format!("client.{was}")));
        }
    }
    all
}

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = sides.groups.both.iter().filter(|(old, new)| old.doc != new.doc);
    differ.map(|(_, new)| Found::compatible(rust::group(sides.new, new), "other docs")).collect()
}
