//! The type that a place needs to take everything that was seen in it.

use spec::Type;

use crate::conformance::evidence::Evidence;
use crate::fit::Fit;
use crate::json::{Data, Value};
use crate::slot::{Inner, Slot, unmarked};
use crate::values::types::{infer, nullable_if};

/// The narrowest type that takes the old type's values and all that was seen.
pub(super) fn widened(evidence: &Evidence<'_>, slot: &Slot, ty: &Type) -> Type {
    let Some(record) = evidence.seen.slots.get(slot) else { return ty.clone() };
    let is_nullable = matches!(ty, Type::Nullable(_));
    let fits = record.sightings.iter().all(|sighting| {
        matches!(sighting.fit, Fit::Good | Fit::Null | Fit::UnknownValue | Fit::UnknownMember | Fit::WrongLength)
    });
    let values: Vec<_> = record.sightings.iter().map(|sighting| sighting.value).collect();
    let new = match fits {
        true => part_by_part(evidence, slot, unmarked(ty), &values),
        false => infer(evidence.api, None, &values),
    };
    // An existing mark is kept, also on JSON of any shape, which does not need it.
    if is_nullable { Type::Nullable(Box::new(new)) } else { nullable_if(new, record.nulls() > 0) }
}

fn part_by_part(evidence: &Evidence<'_>, slot: &Slot, ty: &Type, values: &[&Value]) -> Type {
    let inner = |step, ty: &Type| widened(evidence, &slot.then(step), ty);
    match ty {
        Type::List(item) => Type::List(Box::new(inner(Inner::Item, item))),
        Type::Map(value) => Type::Map(Box::new(inner(Inner::Value, value))),
        Type::Tuple(parts) => {
            let parts = parts.iter().enumerate().map(|(index, part)| inner(Inner::Element(index), part));
            Type::Tuple(of_all_lengths(evidence, parts.collect(), values))
        }
        ty => ty.clone(),
    }
}

/// The parts of the longest tuple; those that a shorter one lacks may be null.
fn of_all_lengths(evidence: &Evidence<'_>, mut parts: Vec<Type>, values: &[&Value]) -> Vec<Type> {
    let tuples: Vec<&Vec<Value>> = values
        .iter()
        .filter_map(|value| if let Data::List(items) = &value.data { Some(items) } else { None })
        .collect();
    let longest = tuples.iter().map(|items| items.len()).max().unwrap_or_default();
    for index in parts.len()..longest {
        let further: Vec<_> = tuples.iter().filter_map(|items| items.get(index)).collect();
        let has_null = further.iter().any(|value| value.is_null());
        parts.push(nullable_if(infer(evidence.api, None, &further), has_null));
    }
    let shortest = tuples.iter().map(|items| items.len()).min().unwrap_or(parts.len());
    for part in parts.iter_mut().skip(shortest).filter(|part| !matches!(part, Type::Nullable(_))) {
        *part = Type::Nullable(Box::new(part.clone()));
    }
    parts
}
