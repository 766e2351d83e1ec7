//! The objects of all responses by the names of their types.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use heck::ToUpperCamelCase;
use spec::{Api, Named, can_be_given};

use super::names::Names;
use super::plain::plain;
use super::responses;
use crate::entry::names::definitions;
use crate::entry::singular::singular;
use crate::json::{Data, Value};

/// All objects of one type.
#[derive(Debug, Clone, Default)]
pub(super) struct Found<'v> {
    pub(super) name: String,
    /// The keys that hold them, each with the type or the endpoint that has the key.
    pub(super) keys: BTreeSet<(String, String)>,
    pub(super) objects: Vec<&'v Value>,
    /// The files of the endpoints that return them.
    pub(super) files: BTreeSet<usize>,
}

impl Found<'_> {
    /// Whether any of the objects has a field: one without cannot be a type.
    pub(super) fn has_fields(&self) -> bool {
        self.objects.iter().any(|object| matches!(&object.data, Data::Object(members) if !members.is_empty()))
    }
}

/// The types that no file of the spec defines, in the order in which they were found.
pub(super) struct Types<'v, 'n> {
    names: &'n Names,
    /// The names that files of the spec define, and those of scalars.
    known: BTreeSet<&'n str>,
    /// The names of whole responses, by the keys of their endpoints.
    responses: BTreeMap<String, String>,
    pub(super) found: Vec<Found<'v>>,
    by_name: HashMap<String, usize>,
    /// The types whose names are made of keys, each with the first such key.
    pub(super) made: BTreeMap<String, String>,
}

impl<'v, 'n> Types<'v, 'n> {
    pub(super) fn new(api: &'n Api, names: &'n Names) -> Self {
        let known = definitions(api).chain(spec::SCALARS.iter().map(|row| row.name)).collect();
        let responses = responses::names(api, names);
        Self { names, known, responses, found: Vec::new(), by_name: HashMap::new(), made: BTreeMap::new() }
    }

    /// The name of the type of the objects under a key: that which a person gives, else one made of the key.
    pub(super) fn name(&self, owner: &str, key: &str) -> String {
        if let Some(given) = self.names.of(owner, key) {
            return given.name.clone();
        }
        if let Some(name) = self.responses.get(key).filter(|_| owner.is_empty()) {
            return name.clone();
        }
        let usual = singular(plain(key)).to_upper_camel_case();
        if !self.is_known(&usual) && can_be_given(&usual, Named::Definition) && usual.len() > 1 {
            return usual;
        }
        let letters: String = usual.chars().filter(char::is_ascii_alphanumeric).collect();
        format!("{owner}{letters}")
    }

    /// Whether a file of the spec defines the type already, or it has no definition.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    /// Walks a value and everything in it.
    pub(super) fn visit(&mut self, value: &'v Value, owner: &str, key: &str, file: usize) {
        match &value.data {
            Data::List(items) => match self.names.of(owner, key).and_then(|given| given.union.as_ref()) {
                Some(union) => items.iter().for_each(|item| self.object(item, &union.item, (owner, key), file)),
                None => items.iter().for_each(|item| self.visit(item, owner, key, file)),
            },
            Data::Object(members) => {
                let name = self.name(owner, key);
                if self.names.of(owner, key).is_some_and(|given| given.is_map) {
                    members.iter().for_each(|member| self.object(&member.value, &name, (owner, key), file));
                } else {
                    self.object(value, &name, (owner, key), file);
                }
            }
            Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => {}
        }
    }

    fn object(&mut self, value: &'v Value, name: &str, key: (&str, &str), file: usize) {
        let items = match &value.data {
            Data::List(items) => return items.iter().for_each(|item| self.object(item, name, key, file)),
            Data::Object(members) => members,
            Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => return,
        };
        if self.is_known(name) {
            return;
        }
        let at = *self.by_name.entry(name.to_owned()).or_insert_with(|| {
            self.found.push(Found { name: name.to_owned(), ..Found::default() });
            self.found.len() - 1
        });
        if self.names.of(key.0, key.1).is_none() {
            self.made.entry(name.to_owned()).or_insert_with(|| shown(key.0, key.1));
        }
        let found = &mut self.found[at];
        found.keys.insert((key.0.to_owned(), key.1.to_owned()));
        found.objects.push(value);
        found.files.insert(file);
        for member in items {
            self.visit(&member.value, name, &member.name, file);
        }
    }

    /// The position of a type in `found`.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    pub(super) fn get(&self, name: &str) -> Option<&Found<'v>> {
        self.by_name.get(name).map(|at| &self.found[*at])
    }
}

/// A key with its type, or an endpoint's key alone.
pub(super) fn shown(owner: &str, key: &str) -> String {
    if owner.is_empty() { key.to_owned() } else { format!("{owner}.{key}") }
}
