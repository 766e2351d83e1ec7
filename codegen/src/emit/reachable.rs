//! The objects that a request can contain: programs make values of these, and not only the service does.

use std::collections::BTreeSet;

use spec::{Api, Type};

/// Returns the positions of the objects in parameters and bodies, and of those inside of them.
pub(super) fn sent(api: &Api) -> BTreeSet<usize> {
    let endpoints = api.groups.iter().flat_map(|group| &group.endpoints);
    let mut waiting: Vec<_> = endpoints.flat_map(|endpoint| &endpoint.params).map(|param| &param.ty).collect();
    let (mut structs, mut unions) = (BTreeSet::new(), BTreeSet::new());
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Struct(index) if structs.insert(*index) => {
                waiting.extend(api.types[*index].fields.iter().map(|field| &field.ty));
            }
            Type::Union(index) if unions.insert(*index) => waiting.extend(api.unions[*index].members.types()),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => waiting.push(inner),
            Type::Tuple(parts) => waiting.extend(parts),
            _ => {}
        }
    }
    structs
}
