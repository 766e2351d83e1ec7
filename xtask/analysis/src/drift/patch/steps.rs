//! The edits that can make a change, the likeliest first.

use spec::{Api, Basis, Span, Type, Values};

use super::widen::widened;
use crate::conformance::evidence::Evidence;
use crate::entry::edit::{self, Edit};
use crate::findings::Change;
use crate::json::Data;
use crate::slot::{Place, Slot, type_of, unmarked, written};
use crate::values::types::{infer, nullable_if};

/// The doc of a definition that a patch adds, until a person writes a better one.
const DOC: &str = "Seen in responses; nothing more is known of it.";

/// Edits that belong together, and the field that they add.
pub(super) struct Step {
    pub(super) edits: Vec<Edit>,
    added: Option<Added>,
}

/// A field that should be there afterwards.
#[derive(Clone)]
struct Added {
    owner: usize,
    wire: String,
    basis: Basis,
}

impl Step {
    /// Whether a field that was added is known to be from where it was seen.
    pub(super) fn is_as_meant(&self, api: &Api) -> bool {
        self.added.as_ref().is_none_or(|Added { owner, wire, basis }| {
            let mut fields = api.types[*owner].fields.iter();
            fields.any(|field| field.wire == *wire && field.basis == *basis)
        })
    }
}

/// All ways to make a change. What layout the file has and which names are free in Rust is found
/// out by reading the result.
pub(super) fn steps(evidence: &Evidence<'_>, change: &Change) -> Vec<Step> {
    match change {
        Change::AddField { owner, name } => add_field(evidence, *owner, name),
        Change::AddValue { index, wire } => add_value(evidence, *index, wire),
        Change::Widen(place) => vec![Step { edits: widen(evidence, *place), added: None }],
    }
}

fn widen(evidence: &Evidence<'_>, place: Place) -> Vec<Edit> {
    let Evidence { api, sources, seen, .. } = evidence;
    let slot = Slot::of(place);
    let (old, span) = match place {
        Place::Response { group, endpoint } => {
            let endpoint = &api.groups[group].endpoints[endpoint];
            (endpoint.returns.clone(), endpoint.returns_span)
        }
        Place::Field { owner, field } => {
            let field = &api.types[owner].fields[field];
            let ty = field.ty.clone();
            (if field.nullable { Type::Nullable(Box::new(ty)) } else { ty }, field.ty_span)
        }
    };
    let mut edits = Vec::new();
    let new = widened(evidence, &slot, &old);
    if new != old {
        edits.push(edit::replace_type(sources, span, &written(api, &new)));
    }
    let is_absent = seen.slots.get(&slot).is_some_and(|record| !record.absences.is_empty());
    if let Place::Field { owner, field } = place
        && is_absent
        && !api.types[owner].fields[field].optional
    {
        edits.push(edit::mark_key(sources, api.types[owner].fields[field].span));
    }
    edits
}

fn add_field(evidence: &Evidence<'_>, owner: usize, name: &str) -> Vec<Step> {
    let Evidence { api, seen, .. } = evidence;
    let Some(extras) = seen.extras.get(&(owner, name.to_owned())) else { return Vec::new() };
    let definition = &api.types[owner];
    let after = extras.first().and_then(|extra| extra.after);
    let sibling = definition.fields.iter().find(|field| Some(field.wire.as_str()) == after);
    let Some(sibling) = sibling.or(definition.fields.last()) else { return Vec::new() };
    let values: Vec<_> = extras.iter().map(|extra| extra.value).collect();
    let ty = nullable_if(infer(api, Some(name), &values), values.iter().any(|value| value.is_null()));
    let is_always_there = seen.objects.get(&owner).is_some_and(|objects| objects.len() == extras.len());
    let is_recorded = extras.iter().any(|extra| evidence.is_recorded(extra.fixture));
    let basis = if is_recorded { Basis::Example } else { Basis::Prose };
    let marked = if is_always_there { name.to_owned() } else { format!("{name}?") };
    // A mark behind a plain name needs no quotes.
    let key = if edit::scalar(name) == name { marked } else { edit::scalar(&marked) };
    let ty = edit::type_text(&written(api, &ty));
    let bases: &[&str] = if is_recorded { &["", ", basis: example"] } else { &[", basis: prose"] };
    let again = format!(", rust: {}", free_name(name, definition.fields.len()));
    let mut steps = Vec::new();
    for rust in ["", again.as_str()] {
        for shown in bases {
            let entry = format!("{key}: {{ type: {ty}, doc: \"{DOC}\"{shown}{rust} }}");
            let added = Added { owner, wire: name.to_owned(), basis };
            steps.extend(entries(evidence, sibling.span, &entry, Some(&added)));
        }
    }
    steps
}

/// A name in Rust that is not likely to be another field's.
fn free_name(wire: &str, count: usize) -> String {
    let plain = wire.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphanumeric() && c != '_', "");
    format!("{}_{count}", if plain.starts_with(|c: char| c.is_ascii_alphabetic()) { &plain } else { "field" })
}

fn add_value(evidence: &Evidence<'_>, index: usize, wire: &str) -> Vec<Step> {
    let definition = &evidence.api.enums[index];
    let (last, count) = match &definition.values {
        Values::Text(values) => (values.last().map(|value| value.span), values.len()),
        Values::Integer(values) => (values.last().map(|value| value.span), values.len()),
    };
    let Some(last) = last else { return Vec::new() };
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
    let edits = [edit::entry_below(evidence.sources, sibling, entry), edit::entry_before(sibling, entry)];
    edits.into_iter().map(|edit| Step { edits: vec![edit], added: added.cloned() }).collect()
}
