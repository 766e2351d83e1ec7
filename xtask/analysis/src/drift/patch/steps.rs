//! The edits that can make a change, the likeliest first.

use std::collections::{BTreeMap, HashMap};

use spec::{Api, Basis, Span, Type, Values};

use super::new_type;
use super::widen::Widening;
use crate::conformance::evidence::Evidence;
use crate::conformance::observations::Sighting;
use crate::entry::edit::{self, Edit};
use crate::entry::names::Taken;
use crate::findings::Change;
use crate::fit::Fit;
use crate::json::Data;
use crate::slot::{Place, Slot, takes_null, type_of, unmarked, written};
use crate::values::define::{Definitions, mentions_json, rust_name};

/// The doc of a definition that a patch adds, until a person writes a better one.
const DOC: &str = "Seen in responses; nothing more is known of it.";

/// One way to make a change: edits that belong together, and the fields that they add.
#[derive(Clone, Default)]
pub(super) struct Step {
    edits: Vec<Edit>,
    /// The types that the fields need.
    types: Vec<Edit>,
    added: Vec<Added>,
}

impl Step {
    /// Adds another step to this one.
    pub(super) fn add(&mut self, other: Self) {
        self.edits.extend(other.edits);
        self.types.extend(other.types);
        self.added.extend(other.added);
    }

    /// All edits. A new field at the end of a type and a new type behind it go to one place: the fields come first.
    pub(super) fn edits(&self) -> Vec<Edit> {
        self.edits.iter().chain(&self.types).cloned().collect()
    }

    /// Whether the fields that were added are known to be from where they were seen.
    pub(super) fn is_as_meant(&self, api: &Api) -> bool {
        let fields =
            api.types.iter().flat_map(|definition| definition.fields.iter().map(move |field| (definition, field)));
        let fields: HashMap<_, _> =
            fields.map(|(owner, field)| ((owner.name.as_str(), field.wire.as_str()), field.basis)).collect();
        let is_there = |added: &Added| fields.get(&(added.owner.as_str(), added.wire.as_str())) == Some(&added.basis);
        self.added.iter().all(is_there)
    }
}

/// A field that should be there afterwards, in a type, from where it was seen.
#[derive(Clone)]
struct Added {
    owner: String,
    wire: String,
    basis: Basis,
}

/// Makes steps for changes that are made together: what one adds, no other adds again.
pub(super) struct Steps<'e, 'a> {
    evidence: &'e Evidence<'a>,
    definitions: Definitions<'e>,
    /// The names of fields in Rust, by the type's position.
    fields: BTreeMap<usize, Taken>,
}

impl<'e, 'a> Steps<'e, 'a> {
    pub(super) fn new(evidence: &'e Evidence<'a>) -> Self {
        Self { evidence, definitions: Definitions::new(evidence.api), fields: BTreeMap::new() }
    }

    /// All ways to make a change, the likeliest first. What layout the file has and which names are free in Rust is found
    /// out by reading the result.
    pub(super) fn of(&mut self, change: &Change) -> Vec<Step> {
        match change {
            Change::AddField { owner, name } => self.add_field(*owner, name),
            Change::AddValue { index, wire } => add_value(self.evidence, *index, wire),
            Change::Widen(place) => {
                let replaced = self.replace(*place);
                replaced.into_iter().chain([self.widen(*place)]).collect()
            }
        }
    }

