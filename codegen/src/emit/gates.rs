//! The features with which the definitions are compiled that all families share: those of the families that reach them.

use std::collections::{BTreeMap, BTreeSet};

use spec::{Api, Type};

use crate::gate::Gate;
use crate::rust_type::definitions_in;

/// The gates of the definitions that are of no family.
pub(super) struct Gates(BTreeMap<Key, Gate>);

/// A definition: its kind, and its position in the list of the kind.
type Key = (usize, usize);

impl Gates {
    /// No gates, as inside of a family, whose module has one.
    pub(super) fn none() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn new(api: &Api) -> Self {
        let features: BTreeSet<_> = api.groups.iter().filter_map(|group| api.feature_of(group.family)).collect();
        if features.is_empty() {
            return Self::none();
        }
        let always = reached(api, |family| api.feature_of(family).is_none());
        let mut gates: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for feature in features {
            for key in reached(api, |family| api.feature_of(family) == Some(feature)).difference(&always) {
                gates.entry(*key).or_default().insert(feature.to_owned());
            }
        }
        // What nothing reaches is always compiled, and so is all that it names.
        let unreached = definitions(api).filter(|ty| api.family_of(ty).is_none());
        let unreached = unreached.filter(|ty| key(ty).is_some_and(|key| !gates.contains_key(&key)));
        for key in follow(api, unreached.collect()) {
            gates.remove(&key);
        }
        for ty in definitions(api).filter(|ty| api.family_of(ty).is_some()) {
            key(&ty).and_then(|key| gates.remove(&key));
        }
        Self(gates.into_iter().map(|(key, features)| (key, Gate::any(features))).collect())
    }

    /// The gate of a definition that is of no family.
    pub(super) fn of(&self, ty: &Type) -> Gate {
        key(ty).and_then(|key| self.0.get(&key)).cloned().unwrap_or(Gate::NONE)
    }

    /// All gates, each once, and the one of what is always compiled first.
    pub(super) fn all(&self) -> BTreeSet<Gate> {
        self.0.values().cloned().chain([Gate::NONE]).collect()
    }
}

/// All definitions of a spec.
pub(super) fn definitions(api: &Api) -> impl Iterator<Item = Type> {
    let ids = (0..api.ids.len()).map(Type::Id);
    let enums = (0..api.enums.len()).map(Type::Enum);
    let structs = (0..api.types.len()).map(Type::Struct);
    let unions = (0..api.unions.len()).map(Type::Union);
    ids.chain(enums).chain(structs).chain(unions)
}

/// The definitions that the endpoints and the types of some families reach.
fn reached(api: &Api, is_wanted: impl Fn(Option<usize>) -> bool) -> BTreeSet<Key> {
    let mut types: Vec<_> =
        definitions(api).filter(|ty| api.family_of(ty).is_some_and(|family| is_wanted(Some(family)))).collect();
    for endpoint in api.groups.iter().filter(|group| is_wanted(group.family)).flat_map(|group| &group.endpoints) {
        types.extend(endpoint.params.iter().map(|param| param.ty.clone()));
        types.extend(endpoint.returns.ty().cloned());
    }
    follow(api, types)
}

/// The definitions in these types, and those inside of them.
fn follow(api: &Api, mut waiting: Vec<Type>) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        definitions_in(&ty, &mut |ty| {
            if !key(ty).is_some_and(|key| found.insert(key)) {
                return;
            }
            match ty {
                Type::Struct(index) => waiting.extend(api.types[*index].fields.iter().map(|field| field.ty.clone())),
                Type::Union(index) => waiting.extend(api.unions[*index].members.types().cloned()),
                _ => {}
            }
        });
    }
    found
}

fn key(ty: &Type) -> Option<Key> {
    match ty {
        Type::Id(index) => Some((0, *index)),
        Type::Enum(index) => Some((1, *index)),
        Type::Struct(index) => Some((2, *index)),
        Type::Union(index) => Some((3, *index)),
        _ => None,
    }
}
