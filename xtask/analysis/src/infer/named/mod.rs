//! Types for all that a spec leaves as JSON, made together, with names that a person gives.
//!
//! Large responses hold the same object in many places, and no likeness of fields tells reliably which objects are one.
//! A person knows it by the keys. So the types follow the keys: all objects under one key are one type, unless the
//! names say otherwise, and a type has all the fields that any of its objects has. A field may be absent, unless it is
//! the object's own id and enough objects have it: few samples prove nothing.

mod assignment;
mod definition;
mod files;
mod found;
mod given;
mod names;
mod plain;
mod responses;
mod shapes;
mod unused;

use spec::{Api, Problems, Source};

use super::fill::Filled;
use super::holes::{NOTHING_IN_COMMON, Target, json_places, json_slots, place_name, says_more, target, with_shapes};
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Record;
use crate::entry::edit::{self, Edit};
use crate::fixture::Fixture;
use crate::json::Value;
use crate::slot::{Place, Slot};
use found::Types;
pub use names::Names;
use shapes::Shapes;

/// What was filled, and what a person should look at.
#[derive(Debug)]
pub struct Named {
    /// The spec with its types.
    pub filled: Filled,
    /// The types whose names are made of keys, each with the first such key.
    pub made: Vec<(String, String)>,
    /// The fields whose values have no type in common.
    pub mixed: Vec<String>,
    /// The names and docs of the person that nothing takes, each as a sentence.
    pub unused: Vec<String>,
}

/// Gives types to all places that are JSON of any shape and of which responses show more.
///
/// # Errors
/// Where the spec has problems, before or after; with the files that have them.
pub fn fill_named(sources: &[Source], fixtures: &[Fixture], names: &Names) -> Result<Named, (Problems, Vec<Source>)> {
    let api = spec::read(sources).map_err(|problems| (problems, sources.to_vec()))?;
    let evidence = Evidence::new(&api, sources, fixtures);
    let holes: Vec<_> = json_places(&api).into_iter().filter_map(|place| Hole::of(&api, &evidence, place)).collect();
    let mut types = Types::new(&api, names);
    for hole in &holes {
        let values = hole.values.iter().flat_map(|(_, values)| values);
        values.for_each(|value| types.visit(value, hole.owner(), hole.key(), hole.target.span.file));
    }
    let mut shapes = Shapes::new(&api, names, types);
    let mut filled = filled(&api, sources, &holes, &mut shapes);
    files::add(&mut shapes, &api, sources, &mut filled.sources);
    let unused = unused::unused(&shapes, holes.iter().map(|hole| (hole.owner(), hole.key())));
    match spec::read(&filled.sources) {
        Ok(_) => Ok(Named { filled, made: shapes.types.made.into_iter().collect(), mixed: shapes.mixed, unused }),
        Err(problems) => Err((problems, filled.sources)),
    }
}

/// The spec with a type in each place, without the definitions of the types.
fn filled<'v>(api: &Api, sources: &[Source], holes: &[Hole<'v>], shapes: &mut Shapes<'v, '_>) -> Filled {
    let mut edits = Vec::new();
    let mut filled = Filled { sources: Vec::new(), filled: Vec::new(), left: Vec::new() };
    for hole in holes {
        match hole.filled(api, sources, shapes) {
            Some(edit) => {
                edits.push(edit);
                filled.filled.push(hole.name.clone());
            }
            None => filled.left.push((hole.name.clone(), NOTHING_IN_COMMON.to_owned())),
        }
    }
    filled.sources = edit::apply(sources, &edits);
    filled
}

/// A place with JSON of any shape in its type.
struct Hole<'v> {
    place: Place,
    target: Target<'v>,
    /// `Item.extra`, or the key of an endpoint.
    name: String,
    /// The values of each JSON in its type.
    values: Vec<(Slot, Vec<&'v Value>)>,
}

impl<'v> Hole<'v> {
    fn of(api: &'v Api, evidence: &Evidence<'v>, place: Place) -> Option<Self> {
        let all = |record: &Record<'v>| record.sightings.iter().map(|sighting| sighting.value).collect();
        let values = json_slots(evidence, place).map(|(slot, record)| (slot.clone(), all(record))).collect();
        Some(Self { place, target: target(api, place)?, name: place_name(api, place), values })
    }

    /// The type that has it; an endpoint is a key of no type.
    fn owner(&self) -> &str {
        if self.target.field.is_some() { &self.target.hint } else { "" }
    }

    fn key(&self) -> &str {
        self.target.field.unwrap_or(&self.name)
    }

    /// The type that replaces its own, if the values show more than that it is JSON.
    fn filled(&self, api: &Api, sources: &[Source], shapes: &mut Shapes<'v, '_>) -> Option<Edit> {
        let mut has_more = false;
        let shape = with_shapes(api, &Slot::of(self.place), &self.target.ty, &mut |slot| {
            let values = self.values.iter().find(|(known, _)| known == slot);
            let shape = shapes.of(self.owner(), self.key(), values.map_or(&[], |(_, values)| values));
            has_more |= says_more(&shape);
            shape
        });
        has_more.then(|| edit::replace_type(sources, self.target.span, &shape.text()))
    }
}
