//! A recorded value as a sample: as little of it as shows its type.

use spec::{Api, Part, Step, Type};

use crate::fit::member_type;
use crate::json::{Data, Member, Value};

/// A copy of a value whose lists have one item at most. Those that the ways to the items lead to, or through, stay whole: tests
/// read them page by page.
pub(super) fn shortened(api: &Api, ty: &Type, value: &Value, ways: &[&[Step]]) -> Value {
    let data = match (ty, &value.data) {
        (Type::Nullable(inner), _) => return shortened(api, inner, value, ways),
        (Type::Union(index), _) => match member_type(api, *index, value) {
            Some(member) => return shortened(api, member, value, ways),
            None => value.data.clone(),
        },
        (Type::List(item), Data::List(values)) => {
            let is_whole = ways.iter().any(|way| way.first().is_none_or(|step| step.part == Part::Each));
            let most = if is_whole { values.len() } else { 1 };
            let inner = below(ways, |part| *part == Part::Each);
            Data::List(values.iter().take(most).map(|value| shortened(api, item, value, &inner)).collect())
        }
        (Type::Tuple(types), Data::List(values)) => {
            let element =
                |(index, (ty, value))| shortened(api, ty, value, &below(ways, |part| *part == Part::Index(index)));
            Data::List(types.iter().zip(values).enumerate().map(element).collect())
        }
        (Type::Map(ty), Data::Object(members)) => {
            let inner = below(ways, |part| *part == Part::Value);
            Data::Object(members.iter().map(|member| with(member, shortened(api, ty, &member.value, &inner))).collect())
        }
        (Type::Struct(index), Data::Object(members)) => {
            let fields = &api.types[*index].fields;
            let field = |member: &Member| match fields.iter().find(|field| field.wire == member.name) {
                Some(field) => {
                    let is_it = |part: &Part| matches!(part, Part::Field { wire, .. } if *wire == member.name);
                    with(member, shortened(api, &field.ty, &member.value, &below(ways, is_it)))
                }
                None => member.clone(),
            };
            Data::Object(members.iter().map(field).collect())
        }
        (_, data) => data.clone(),
    };
    Value { data, ..value.clone() }
}

/// What is left of the ways whose first step is this one.
fn below<'a>(ways: &[&'a [Step]], is_first: impl Fn(&Part) -> bool) -> Vec<&'a [Step]> {
    let split = ways.iter().filter_map(|way| way.split_first());
    split.filter(|(first, _)| is_first(&first.part)).map(|(_, rest)| rest).collect()
}

fn with(member: &Member, value: Value) -> Member {
    Member { value, ..member.clone() }
}
