//! `allOf`: the one part that is meant, or all parts of an object together.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use super::references::{followed, target};
use crate::entry::names;
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// More parts than any object has; a chain of inheritance without end would fill the memory.
const MOST: usize = 500;

/// Keys that a schema decides something with. All others are notes: a description, a limit, a flag.
const STRUCTURE: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "items",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
    "required",
    keys::ID,
    keys::KNOWN_VALUES,
    keys::SCALAR,
];

/// How much a part decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// A description or a limit.
    Note,
    /// The kind of the value.
    Plain,
    Structure,
}

/// The only part of `allOf` that decides what the value is: OpenAPI 3.0 adds notes to a reference in this way.
pub(super) fn lone<'a>(document: &'a Json, schema: &'a Json) -> Option<&'a Json> {
    if STRUCTURE.iter().any(|key| *key != "allOf" && schema.get(key).is_some()) {
        return None;
    }
    let weighed: Vec<_> =
        json::items(&schema["allOf"]).iter().map(|part| (weight(followed(document, part)), part)).collect();
    let heaviest = weighed.iter().map(|(weight, _)| *weight).max()?;
    let mut heavy = weighed.iter().filter(|(weight, _)| *weight == heaviest).map(|(_, part)| *part);
    let first = heavy.next()?;
    let is_same = |part: &Json| part == first || (heaviest == Weight::Plain && part["type"] == first["type"]);
    heavy.all(is_same).then_some(first)
}

fn weight(part: &Json) -> Weight {
    match () {
        () if STRUCTURE.iter().any(|key| part.get(key).is_some()) => Weight::Structure,
        () if part.get("type").is_some() || part.get("format").is_some() => Weight::Plain,
        () => Weight::Note,
    }
}

/// Whether a part that is only a note allows null.
pub(super) fn note_takes_null(schema: &Json) -> bool {
    json::items(&schema["allOf"]).iter().any(|part| part["nullable"] == true && weight(part) < Weight::Structure)
}

/// All that an object is made of.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// A part comes before what it is a part of, which takes precedence.
    pub(super) schemas: Vec<&'a Json>,
    /// References to what is not in the file.
    pub(super) missing: Vec<&'a str>,
    /// There are more than could be read.
    pub(super) is_cut: bool,
}

/// The schema and everything in its `allOf`, each once: parts can contain each other.
pub(super) fn parts<'a>(document: &'a Json, schema: &'a Json) -> Parts<'a> {
    let mut found = Parts::default();
    let mut seen = BTreeSet::from([ptr::from_ref(schema)]);
    let mut open = vec![(schema, json::items(&schema["allOf"]).iter())];
    while let Some((schema, rest)) = open.last_mut() {
        let Some(part) = rest.next() else {
            found.schemas.push(schema);
            open.pop();
            continue;
        };
        if seen.len() == MOST {
            found.is_cut = true;
            continue;
        }
        let part = followed(document, part);
        match part["$ref"].as_str() {
            Some(reference) if target(document, reference).is_none() => found.missing.push(reference),
            _ if seen.insert(ptr::from_ref(part)) => open.push((part, json::items(&part["allOf"]).iter())),
            _ => {}
        }
    }
    found
}

/// A property of an object.
pub(super) struct Property<'a> {
    pub(super) name: &'a str,
    pub(super) schema: &'a Json,
    /// What other parts declare under its name.
    pub(super) others: Vec<&'a Json>,
    pub(super) is_required: bool,
}

impl Property<'_> {
    /// Why it becomes no field; `None` if it becomes one.
    pub(super) fn reason_to_leave_out(&self) -> Option<&'static str> {
        match () {
            () if !names::can_be_field(self.name) => Some("which has no usable name"),
            () if self.schema["writeOnly"] == true => Some("which is sent only in requests"),
            () => None,
        }
    }
}

/// The properties of all parts. A later part wins, unless it only adds notes.
pub(super) fn properties<'a>(parts: &Parts<'a>) -> Vec<Property<'a>> {
    let required: BTreeSet<_> =
        parts.schemas.iter().flat_map(|part| json::items(&part["required"])).filter_map(Json::as_str).collect();
    let mut properties: Vec<Property<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for (name, schema) in parts.schemas.iter().flat_map(|part| json::entries(&part["properties"])) {
        let Some(at) = known.get(name).copied() else {
            let is_required = required.contains(name.as_str());
            known.insert(name, properties.len());
            properties.push(Property { name, schema, others: Vec::new(), is_required });
            continue;
        };
        let property = &mut properties[at];
        match (weight(property.schema), weight(schema)) {
            (Weight::Plain | Weight::Structure, Weight::Note) => {}
            (Weight::Note, _) => property.schema = schema,
            _ => property.others.push(std::mem::replace(&mut property.schema, schema)),
        }
    }
    properties
}
