//! Parameters, and the path that contains some of them.

use super::names::{Member, Taken, is_written, members};
use super::symbols::Symbols;
use super::types;
use crate::model::{Enum, Param, Type, Values};
use crate::name::{self, Named};
use crate::path::{misspelled, placeholders};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::source::Span;
use crate::yaml::{Node, Value};

pub(super) fn params(acc: &mut Problems, symbols: &Symbols<'_>, enums: &[Enum], section: Option<&Node>) -> Vec<Param> {
    let mut taken = Taken::new(Named::Member);
    let mut params: Vec<Param> = Vec::new();
    let mut first_optional = None;
    for member in members(acc, section) {
        let span = member.entry.key.span;
        match first_optional {
            None if member.optional => first_optional = Some(span),
            Some(optional) if !member.optional => {
                let problem = Problem::RequiredAfterOptional { name: member.wire.clone() };
                acc.add_related(span, problem, optional, "the optional one");
            }
            _ => {}
        }
        if let Some(param) = param(acc, symbols, enums, &member) {
            taken.claim(acc, &param.rust, &param.wire, span);
            params.push(param);
        }
    }
    params
}

fn param(acc: &mut Problems, symbols: &Symbols<'_>, enums: &[Enum], member: &Member<'_>) -> Option<Param> {
    let span = member.entry.key.span;
    let rust = member.rust(acc);
    let ty = member.ty().and_then(|node| Some((types::resolve(acc, symbols, node)?, node.span)));
    let (rust, (ty, ty_span)) = (rust?, ty?);
    if member.optional && name::is_request_method(&rust) {
        acc.add(span, Problem::ReservedName { name: rust.clone(), of: Named::Member });
    }
    if !can_be_sent(&ty) {
        acc.add(ty_span, Problem::ParamType { name: member.wire.clone() });
    }
    let default = member.long().and_then(|form| form.get("default"));
    if let Some(default) = default {
        check_default(acc, enums, member, &ty, default);
    }
    Some(Param {
        wire: member.wire.clone(),
        rust,
        ty,
        required: !member.optional,
        doc: member.long().and_then(|form| form.text_of("doc")).map(str::to_owned),
        default: default.map(Node::literal),
        span,
    })
}

/// Whether a request can carry it. Only its own crate knows what an external type is; if it cannot be sent,
/// generated code does not compile.
fn can_be_sent(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar.row().param,
        Type::Id(_) | Type::Enum(_) | Type::External(_) => true,
        Type::Struct(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => false,
    }
}

fn check_default(acc: &mut Problems, enums: &[Enum], member: &Member<'_>, ty: &Type, default: &Node) {
    if !member.optional {
        acc.add(default.span, Problem::RequiredDefault { name: member.wire.clone() });
    } else if default.is_scalar()
        && let Some(expected) = mismatch(enums, ty, default)
    {
        acc.add(default.span, Problem::BadDefault { expected });
    }
}

/// What a default of that type must be, if this is not one.
fn mismatch(enums: &[Enum], ty: &Type, default: &Node) -> Option<String> {
    let literal = default.literal();
    let (fits, expected) = match (ty, &default.value) {
        (Type::Scalar(Scalar::Boolean), value) => (matches!(value, Value::Bool(..)), "`true` or `false`".to_owned()),
        (Type::Scalar(Scalar::Integer), value) => {
            (matches!(value, Value::Number(_)) && literal.parse::<i64>().is_ok(), "a whole number".to_owned())
        }
        (Type::Scalar(Scalar::Number), value) => (matches!(value, Value::Number(_)), "a number".to_owned()),
        (Type::Enum(index), _) => (is_value(&enums[*index], &literal), format!("a value of `{}`", enums[*index].name)),
        (Type::External(_), _) => return None, // Only its own crate knows its values.
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

/// Checks the path itself, and that every `{name}` in it is a required parameter.
pub(super) fn path(acc: &mut Problems, span: Span, path: &str, params: &[Param], section: Option<&Node>) {
    if let Some(why) = misspelled(path) {
        return acc.add(span, Problem::BadPath { why });
    }
    for name in placeholders(path) {
        match params.iter().find(|param| param.wire == name) {
            Some(param) if param.required => {}
            Some(param) => acc.add(param.span, Problem::OptionalInPath { name: name.to_owned() }),
            None if is_written(section, name) => {}
            None => acc.add(span, Problem::PathParam { name: name.to_owned() }),
        }
    }
}
