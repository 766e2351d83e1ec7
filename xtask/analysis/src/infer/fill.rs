//! Types for what the spec leaves as JSON of any shape, as recorded responses show it.

use heck::ToUpperCamelCase;
use spec::{Api, Problems, Scalar, Source, Span, Type, bare};

use super::at::At;
use super::draft::Draft;
use super::ids;
use super::known::of_type;
use super::merge::merge;
use super::write::{self, Entries, Of};
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Record;
use crate::entry::edit;
use crate::entry::shape::Shape;
use crate::fixture::Fixture;
use crate::json::{Data, Member, Value};
use crate::slot::{Inner, Place, Slot, type_of, unmarked};
use crate::values::types::has_json;

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
    let names: Vec<_> = places(&api).into_iter().map(|place| name(&api, place)).collect();
    for name in names {
        let Some(place) = places(&api).into_iter().find(|place| self::name(&api, *place) == name) else { continue };
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

/// The places with JSON of any shape in their types, in the order of the spec.
fn places(api: &Api) -> Vec<Place> {
    let fields = api.types.iter().enumerate().flat_map(|(owner, definition)| {
        let fields = definition.fields.iter().enumerate().filter(|(_, field)| has_json(&field.ty));
        fields.map(move |(field, _)| Place::Field { owner, field })
    });
    let responses = api.groups.iter().enumerate().flat_map(|(group, of)| {
        let endpoints = of.endpoints.iter().enumerate();
        let with_json = endpoints.filter(|(_, endpoint)| endpoint.returns.ty().is_some_and(has_json));
        with_json.map(move |(endpoint, _)| Place::Response { group, endpoint })
    });
    fields.chain(responses).collect()
}

fn name(api: &Api, place: Place) -> String {
    match place {
        Place::Field { owner, field } => {
            format!("{}.{}", api.types[owner].name, api.types[owner].fields[field].wire)
        }
        Place::Response { group, endpoint } => api.groups[group].endpoints[endpoint].key(),
        Place::Member { .. } => String::new(),
    }
}

/// What is known of a place.
struct Target<'a> {
    /// Its type with its mark for null.
    ty: Type,
    span: Span,
    /// The name of the field, if it is one.
    field: Option<&'a str>,
    /// The beginning of names that are made for it.
    hint: String,
}

fn target(api: &Api, place: Place) -> Option<Target<'_>> {
    match place {
        Place::Field { owner, field } => {
            let (definition, field) = (&api.types[owner], &api.types[owner].fields[field]);
            let ty = if field.nullable { Type::Nullable(Box::new(field.ty.clone())) } else { field.ty.clone() };
            Some(Target { ty, span: field.ty_span, field: Some(&field.wire), hint: definition.name.clone() })
        }
        Place::Response { group, endpoint } => {
            let (group, endpoint) = (&api.groups[group], &api.groups[group].endpoints[endpoint]);
            let hint = format!("{} {}", bare(&group.name), bare(&endpoint.name)).to_upper_camel_case();
            Some(Target { ty: endpoint.returns.ty()?.clone(), span: endpoint.returns_span, field: None, hint })
        }
        Place::Member { .. } => None,
    }
}

/// The files with a type for one place.
fn one(api: &Api, sources: &[Source], fixtures: &[Fixture], place: Place) -> Result<Vec<Source>, &'static str> {
    let evidence = Evidence::new(api, sources, fixtures);
    let target = target(api, place).ok_or("its type is written elsewhere")?;
    let known = ids::known(api, fixtures);
    let holes = holes(&evidence, place, target.field);
    let roots: Vec<_> = holes.iter().flat_map(|hole| &hole.values).collect();
    if roots.is_empty() {
        return Err("no response has a value of it");
    }
    let draft = Draft::new(api, &known, &roots, None, &target.hint);
    let mut filling = Filling { api, draft, holes: &holes, field: target.field, has_more: false };
    let new = filling.filled(&Slot::of(place), &target.ty);
    if !filling.has_more {
        return Err("its values have no type in common, or show nothing of it");
    }
    let name = format!("`{}`", name(api, place));
    let is_recorded = holes.iter().any(|hole| hole.is_recorded);
    let entries = write::definitions(&mut filling.draft, &Of { place: &name, inside: &name, is_recorded });
    Ok(edited(sources, target.span, &new, &entries))
}

/// A place that is JSON of any shape.
struct Hole {
    slot: Slot,
    /// The values, each in an object with the field's name where a field holds them.
    values: Vec<Value>,
    is_field: bool,
    is_recorded: bool,
}

impl Hole {
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
    api: &'v Api,
    draft: Draft<'v>,
    holes: &'v [Hole],
    field: Option<&'v str>,
    /// Whether a value showed more than that it is JSON.
    has_more: bool,
}

impl Filling<'_> {
    /// The type with a shape in the place of each `json`.
    fn filled(&mut self, slot: &Slot, ty: &Type) -> Shape {
        match ty {
            Type::Scalar(Scalar::Json) => self.hole(slot),
            Type::Nullable(inner) => self.filled(slot, inner).or_null(),
            Type::List(item) => Shape::List(Box::new(self.filled(&slot.then(Inner::Item), item))),
            Type::Map(value) => Shape::Map(Box::new(self.filled(&slot.then(Inner::Value), value))),
            Type::Tuple(parts) => {
                let parts = parts.iter().enumerate();
                Shape::Tuple(parts.map(|(at, part)| self.filled(&slot.then(Inner::Element(at)), part)).collect())
            }
            ty => of_type(self.api, ty),
        }
    }

    fn hole(&mut self, slot: &Slot) -> Shape {
        let values = self.holes.iter().find(|hole| hole.slot == *slot).map(Hole::inside).unwrap_or_default();
        // What is not certain stays as it is: a patch asks no questions.
        let mut notes = Vec::new();
        let at = match self.field {
            Some(name) if slot.inner.is_empty() => At::field(0, name),
            Some(name) => At::field(0, name).inside(),
            None => At::TOP,
        };
        let shape = self.draft.shape(at, &values, &mut notes);
        self.has_more |= !shape.clone().without_null().is("json");
        shape
    }
}

fn holes(evidence: &Evidence<'_>, place: Place, field: Option<&str>) -> Vec<Hole> {
    let of_place = evidence.seen.slots.iter().filter(|(slot, _)| slot.place == place);
    let json = of_place.filter(|(slot, _)| *unmarked(type_of(evidence.api, slot)) == Type::Scalar(Scalar::Json));
    let hole = |(slot, record): (&Slot, &Record<'_>)| {
        let held = |value: &Value| match field {
            Some(name) => {
                let member = Member { name: name.to_owned(), start: value.start, value: value.clone() };
                Value { start: value.start, data: Data::Object(vec![member]) }
            }
            None => value.clone(),
        };
        Hole {
            slot: slot.clone(),
            values: record.sightings.iter().map(|sighting| held(sighting.value)).collect(),
            is_field: field.is_some(),
            is_recorded: record.sightings.iter().any(|sighting| evidence.is_recorded(sighting.fixture)),
        }
    };
    json.map(hole).collect()
}

/// The files with the type in its place, and the definitions that it needs behind those of its file.
fn edited(sources: &[Source], span: Span, ty: &Shape, entries: &Entries) -> Vec<Source> {
    let mut changed = edit::apply(sources, &[edit::replace_type(sources, span, &ty.text())]);
    let file = &mut changed[span.file];
    file.text = merge(&file.text, entries);
    changed
}