    /// Another type for a field of whose type no value is, where the values are objects or lists that have one: widened to
    /// both, it would be JSON of any shape.
    fn replace(&mut self, place: Place) -> Option<Step> {
        let Evidence { api, seen, sources, .. } = self.evidence;
        let Place::Field { owner, field } = place else { return None };
        let (definition, field) = (&api.types[owner], &api.types[owner].fields[field]);
        let sightings = &seen.slots.get(&Slot::of(place))?.sightings;
        let is_dead = sightings.iter().all(|sighting| matches!(sighting.fit, Fit::WrongKind | Fit::Null));
        let is_compound = |sighting: &Sighting<'_>| matches!(sighting.value.data, Data::Object(_) | Data::List(_));
        if !is_dead || !sightings.iter().any(is_compound) {
            return None;
        }
        let values: Vec<_> = sightings.iter().map(|sighting| sighting.value).collect();
        let before = self.definitions.made.len();
        let mut ty = self.definitions.expression(&definition.name, &field.wire, &values);
        if mentions_json(&ty) {
            return None;
        }
        // An existing mark is kept.
        if (field.nullable || takes_null(&field.ty)) && !ty.ends_with('?') {
            ty.push('?');
        }
        let made = self.definitions.made.get(before..).unwrap_or_default();
        let is_recorded = sightings.iter().any(|sighting| self.evidence.is_recorded(sighting.fixture));
        let basis = if is_recorded { "" } else { ", basis: prose" };
        let types = made.iter().map(|made| new_type::edit(sources, definition.span, made, basis, DOC)).collect();
        let mut edits = vec![edit::replace_type(sources, field.ty_span, &ty)];
        edits.extend(mark_absent(self.evidence, place));
        Some(Step { edits, types, added: Vec::new() })
    }

    /// The type that takes what it takes and all that was seen besides.
    fn widen(&mut self, place: Place) -> Step {
        let Evidence { api, sources, .. } = self.evidence;
        let (old, span, owner, name, sibling) = match place {
            Place::Response { group, endpoint } => {
                let endpoint = &api.groups[group].endpoints[endpoint];
                let Some(ty) = endpoint.returns.ty() else { return Step::default() };
                let sibling = api.types.iter().rfind(|known| known.span.file == endpoint.span.file);
                (ty.clone(), endpoint.returns_span, "", spec::bare(&endpoint.name), sibling)
            }
            Place::Field { owner, field } => {
                let (definition, field) = (&api.types[owner], &api.types[owner].fields[field]);
                let ty = field.ty.clone();
                let ty = if field.nullable { Type::Nullable(Box::new(ty)) } else { ty };
                (ty, field.ty_span, definition.name.as_str(), field.wire.as_str(), Some(definition))
            }
            // The type of a member has no place of its own.
            Place::Member { .. } => return Step::default(),
        };
        let before = self.definitions.made.len();
        let mut widening = Widening { evidence: self.evidence, definitions: &mut self.definitions, owner };
        let new = widening.widened(&Slot::of(place), name, &old);
        let mut edits = Vec::new();
        if new != written(api, &old) {
            edits.push(edit::replace_type(sources, span, &new));
        }
        edits.extend(mark_absent(self.evidence, place));
        let made = self.definitions.made.get(before..).unwrap_or_default();
        let basis = if self.is_recorded(place) { "" } else { ", basis: prose" };
        let types = sibling
            .into_iter()
            .flat_map(|sibling| made.iter().map(|made| new_type::edit(sources, sibling.span, made, basis, DOC)));
        Step { edits, types: types.collect(), added: Vec::new() }
    }

    /// Whether a value of the place, or inside of it, is in a fixture that an `example:` names.
    fn is_recorded(&self, place: Place) -> bool {
        let of_place = self.evidence.seen.slots.iter().filter(|(slot, _)| slot.place == place);
        let mut sightings = of_place.flat_map(|(_, record)| &record.sightings);
        sightings.any(|sighting| self.evidence.is_recorded(sighting.fixture))
    }

