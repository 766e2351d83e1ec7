//! Parameters, and the path that some of them stand in.

use super::names::{self, Taken};
use super::symbols::Symbols;
use super::types;
use crate::model::{Param, Type};
use crate::name;
use crate::problem::{Problem, Problems};
use crate::scalar::Scalar;
use crate::source::Span;
use crate::yaml::{Node, Value};

pub(super) fn params(acc: &mut Problems, symbols: &Symbols<'_>, section: Option<&Node>) -> Vec<Param> {
    let mut taken = Taken::default();
    let mut params: Vec<Param> = Vec::new();
    for entry in section.map(Node::entries).unwrap_or_default() {
        let (wire, optional) = names::marked(entry);
        let long = entry.value.get("type");
        let rust = names::member(acc, entry, &wire);
        let ty = types::resolve(acc, symbols, long.unwrap_or(&entry.value));
        let (Some(rust), Some(ty)) = (rust, ty) else { continue };
        taken.claim(acc, &rust, &wire, entry.key.span);
        if optional && name::is_request_method(&rust) {
            acc.add(entry.key.span, Problem::ReservedName { name: rust.clone() });
        }
        if !can_be_sent(&ty) {
            acc.add(long.unwrap_or(&entry.value).span, Problem::ParamType { name: wire.clone() });
        }
        if let Some(first) = params.iter().find(|param| !param.required).filter(|_| !optional) {
            let problem = Problem::RequiredAfterOptional { name: wire.clone() };
            acc.add_related(entry.key.span, problem, first.span, "the optional one");
        }
        let node = long.map(|_| &entry.value);
        let default = node.and_then(|node| node.get("default"));
        if let Some(default) = default {
            default_fits(acc, &ty, default);
        }
        params.push(Param {
            wire,
            rust,
            ty,
            required: !optional,
            doc: node.and_then(|node| node.text_of("doc")).map(str::to_owned),
            default: default.map(Node::literal),
            span: entry.key.span,
        });
    }
    params
}

fn can_be_sent(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar.row().param,
        Type::Id(_) | Type::Enum(_) => true,
        Type::Struct(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Nullable(_) => false,
    }
}

fn default_fits(acc: &mut Problems, ty: &Type, default: &Node) {
    let (fits, expected) = match ty {
        Type::Scalar(Scalar::Boolean) => (matches!(default.value, Value::Bool(_)), "a boolean"),
        Type::Scalar(Scalar::Integer | Scalar::Number) => (matches!(default.value, Value::Number(_)), "a number"),
        _ => (!matches!(default.value, Value::Bool(_) | Value::List(_) | Value::Map(_)), "a text"),
    };
    if !fits {
        acc.add(default.span, Problem::BadDefault { expected });
    }
}

/// The path itself, and that every `{name}` in it is a required parameter.
pub(super) fn path(acc: &mut Problems, span: Span, path: &str, params: &[Param]) {
    let mut bad = |why: String| acc.add(span, Problem::BadPath { why });
    let Some(rest) = path.strip_prefix('/') else {
        return bad("it does not begin with `/`".to_owned());
    };
    if path.contains(['?', '#']) {
        return bad("it has a query or a fragment".to_owned());
    }
    if path.len() > 1000 {
        return bad("it is longer than 1000 characters".to_owned());
    }
    for part in rest.split('/') {
        let inner = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let fits = |c: char| c.is_ascii_alphanumeric() || "._-~".contains(c);
        match inner {
            Some(name) => match params.iter().find(|param| param.wire == name) {
                None => acc.add(span, Problem::PathParam { name: name.to_owned() }),
                Some(param) if !param.required => {
                    acc.add(param.span, Problem::OptionalInPath { name: name.to_owned() });
                }
                Some(_) => {}
            },
            None if part.is_empty() || part == "." || part == ".." => {
                return acc.add(span, Problem::BadPath { why: "a part of it is empty or made of dots".to_owned() });
            }
            None => {
                if let Some(c) = part.chars().find(|c| !fits(*c)) {
                    return acc.add(span, Problem::BadPath { why: format!("it holds {}", shown(c)) });
                }
            }
        }
    }
}

fn shown(c: char) -> String {
    if c == ' ' { "a space".to_owned() } else { format!("`{}`", c.escape_default()) }
}
