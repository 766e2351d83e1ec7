//! The objects that a request can contain: programs make values of these, and not only the service does.

use std::collections::BTreeSet;

use spec::{Api, BodyFormat, Place, Type};

/// The objects in parameters and bodies, and those inside of them, by their positions.
pub(super) struct Reachable {
    /// All.
    pub(super) sent: BTreeSet<usize>,
    /// Those that are in a query or a form, where null is an empty value.
    pub(super) in_texts: BTreeSet<usize>,
}

pub(super) fn reachable(api: &Api) -> Reachable {
    let endpoints = || api.groups.iter().flat_map(|group| &group.endpoints);
    let sent = endpoints().flat_map(|endpoint| &endpoint.params);
    let in_texts = endpoints().flat_map(|endpoint| {
        let is_form = endpoint.body == Some(BodyFormat::Form);
        endpoint
            .params
            .iter()
            .filter(move |param| param.place == Place::Url || (is_form && param.place == Place::Field))
    });
    Reachable {
        sent: structs_in(api, sent.map(|param| &param.ty).collect()),
        in_texts: structs_in(api, in_texts.map(|param| &param.ty).collect()),
    }
}

fn structs_in<'a>(api: &'a Api, mut waiting: Vec<&'a Type>) -> BTreeSet<usize> {
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
