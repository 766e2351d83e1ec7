//! Whether an edited spec still holds everything that it held before.

use std::collections::BTreeMap;

use spec::{Api, Enum, Struct, Values};

use crate::slot::written;

/// Whether nothing was lost: every definition, every field and value, and every word about them.
pub(super) fn keeps(before: &Api, after: &Api) -> bool {
    let same_ids = before
        .ids
        .iter()
        .map(|id| (&id.name, &id.doc, id.form))
        .eq(after.ids.iter().map(|id| (&id.name, &id.doc, id.form)));
    let types: BTreeMap<_, _> = after.types.iter().map(|definition| (&definition.name, definition)).collect();
    same_ids
        && before.enums.len() == after.enums.len()
        && before.types.iter().all(|before| types.get(&before.name).is_some_and(|after| keeps_type(before, after)))
        && before.enums.iter().zip(&after.enums).all(|(before, after)| keeps_enum(before, after))
        && unions(before).eq(unions(after))
        && endpoints(before).eq(endpoints(after))
}

fn keeps_type(before: &Struct, after: &Struct) -> bool {
    let content = |definition: &Struct| {
        let fields = definition.fields.iter();
        fields
            .map(|field| (field.wire.clone(), (field.rust.clone(), field.doc.clone(), field.basis)))
            .collect::<BTreeMap<_, _>>()
    };
    let after_content = content(after);
    before.name == after.name
        && before.doc == after.doc
        && content(before).into_iter().all(|(wire, words)| after_content.get(&wire) == Some(&words))
}

fn keeps_enum(before: &Enum, after: &Enum) -> bool {
    let content = |definition: &Enum| match &definition.values {
        Values::Text(values) => {
            values.iter().map(|value| (value.wire.clone(), value.rust.clone(), value.doc.clone())).collect::<Vec<_>>()
        }
        Values::Integer(values) => {
            values.iter().map(|value| (value.wire.to_string(), value.rust.clone(), value.doc.clone())).collect()
        }
    };
    let after_content = content(after);
    before.name == after.name
        && before.doc == after.doc
        && content(before).iter().all(|value| after_content.contains(value))
}

/// All of a union, as it can be compared: positions of types move.
fn unions(api: &Api) -> impl Iterator<Item = impl PartialEq> {
    api.unions.iter().map(|union| {
        let members: Vec<_> = union.members.types().map(|ty| written(api, ty)).collect();
        (union.name.clone(), union.doc.clone(), members)
    })
}

/// All of an endpoint but what it returns, as it can be compared: places move and are left out.
fn endpoints(api: &Api) -> impl Iterator<Item = impl PartialEq> {
    api.groups.iter().flat_map(|group| &group.endpoints).map(|endpoint| {
        let params: Vec<_> = endpoint
            .params
            .iter()
            .map(|param| {
                let words = (param.doc.clone(), param.default.clone(), param.place.clone());
                (param.wire.clone(), written(api, &param.ty), param.required, words)
            })
            .collect();
        let rest = (endpoint.cost.clone(), endpoint.deprecated.clone(), endpoint.example.clone());
        (endpoint.key(), endpoint.name.clone(), endpoint.doc.clone(), params, rest)
    })
}
