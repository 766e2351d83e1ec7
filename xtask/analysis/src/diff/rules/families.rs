//! Families of groups. That one is added or removed, its groups tell.

use spec::{Family, bare};

use super::rule::Found;
use crate::diff::sides::Sides;

pub(super) fn doc_changed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = both(sides).filter(|(old, new)| old.doc != new.doc);
    differ.map(|(_, new)| Found::compatible(path(sides, new), "other docs")).collect()
}

pub(super) fn feature_changed(sides: &Sides<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (old, new) in both(sides).filter(|(old, new)| old.feature != new.feature) {
        if let Some(feature) = &new.feature {
            let message = format!("compiled only with the feature `{feature}`");
            all.push(Found::breaking(path(sides, new), message, format!("client.{}()", old.name)));
        }
    }
    all
}

pub(super) fn feature_removed(sides: &Sides<'_>) -> Vec<Found> {
    let differ = both(sides).filter(|(old, new)| old.feature.is_some() && new.feature.is_none());
    differ.map(|(_, new)| Found::compatible(path(sides, new), "compiled without a feature")).collect()
}

fn both<'a>(sides: &Sides<'a>) -> impl Iterator<Item = (&'a Family, &'a Family)> {
    let (old, new) = (&sides.old.families, &sides.new.families);
    old.iter().filter_map(|old| Some((old, new.iter().find(|new| new.name == old.name)?)))
}

fn path(sides: &Sides<'_>, family: &Family) -> String {
    format!("{}::{}", sides.new.client_crate, bare(&family.name))
}
