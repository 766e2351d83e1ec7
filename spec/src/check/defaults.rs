//! The values that a service assumes for parameters that are not sent.

use super::context::Context;
use super::names::Member;
use crate::model::{Enum, Type, Values};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::{Node, Value};

pub(super) fn check(acc: &mut Problems, enums: &[Enum], member: &Member<'_>, ty: &Type, default: &Node) {
    if !member.optional {
        acc.add(default.span, Problem::RequiredDefault { name: member.wire.clone() });
    } else if default.is_scalar()
        && let Some(expected) = mismatch(enums, ty, default)
    {
        acc.add(default.span, Problem::BadDefault { expected });
    }
}

/// Checks the value that examples have. Of a list it is that of an item.
pub(super) fn sample(acc: &mut Problems, context: &Context<'_>, ty: &Type, sample: &Node) {
    let item = match ty {
        Type::List(item) => item,
        ty => ty,
    };
    let expected = match item {
        Type::Struct(_) | Type::Union(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) => {
            Some("for this type: only plain values, and lists of them, have one".to_owned())
        }
        item => mismatch(context.enums, item, sample),
    };
    if let Some(expected) = expected.filter(|_| sample.is_scalar()) {
        acc.add(sample.span, Problem::BadSample { expected });
    }
}

/// What a default of that type must be, if this is not one.
fn mismatch(enums: &[Enum], ty: &Type, default: &Node) -> Option<String> {
    let literal = default.literal();
    let ty = if let Type::Nullable(inner) = ty { inner } else { ty };
    let (fits, expected) = match (ty, &default.value) {
        (Type::Scalar(Scalar::Boolean), value) => (matches!(value, Value::Bool(..)), "`true` or `false`".to_owned()),
        (Type::Scalar(Scalar::Integer), value) => {
            (matches!(value, Value::Number(_)) && literal.parse::<i64>().is_ok(), "a whole number".to_owned())
        }
        (Type::Scalar(Scalar::Number), value) => (matches!(value, Value::Number(_)), "a number".to_owned()),
        (Type::Enum(index), _) => (is_value(&enums[*index], &literal), format!("a value of `{}`", enums[*index].name)),
        // Only its own crate knows the values of an external type. A list or an object has no default that is a plain value.
        (Type::External(_) | Type::Struct(_) | Type::Union(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_), _) => {
            return None;
        }
        (_, value) => (matches!(value, Value::Text(_) | Value::Number(_)), "a text".to_owned()),
    };
    (!fits).then_some(expected)
}

fn is_value(definition: &Enum, literal: &str) -> bool {
    match &definition.values {
        Values::Text(values) => values.iter().any(|value| value.wire == literal),
        Values::Integer(values) => values.iter().any(|value| value.wire.to_string() == literal),
    }
}
