//! Types of the spec: the one that fits the objects of the responses, and how it is written.

use heck::ToUpperCamelCase;
use spec::{Api, Type};

use crate::entry::shape::Shape;
use crate::fit::fits_wholly;
use crate::json::{Data, Value};
use crate::values::reach::Reach;
use crate::values::types::{has_json, shares_enough};

/// The type of the spec that fits all objects completely and shares enough with them: the one of that name, else the one with
/// the fewest fields that they lack.
pub(super) fn covering(api: &Api, reach: Reach, hint: &str, objects: &[&Value]) -> Option<usize> {
    let fits = |index: &usize| objects.iter().all(|object| fits_wholly(api, &Type::Struct(*index), object));
    let is_empty = |object: &&Value| matches!(&object.data, Data::Object(members) if members.is_empty());
    if objects.iter().any(is_empty) {
        return None;
    }
    let named = hint.to_upper_camel_case();
    let unseen = |index: &usize| (api.types[*index].name != named, api.types[*index].fields.len());
    let is_proven = |index: &usize| api.types[*index].name == named || shares_enough(&api.types[*index], objects);
    let candidates = (0..api.types.len()).filter(|index| reach.has(api, &Type::Struct(*index)) && is_proven(index));
    candidates.filter(fits).min_by_key(unseen)
}

/// A field that the type of the spec leaves as JSON of any shape, although the objects show more of it.
pub(super) fn undescribed<'a>(api: &'a Api, index: usize, objects: &[&Value]) -> Option<&'a str> {
    let has_more = |value: &Value| match &value.data {
        Data::List(items) => items.iter().any(|item| matches!(item.data, Data::Object(_) | Data::List(_))),
        Data::Object(members) => !members.is_empty(),
        Data::Null | Data::Bool(_) | Data::Number(_) | Data::Text(_) => false,
    };
    let shows_more = |name: &str| {
        objects.iter().any(|object| match &object.data {
            Data::Object(members) => members.iter().any(|member| member.name == name && has_more(&member.value)),
            _ => false,
        })
    };
    let fields = &api.types[index].fields;
    fields.iter().find(|field| has_json(&field.ty) && shows_more(&field.wire)).map(|field| field.wire.as_str())
}

/// A resolved type as it is written.
pub(super) fn of_type(api: &Api, ty: &Type) -> Shape {
    match ty {
        Type::Scalar(scalar) => Shape::named(scalar.row().name),
        Type::List(item) => Shape::List(Box::new(of_type(api, item))),
        Type::Map(value) => Shape::Map(Box::new(of_type(api, value))),
        Type::Nullable(inner) => of_type(api, inner).or_null(),
        Type::Tuple(parts) => Shape::Tuple(parts.iter().map(|part| of_type(api, part)).collect()),
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) | Type::External(_) => {
            Shape::named(api.name_of(ty).unwrap_or("json"))
        }
    }
}
