//! Which fields hold ids, and which of them hold the same ids: a value that appears in two fields joins them.

use std::collections::BTreeMap;

use spec::{Api, IdForm, Type};

use super::objects::Objects;
use super::place::{Place, place};
use crate::fit::{fits_wholly, member_type};
use crate::fixture::Fixture;
use crate::json::{Data, Value, is_whole};
use crate::pairing;
use crate::slot::unmarked;
use crate::values::reach::Reach;
use crate::values::scalars;

/// Shorter values, such as `0`, appear in unrelated fields.
const SHORTEST: usize = 6;

/// A field of a cluster.
pub(super) type FieldKey = (usize, String);

/// Fields that hold ids of one kind.
#[derive(Debug)]
pub(super) struct Same {
    /// In the order of the responses.
    pub(super) fields: Vec<FieldKey>,
    /// The id of the spec that they hold, if a value shows it.
    pub(super) known: Option<usize>,
    pub(super) form: IdForm,
    /// The longer ones, in order.
    pub(super) values: Vec<String>,
}

/// All ids of the responses. `covered` has the types of the spec that clusters are of.
pub(super) fn ids(
    api: &Api,
    known: &BTreeMap<String, usize>,
    objects: &Objects<'_>,
    covered: &[Option<usize>],
) -> Vec<Same> {
    let mut all: Vec<Same> = Vec::new();
    for (index, cluster) in objects.clusters.iter().enumerate() {
        for (name, values) in cluster.fields() {
            let Place::Scalars(values) = place(&values) else { continue };
            if scalars::is_id(name) && values.iter().all(|value| literal(value).is_some()) {
                let of_type = covered[index].and_then(|ty| id_of_field(api, ty, name));
                add(&mut all, same(api, known, of_type, (index, name.to_owned()), &values));
            }
        }
    }
    all
}

/// The text of a value that can be an id.
pub(super) fn literal(value: &Value) -> Option<&str> {
    match &value.data {
        Data::Text(text) if !text.contains(char::is_whitespace) => Some(text),
        Data::Number(literal) if is_whole(literal) => Some(literal),
        _ => None,
    }
}

/// The id that a field of a type has.
fn id_of_field(api: &Api, ty: usize, name: &str) -> Option<usize> {
    let field = api.types[ty].fields.iter().find(|field| field.wire == name)?;
    if let Type::Id(id) = unmarked(&field.ty) { Some(*id) } else { None }
}

fn same(
    api: &Api,
    known: &BTreeMap<String, usize>,
    of_type: Option<usize>,
    field: FieldKey,
    values: &[&Value],
) -> Same {
    let is_digits = |text: &str| text.parse::<u64>().is_ok_and(|number| number.to_string() == text);
    let mut literals: Vec<_> = values.iter().filter_map(|value| literal(value)).map(str::to_owned).collect();
    let form = if literals.iter().all(|text| is_digits(text)) { IdForm::Digits } else { IdForm::Text };
    literals.retain(|text| text.len() >= SHORTEST);
    literals.sort_unstable();
    literals.dedup();
    let mut known_ids = literals.iter().filter_map(|text| known.get(text).copied());
    let known = known_ids.next().filter(|id| known_ids.all(|other| other == *id));
    let known = known.filter(|id| values.iter().all(|value| fits_wholly(api, &Type::Id(*id), value)));
    Same { fields: vec![field], known: of_type.or(known), form, values: literals }
}

/// Joins fields with a value in common. Two different ids of the spec stay apart.
fn add(all: &mut Vec<Same>, mut new: Same) {
    let can_join = |a: &Same, b: &Same| {
        let agree = a.known.is_none() || b.known.is_none() || a.known == b.known;
        let shares = a.values.iter().any(|value| b.values.binary_search(value).is_ok());
        a.form == b.form && agree && (shares || (a.known.is_some() && a.known == b.known))
    };
    while let Some(at) = all.iter().position(|same| can_join(same, &new)) {
        let mut joined = all.remove(at);
        joined.fields.append(&mut new.fields);
        joined.values.append(&mut new.values);
        joined.values.sort_unstable();
        joined.values.dedup();
        joined.known = joined.known.or(new.known);
        new = joined;
    }
    all.push(new);
}

/// The ids of the spec by the values that fixtures have for them, as far as a place can use them; values that two ids have are left
/// out.
pub(super) fn known(api: &Api, reach: Reach, fixtures: &[Fixture]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for pair in pairing::pairs(api, fixtures) {
        let returns = &api.groups[pair.group].endpoints[pair.endpoint].returns;
        returns.ty().into_iter().for_each(|ty| collect(api, ty, &fixtures[pair.fixture].response, &mut found));
    }
    let in_reach = |id: &usize| reach.has(api, &Type::Id(*id));
    found.into_iter().filter_map(|(value, id)| id.filter(in_reach).map(|id| (value, id))).collect()
}

fn collect(api: &Api, ty: &Type, value: &Value, found: &mut BTreeMap<String, Option<usize>>) {
    match (unmarked(ty), &value.data) {
        (Type::Id(id), Data::Text(_) | Data::Number(_)) => {
            if let Some(text) = literal(value).filter(|text| text.len() >= SHORTEST) {
                let known = found.entry(text.to_owned()).or_insert(Some(*id));
                *known = known.filter(|known| known == id);
            }
        }
        (Type::List(item), Data::List(items)) => items.iter().for_each(|value| collect(api, item, value, found)),
        (Type::Tuple(parts), Data::List(items)) => {
            parts.iter().zip(items).for_each(|(part, value)| collect(api, part, value, found));
        }
        (Type::Union(index), _) => {
            member_type(api, *index, value).into_iter().for_each(|ty| collect(api, ty, value, found));
        }
        (Type::Map(item), Data::Object(members)) => {
            members.iter().for_each(|member| collect(api, item, &member.value, found));
        }
        (Type::Struct(index), Data::Object(members)) => {
            for field in &api.types[*index].fields {
                if let Some(member) = members.iter().find(|member| member.name == field.wire) {
                    collect(api, &field.ty, &member.value, found);
                }
            }
        }
        _ => {}
    }
}
