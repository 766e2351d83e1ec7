//! What the fixtures show of a spec, place by place. Facts only; rules interpret them.

use std::collections::{BTreeMap, BTreeSet};

use crate::fit::Fit;
use crate::json::Value;
use crate::slot::Slot;

/// Everything that was seen.
#[derive(Debug, Default)]
pub struct Observations<'a> {
    /// The values in each typed place. A place that no response leads to is not here.
    pub slots: BTreeMap<Slot, Record<'a>>,
    /// The objects of each type, by its position in the spec.
    pub objects: BTreeMap<usize, Vec<Sighting<'a>>>,
    /// The members that a type does not name: by its position, and the member's name.
    pub extras: BTreeMap<(usize, String), Vec<Extra<'a>>>,
    /// Types and enums that could not be observed, since the value that should hold them was missing or a
    /// mismatch: their absence proves nothing.
    pub hidden: BTreeSet<Definition>,
}

/// A definition by its position in the spec.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "plain")]
pub enum Definition {
    Struct(usize),
    Enum(usize),
    Union(usize),
}

/// The values in a place.
#[derive(Debug, Default)]
pub struct Record<'a> {
    /// The values, in the order of the fixtures.
    pub sightings: Vec<Sighting<'a>>,
    /// Where there was no value.
    pub absences: Vec<Absence>,
}

/// A value in a response.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "plain")]
pub struct Sighting<'a> {
    pub fixture: usize,
    pub path: String,
    pub value: &'a Value,
    pub fit: Fit,
}

/// An object that lacks a field.
#[derive(Debug, Clone)]
pub struct Absence {
    /// The position of the fixture.
    pub fixture: usize,
    /// Where the field would be.
    pub path: String,
    /// Where the object begins.
    pub start: usize,
}

/// A member that its type does not name.
#[derive(Debug, Clone)]
pub struct Extra<'a> {
    /// The position of the fixture.
    pub fixture: usize,
    /// Its path.
    pub path: String,
    /// The offset of its key.
    pub start: usize,
    /// What it holds.
    pub value: &'a Value,
    /// The nearest field of the type before it, by its position.
    pub after: Option<usize>,
}

impl Record<'_> {
    /// How often the place came up in each fixture, with a value or without.
    #[must_use]
    pub fn occasions(&self) -> BTreeMap<usize, usize> {
        let mut counts = BTreeMap::new();
        let values = self.sightings.iter().map(|sighting| sighting.fixture);
        for fixture in values.chain(self.absences.iter().map(|absence| absence.fixture)) {
            *counts.entry(fixture).or_default() += 1;
        }
        counts
    }

    /// How many values were null.
    #[must_use]
    pub fn nulls(&self) -> usize {
        self.sightings.iter().filter(|sighting| sighting.value.is_null()).count()
    }
}
