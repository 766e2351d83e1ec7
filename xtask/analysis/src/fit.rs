//! Whether a value fits a type, by the rules that the client decodes by.

use spec::{Api, IdForm, JsonKind, Members, Scalar, Type, Union, Values};

use crate::json::{Data, Member, Value, is_whole};
use crate::slot::unmarked;
use crate::timestamp;

/// How a value fits the type of its slot. What is inside of it is not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It does.
    Good,
    /// It is null, and the type is not JSON of any shape. The slot's marks say whether it may be.
    Null,
    /// It is of another kind.
    WrongKind,
    /// It is a value of an enum that the spec does not list.
    UnknownValue,
    /// It is none of a union's members.
    UnknownMember,
    /// It is a number or a text, and not an id of the spec's form.
    WrongId,
    /// It is a number or a text, and not a timestamp.
    WrongTime,
    /// It is a tuple of another length.
    WrongLength,
}

/// Checks a value against a type.
#[must_use]
pub fn fit(api: &Api, ty: &Type, value: &Value) -> Fit {
    match unmarked(ty) {
        // Only the crate that defines it knows its shape.
        Type::Scalar(Scalar::Json) | Type::External(_) => Fit::Good,
        _ if value.is_null() => Fit::Null,
        Type::Scalar(scalar) => scalar_fit(*scalar, &value.data),
        Type::Id(index) => id_fit(api.ids[*index].form, &value.data),
        Type::Enum(index) => enum_fit(&api.enums[*index].values, &value.data),
        Type::Union(index) => match member(&api.unions[*index], value) {
            Some(_) => Fit::Good,
            None => Fit::UnknownMember,
        },
        Type::Struct(_) | Type::Map(_) => kind(matches!(value.data, Data::Object(_))),
        Type::List(_) => kind(matches!(value.data, Data::List(_))),
        Type::Tuple(parts) => match &value.data {
            Data::List(items) if items.len() == parts.len() => Fit::Good,
            Data::List(_) => Fit::WrongLength,
            _ => Fit::WrongKind,
        },
        // `unmarked` has taken every mark off.
        Type::Nullable(inner) => fit(api, inner, value),
    }
}

fn kind(is_right: bool) -> Fit {
    if is_right { Fit::Good } else { Fit::WrongKind }
}

fn scalar_fit(scalar: Scalar, data: &Data) -> Fit {
    match (scalar, data) {
        (Scalar::Timestamp, Data::Text(text)) if timestamp::is_timestamp(text) => Fit::Good,
        (Scalar::Timestamp, Data::Number(literal)) if timestamp::is_seconds(literal) => Fit::Good,
        (Scalar::Timestamp, Data::Text(_) | Data::Number(_)) => Fit::WrongTime,
        (Scalar::Date, Data::Text(text)) => {
            if timestamp::is_date(text) {
                Fit::Good
            } else {
                Fit::WrongTime
            }
        }
        (Scalar::String | Scalar::Url | Scalar::Cursor, Data::Text(_)) => Fit::Good,
        (Scalar::Boolean, Data::Bool(_)) | (Scalar::Cursor, Data::Bool(false)) => Fit::Good,
        (Scalar::Integer, Data::Number(literal)) => kind(is_i64(literal)),
        (Scalar::Cursor, Data::Number(literal)) => kind(is_64_bits(literal)),
        (Scalar::Number, Data::Number(literal)) => kind(literal.parse::<f64>().is_ok_and(f64::is_finite)),
        _ => Fit::WrongKind,
    }
}

fn id_fit(form: IdForm, data: &Data) -> Fit {
    let fits = match (form, data) {
        (IdForm::Text, Data::Text(_)) => true,
        (IdForm::Text, Data::Number(literal)) => is_64_bits(literal),
        (IdForm::Digits, Data::Text(text)) => is_canonical(text),
        (IdForm::Digits, Data::Number(literal)) => is_whole(literal) && literal.parse::<u64>().is_ok(),
        _ => return Fit::WrongKind,
    };
    if fits { Fit::Good } else { Fit::WrongId }
}

