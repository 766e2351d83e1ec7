//! Groups: methods of the client.

use super::rule::Found;
use crate::diff::rust;
use crate::diff::sides::Sides;

pub(super) fn added(sides: &Sides<'_>) -> Vec<Found> {
    let found = |group: &&spec::Group| {
        Found::compatible(rust::group(sides.new, group), format!("added, as `client.{}()`", group.name))
    };
    sides.groups.added.iter().map(found).collect()
}

pub(super) fn removed(sides: &Sides<'_>) -> Vec<Found> {
    let found = |group: &&spec::Group| {
        Found::breaking(rust::group(sides.old, group), "removed", format!("client.{}()", group.name))
    };
    sides.groups.removed.iter().map(found).collect()
}

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = sides.groups.both.iter().filter(|(old, new)| old.doc != new.doc);
    differ.map(|(_, new)| Found::compatible(rust::group(sides.new, new), "other docs")).collect()
}
