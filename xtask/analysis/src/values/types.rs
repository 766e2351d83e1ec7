//! The type of values that the spec does not describe yet, as far as the values show it.

use spec::{Api, Field, Scalar, Struct, Type};

use crate::fit::fits_wholly;
use crate::json::{Data, Value};
use crate::values::reach::Reach;
use crate::values::scalars::scalar;

/// The narrowest type that takes all of the values; JSON of any shape where they have no type in common. `reach` has the definitions
/// that the place can use. Null among the values is left to the caller, who knows where a mark for it would go.
pub(crate) fn infer(api: &Api, reach: Reach, name: Option<&str>, values: &[&Value]) -> Type {
    let values: Vec<_> = values.iter().copied().filter(|value| !value.is_null()).collect();
    let json = Type::Scalar(Scalar::Json);
    if values.is_empty() {
        return json;
    }
    if let Some(ty) = name.and_then(|name| by_name(api, reach, name, &values)) {
        return ty;
    }
    if let Some(items) = all(&values, |data| if let Data::List(items) = data { Some(items) } else { None }) {
        let items: Vec<_> = items.into_iter().flatten().collect();
        let is_nullable = items.iter().any(|item| item.is_null());
        return Type::List(Box::new(nullable_if(infer(api, reach, None, &items), is_nullable)));
    }
    if values.iter().all(|value| matches!(value.data, Data::Object(_))) {
        return object(api, reach, &values).unwrap_or(json);
    }
    scalar(name, &values).map_or(json, Type::Scalar)
}

/// The type with a mark for null, unless it takes null already.
pub(crate) fn nullable_if(ty: Type, is_nullable: bool) -> Type {
    match ty {
        ty @ (Type::Nullable(_) | Type::Scalar(Scalar::Json)) => ty,
        ty if is_nullable => Type::Nullable(Box::new(ty)),
        ty => ty,
    }
}

/// The type of the spec's other fields of that name, if they agree and the values fit. A type with JSON of any shape in it
/// fits everything and describes nothing: it may come from an empty list that was seen once.
pub(crate) fn by_name(api: &Api, reach: Reach, name: &str, values: &[&Value]) -> Option<Type> {
    let fields = api.types.iter().flat_map(|definition| &definition.fields);
    let types = fields.filter(|field| field.wire == name && !has_json(&field.ty)).map(|field| &field.ty);
    let mut types = types.filter(|ty| reach.has(api, ty) && fits_all(api, ty, values));
    let first = types.next()?;
    types.all(|ty| ty == first).then(|| first.clone())
}

/// Whether JSON of any shape is in a type expression.
pub(crate) fn has_json(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => *scalar == Scalar::Json,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => has_json(inner),
        Type::Tuple(items) => items.iter().any(has_json),
        Type::Id(_) | Type::Enum(_) | Type::Struct(_) | Type::Union(_) | Type::External(_) => false,
    }
}

/// The only type of the spec that fits all objects completely, and shares enough with them.
fn object(api: &Api, reach: Reach, values: &[&Value]) -> Option<Type> {
    if values.iter().any(|value| matches!(&value.data, Data::Object(members) if members.is_empty())) {
        return None;
    }
    let types = (0..api.types.len()).filter(|index| shares_enough(&api.types[*index], values)).map(Type::Struct);
    let mut types = types.filter(|ty| reach.has(api, ty) && fits_all(api, ty, values));
    let first = types.next()?;
    types.next().is_none().then_some(first)
}

/// Whether objects have so much of a type that they are of it. A single scalar, such as a `count`, is in objects of many kinds, and
/// so are a few of the many fields of a large type.
pub(crate) fn shares_enough(ty: &Struct, objects: &[&Value]) -> bool {
    let values = |field: &Field| -> Vec<&Value> {
        let members = objects.iter().filter_map(|object| match &object.data {
            Data::Object(members) => members.iter().find(|member| member.name == field.wire),
            _ => None,
        });
        members.map(|member| &member.value).collect()
    };
    let shared: Vec<_> = ty.fields.iter().map(|field| (field, values(field))).filter(|(_, v)| !v.is_empty()).collect();
    // Names such as `__typename` are those of the form of the JSON.
    let is_telling =
        |(field, values): &&(&Field, Vec<&Value>)| !field.wire.contains("__") && values.iter().any(|v| !v.is_null());
    match shared.as_slice() {
        [] => false,
        // What is around one object, or a list of them: `{"user": {..}}`.
        [(one, _)] => ty.fields.len() <= 2 && holds_objects(&one.ty),
        _ => shared.len() * 2 >= ty.fields.len() || shared.iter().filter(is_telling).count() > 2,
    }
}

fn holds_objects(ty: &Type) -> bool {
    match ty {
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => holds_objects(inner),
        ty => matches!(ty, Type::Struct(_) | Type::Union(_)),
    }
}

fn fits_all(api: &Api, ty: &Type, values: &[&Value]) -> bool {
    values.iter().all(|value| fits_wholly(api, ty, value))
}

/// The content of all values, if all are of that kind.
fn all<'v, T>(values: &[&'v Value], is: impl Fn(&'v Data) -> Option<T>) -> Option<Vec<T>> {
    values.iter().map(|value| is(&value.data)).collect()
}