fn enum_fit(values: &Values, data: &Data) -> Fit {
    let is_known = match (values, data) {
        (Values::Text(values), Data::Text(text)) => values.iter().any(|value| value.wire == *text),
        (Values::Integer(values), Data::Number(literal)) if is_i64(literal) => {
            values.iter().any(|value| Ok(value.wire) == literal.parse())
        }
        _ => return Fit::WrongKind,
    };
    if is_known { Fit::Good } else { Fit::UnknownValue }
}

/// The member of a union that a value is, by its position: the one of its tag, or of its kind of JSON.
#[must_use]
pub fn member(union: &Union, value: &Value) -> Option<usize> {
    match (&union.members, &value.data) {
        (Members::Tagged { tag, of }, Data::Object(members)) => {
            let found = members.iter().find(|member| member.name == *tag)?;
            let Data::Text(found) = &found.value.data else { return None };
            of.iter().position(|member| member.wire == *found)
        }
        (Members::Tagged { .. }, _) => None,
        (Members::Kinds(of), data) => {
            let kind = json_kind(data)?;
            of.iter().position(|member| member.kinds.contains(&kind))
        }
    }
}

/// The type of the union's member that a value is.
#[must_use]
pub fn member_type<'a>(api: &'a Api, union: usize, value: &Value) -> Option<&'a Type> {
    let union = &api.unions[union];
    union.members.types().nth(member(union, value)?)
}

fn json_kind(data: &Data) -> Option<JsonKind> {
    Some(match data {
        Data::Null => return None,
        Data::Bool(_) => JsonKind::Flag,
        Data::Number(_) => JsonKind::Number,
        Data::Text(_) => JsonKind::Text,
        Data::List(_) => JsonKind::List,
        Data::Object(_) => JsonKind::Object,
    })
}

fn is_i64(literal: &str) -> bool {
    is_whole(literal) && literal.parse::<i64>().is_ok()
}

fn is_64_bits(literal: &str) -> bool {
    is_whole(literal) && (literal.parse::<u64>().is_ok() || literal.parse::<i64>().is_ok())
}

/// One number has one text: a leading zero or a sign would not come back as it was.
fn is_canonical(text: &str) -> bool {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits && (text == "0" || !text.starts_with('0')) && text.parse::<u64>().is_ok()
}

/// Whether it fits completely, so that nothing in it would be a finding.
#[must_use]
pub fn fits_wholly(api: &Api, ty: &Type, value: &Value) -> bool {
    if value.is_null() {
        return crate::slot::takes_null(ty);
    }
    if fit(api, ty, value) != Fit::Good {
        return false;
    }
    match (unmarked(ty), &value.data) {
        (Type::Union(index), _) => member_fits(api, *index, value),
        (Type::List(item), Data::List(items)) => items.iter().all(|value| fits_wholly(api, item, value)),
        (Type::Tuple(parts), Data::List(items)) => {
            parts.iter().zip(items).all(|(part, value)| fits_wholly(api, part, value))
        }
        (Type::Map(item), Data::Object(members)) => members.iter().all(|member| fits_wholly(api, item, &member.value)),
        (Type::Struct(index), Data::Object(members)) => object_fits(api, *index, members, None),
        _ => true,
    }
}

/// Whether the member of a union fits completely. The tag need not be a field of its type.
fn member_fits(api: &Api, union: usize, value: &Value) -> bool {
    match (member_type(api, union, value), &api.unions[union].members, &value.data) {
        (Some(Type::Struct(index)), Members::Tagged { tag, .. }, Data::Object(members)) => {
            object_fits(api, *index, members, Some(tag))
        }
        (ty, ..) => ty.is_some_and(|ty| fits_wholly(api, ty, value)),
    }
}

fn object_fits(api: &Api, index: usize, members: &[Member], tag: Option<&str>) -> bool {
    let fields = &api.types[index].fields;
    let is_known = |name: &str| tag == Some(name) || fields.iter().any(|field| field.wire == name);
    members.iter().all(|member| is_known(&member.name))
        && fields.iter().all(|field| match members.iter().find(|member| member.name == field.wire) {
            None => field.optional,
            Some(member) if member.value.is_null() => field.nullable || takes_any(&field.ty),
            Some(member) => fits_wholly(api, &field.ty, &member.value),
        })
}

fn takes_any(ty: &Type) -> bool {
    matches!(unmarked(ty), Type::Scalar(Scalar::Json))
}