    fn add_field(&mut self, owner: usize, name: &str) -> Vec<Step> {
        let Evidence { api, seen, sources, .. } = self.evidence;
        let Some(extras) = seen.extras.get(&(owner, name.to_owned())) else { return Vec::new() };
        let definition = &api.types[owner];
        let sibling = extras.first().and_then(|extra| extra.after).and_then(|after| definition.fields.get(after));
        let Some(sibling) = sibling.or(definition.fields.last()) else { return Vec::new() };
        let is_recorded = extras.iter().any(|extra| self.evidence.is_recorded(extra.fixture));
        let is_always_there = seen.objects.get(&owner).is_some_and(|objects| objects.len() == extras.len());
        let values: Vec<_> = extras.iter().map(|extra| extra.value).collect();
        let before = self.definitions.made.len();
        let ty = edit::type_text(&self.definitions.expression(&definition.name, name, &values));
        let made = self.definitions.made.get(before..).unwrap_or_default();

        let taken = self.fields.entry(owner).or_insert_with(|| {
            let mut taken = Taken::default();
            definition.fields.iter().for_each(|field| taken.keep(spec::bare(&field.rust)));
            taken
        });
        let rust = rust_name(taken, name).map(|rust| format!(", rust: {rust}")).unwrap_or_default();
        let key = if is_always_there { edit::scalar(name) } else { edit::scalar(&format!("{name}?")) };
        let basis = if is_recorded { Basis::Example } else { Basis::Prose };
        let bases: &[&str] = if is_recorded { &["", ", basis: example"] } else { &[", basis: prose"] };
        let mut steps = Vec::new();
        for shown in bases {
            let entry = format!("{key}: {{ type: {ty}, doc: \"{DOC}\"{shown}{rust} }}");
            let added = Added { owner: definition.name.clone(), wire: name.to_owned(), basis };
            let types: Vec<_> =
                made.iter().map(|made| new_type::edit(sources, definition.span, made, shown, DOC)).collect();
            for mut step in entries(self.evidence, sibling.span, &entry, Some(&added)) {
                step.types.clone_from(&types);
                steps.push(step);
            }
        }
        steps
    }
}

/// The mark for a field that is absent somewhere and has none.
fn mark_absent(evidence: &Evidence<'_>, place: Place) -> Option<Edit> {
    let Place::Field { owner, field } = place else { return None };
    let field = &evidence.api.types[owner].fields[field];
    let record = evidence.seen.slots.get(&Slot::of(place))?;
    let needs_mark = !record.absences.is_empty() && !field.optional;
    needs_mark.then(|| edit::mark_key(evidence.sources, field.span))
}

fn add_value(evidence: &Evidence<'_>, index: usize, wire: &str) -> Vec<Step> {
    let definition = &evidence.api.enums[index];
    let (last, count) = match &definition.values {
        Values::Text(values) => (values.last().map(|value| value.span), values.len()),
        Values::Integer(values) => (values.last().map(|value| value.span), values.len()),
    };
    let Some(last) = last else { return Vec::new() };
    if let Some(edit) = edit::item_beside(evidence.sources, last, &edit::scalar(wire)) {
        return vec![Step { edits: vec![edit], ..Step::default() }];
    }
    let basis = if is_value_recorded(evidence, index, wire) { "" } else { ", basis: prose" };
    let (key, names) = match &definition.values {
        Values::Text(_) => (edit::scalar(wire), vec![String::new(), format!("name: Value{count}, ")]),
        Values::Integer(_) => {
            let plain = wire.replace('-', "Minus");
            (wire.to_owned(), vec![format!("name: Value{plain}, "), format!("name: Value{plain}Of{count}, ")])
        }
    };
    let entry = |name: &String| format!("{key}: {{ {name}doc: \"{DOC}\"{basis} }}");
    names.iter().flat_map(|name| entries(evidence, last, &entry(name), None)).collect()
}

fn is_value_recorded(evidence: &Evidence<'_>, index: usize, wire: &str) -> bool {
    evidence.seen.slots.iter().any(|(slot, record)| {
        *unmarked(type_of(evidence.api, slot)) == Type::Enum(index)
            && record.sightings.iter().any(|sighting| {
                let is_it = matches!(&sighting.value.data, Data::Text(text) | Data::Number(text) if text == wire);
                is_it && evidence.is_recorded(sighting.fixture)
            })
    })
}

/// An entry beside another, for both layouts: lines, and braces.
fn entries(evidence: &Evidence<'_>, sibling: Span, entry: &str, added: Option<&Added>) -> Vec<Step> {
    let mut edits = [edit::entry_below(evidence.sources, sibling, entry), edit::entry_before(sibling, entry)];
    if edit::is_in_braces(evidence.sources, sibling) {
        edits.reverse();
    }
    edits
        .into_iter()
        .map(|edit| Step { edits: vec![edit], added: added.cloned().into_iter().collect(), ..Step::default() })
        .collect()
}
