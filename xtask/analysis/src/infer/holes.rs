//! The places that are JSON of any shape, and the values that responses have there.

use heck::ToUpperCamelCase;
use spec::{Api, Scalar, Span, Type, bare};

use super::known::of_type;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Record;
use crate::entry::shape::Shape;
use crate::slot::{Inner, Place, Slot, type_of, unmarked};
use crate::values::types::has_json;

/// Why a place stays JSON although responses have values of it.
pub(super) const NOTHING_IN_COMMON: &str = "its values have no type in common, or show nothing of it";

/// The places with JSON of any shape in their types, in the order of the spec.
pub(super) fn json_places(api: &Api) -> Vec<Place> {
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

/// The name of a place in messages: `Item.extra`, `/v1/items`.
pub(super) fn place_name(api: &Api, place: Place) -> String {
    match place {
        Place::Field { owner, field } => {
            format!("{}.{}", api.types[owner].name, api.types[owner].fields[field].wire)
        }
        Place::Response { group, endpoint } => api.groups[group].endpoints[endpoint].key(),
        Place::Member { .. } => String::new(),
    }
}

/// What is known of a place.
pub(super) struct Target<'a> {
    /// Its type with its mark for null.
    pub(super) ty: Type,
    pub(super) span: Span,
    /// The name of the field, if it is one.
    pub(super) field: Option<&'a str>,
    /// The beginning of names that are made for it.
    pub(super) hint: String,
}

pub(super) fn target(api: &Api, place: Place) -> Option<Target<'_>> {
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

/// The type with a shape in the place of each `json`.
pub(super) fn with_shapes(api: &Api, slot: &Slot, ty: &Type, hole: &mut dyn FnMut(&Slot) -> Shape) -> Shape {
    match ty {
        Type::Scalar(Scalar::Json) => hole(slot),
        Type::Nullable(inner) => with_shapes(api, slot, inner, hole).or_null(),
        Type::List(item) => Shape::List(Box::new(with_shapes(api, &slot.then(Inner::Item), item, hole))),
        Type::Map(value) => Shape::Map(Box::new(with_shapes(api, &slot.then(Inner::Value), value, hole))),
        Type::Tuple(parts) => {
            let parts = parts.iter().enumerate();
            Shape::Tuple(parts.map(|(at, part)| with_shapes(api, &slot.then(Inner::Element(at)), part, hole)).collect())
        }
        ty => of_type(api, ty),
    }
}

/// Each `json` in the type of a place that responses show, with what they show.
pub(super) fn json_slots<'e, 'a>(
    evidence: &'e Evidence<'a>,
    place: Place,
) -> impl Iterator<Item = (&'e Slot, &'e Record<'a>)> {
    let of_place = evidence.seen.slots.iter().filter(move |(slot, _)| slot.place == place);
    of_place.filter(|(slot, _)| *unmarked(type_of(evidence.api, slot)) == Type::Scalar(Scalar::Json))
}

/// Whether a shape says more than that a value is JSON.
pub(super) fn says_more(shape: &Shape) -> bool {
    !shape.clone().without_null().is("json")
}
