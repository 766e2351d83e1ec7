//! The types that requests send.

use std::collections::BTreeSet;

use spec::{Api, Type};

/// The names of objects in bodies and parameters, and of those inside of them.
pub(super) struct Sent<'a> {
    api: &'a Api,
    structs: BTreeSet<usize>,
    unions: BTreeSet<usize>,
}

impl<'a> Sent<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let mut sent = Self { api, structs: BTreeSet::new(), unions: BTreeSet::new() };
        let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
        endpoints.flat_map(|endpoint| &endpoint.params).for_each(|param| sent.add(&param.ty));
        sent
    }

    fn add(&mut self, ty: &Type) {
        match ty {
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => self.add(inner),
            Type::Tuple(parts) => parts.iter().for_each(|part| self.add(part)),
            Type::Struct(index) if self.structs.insert(*index) => {
                self.api.types[*index].fields.iter().for_each(|field| self.add(&field.ty));
            }
            Type::Union(index) if self.unions.insert(*index) => {
                self.api.unions[*index].members.types().for_each(|ty| self.add(ty));
            }
            Type::Struct(_) | Type::Union(_) | Type::Scalar(_) | Type::Id(_) | Type::Enum(_) | Type::External(_) => {}
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.structs.iter().any(|index| self.api.types[*index].name == name)
    }
}
