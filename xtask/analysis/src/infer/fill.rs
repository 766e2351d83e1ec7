//! Types for what the spec leaves as JSON of any shape, as recorded responses show it.

use spec::{Api, Problems, Source, Span};

use super::at::At;
use super::draft::Draft;
use super::holes::{NOTHING_IN_COMMON, json_places, json_slots, place_name, says_more, target, with_shapes};
use super::ids;
use super::optional;
use super::write::{self, Entries, Of};
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Record;
use crate::entry::edit;
use crate::entry::merge::merge;
use crate::entry::shape::Shape;
use crate::fixture::Fixture;
use crate::json::{Data, Member, Value};
use crate::slot::{Place, Slot};
use crate::values::reach::Reach;

/// A spec with more types.
#[derive(Debug)]
pub struct Filled {
    /// Its files.
    pub sources: Vec<Source>,
    /// The places that have a type now: `Item.extra`, `/v1/items`.
    pub filled: Vec<String>,
    /// Those that are still JSON of any shape, and why.
    pub left: Vec<(String, String)>,
}

/// Gives types to all places of a spec that are JSON of any shape and of which responses show more.
///
/// # Errors
/// Where the spec has problems.
pub fn fill(sources: &[Source], fixtures: &[Fixture]) -> Result<Filled, Problems> {
    let mut filled = Filled { sources: sources.to_vec(), filled: Vec::new(), left: Vec::new() };
    let mut api = spec::read(sources)?;
    // What one place needs, the next one can use: each is filled by itself. New types are not looked into again.
    let names: Vec<_> = json_places(&api).into_iter().map(|place| place_name(&api, place)).collect();
    for name in names {
        let Some(place) = json_places(&api).into_iter().find(|place| place_name(&api, *place) == name) else {
            continue;
        };
        match one(&api, &filled.sources, fixtures, place) {
            Ok(changed) => match spec::read(&changed) {
                Ok(read) => {
                    (api, filled.sources) = (read, changed);
                    filled.filled.push(name);
                }
                Err(problems) => filled.left.push((name, refused(&problems))),
            },
            Err(why) => filled.left.push((name, why.to_owned())),
        }
    }
    Ok(filled)
}

fn refused(problems: &Problems) -> String {
    let first = problems.in_order().first().map(|located| located.problem.title()).unwrap_or_default();
    format!("the language cannot express it: {first}")
}

/// The files with a type for one place.
fn one(api: &Api, sources: &[Source], fixtures: &[Fixture], place: Place) -> Result<Vec<Source>, &'static str> {
    let evidence = Evidence::new(api, sources, fixtures);
    let target = target(api, place).ok_or("its type is written elsewhere")?;
    let reach = Reach::Family(api.family_at(target.span));
    let known = ids::known(api, reach, fixtures);
    let holes = holes(&evidence, place, target.field);
    let roots: Vec<_> = holes.iter().flat_map(|hole| &hole.values).collect();
    if roots.is_empty() {
        return Err("no response has a value of it");
    }
    let mut draft = Draft::new(api, &known, &roots, None, &target.hint, reach);
    draft.optional = optional::is_rule(api, api.family_at(target.span));
    let mut filling = Filling { draft, holes: &holes, field: target.field, has_more: false };
    let new = with_shapes(api, &Slot::of(place), &target.ty, &mut |slot| filling.hole(slot));
    if !filling.has_more {
        return Err(NOTHING_IN_COMMON);
    }
    let name = format!("`{}`", place_name(api, place));
    let is_recorded = holes.iter().any(|hole| hole.is_recorded);
    let entries = write::definitions(&mut filling.draft, &Of { place: &name, inside: &name, is_recorded });
    Ok(edited(sources, target.span, &new, &entries))
}

/// The values of a place that is JSON of any shape.
struct HeldValues {
    slot: Slot,
    /// The values, each in an object with the field's name where a field holds them.
    values: Vec<Value>,
    is_field: bool,
    is_recorded: bool,
}

impl HeldValues {
    /// The values themselves.
    fn inside(&self) -> Vec<&Value> {
        let mut values = Vec::new();
        for held in &self.values {
            match &held.data {
                Data::Object(members) if self.is_field => values.extend(members.iter().map(|member| &member.value)),
                _ => values.push(held),
            }
        }
        values
    }
}

/// What makes a type of the values of a place.
struct Filling<'v> {
    draft: Draft<'v>,
    holes: &'v [HeldValues],
    field: Option<&'v str>,
    /// Whether a value showed more than that it is JSON.
    has_more: bool,
}

impl Filling<'_> {
    fn hole(&mut self, slot: &Slot) -> Shape {
        let values = self.holes.iter().find(|hole| hole.slot == *slot).map(HeldValues::inside).unwrap_or_default();
        // What is not certain stays as it is: a patch asks no questions.
        let mut notes = Vec::new();
        let at = match self.field {
            Some(name) if slot.inner.is_empty() => At::field(0, name),
            Some(name) => At::field(0, name).inside(),
            None => At::TOP,
        };
        let shape = self.draft.shape(at, &values, &mut notes);
        self.has_more |= says_more(&shape);
        shape
    }
}

fn holes(evidence: &Evidence<'_>, place: Place, field: Option<&str>) -> Vec<HeldValues> {
    let hole = |(slot, record): (&Slot, &Record<'_>)| {
        let held = |value: &Value| match field {
            Some(name) => {
                let member = Member { name: name.to_owned(), start: value.start, value: value.clone() };
                Value { start: value.start, data: Data::Object(vec![member]) }
            }
            None => value.clone(),
        };
        HeldValues {
            slot: slot.clone(),
            values: record.sightings.iter().map(|sighting| held(sighting.value)).collect(),
            is_field: field.is_some(),
            is_recorded: record.sightings.iter().any(|sighting| evidence.is_recorded(sighting.fixture)),
        }
    };
    json_slots(evidence, place).map(hole).collect()
}

/// The files with the type in its place, and the definitions that it needs behind those of its file.
fn edited(sources: &[Source], span: Span, ty: &Shape, entries: &Entries) -> Vec<Source> {
    let mut changed = edit::apply(sources, &[edit::replace_type(sources, span, &ty.text())]);
    let file = &mut changed[span.file];
    file.text = merge(&file.text, entries.named());
    changed
}
