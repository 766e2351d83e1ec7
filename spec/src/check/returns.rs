//! What a response contains.

use super::symbols::Symbols;
use super::types;
use crate::model::{Returns, Type};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::scalar::Scalar;
use crate::yaml::Node;

pub(super) fn returns(acc: &mut Problems, symbols: &Symbols<'_>, node: &Node) -> Option<Returns> {
    match node.text() {
        Some("none") => return Some(Returns::Nothing),
        Some("none?") => {
            acc.add(node.span, Problem::BadReturns { why: "no content is `none` already: remove the `?`" });
            return None;
        }
        _ => {}
    }
    match types::resolve_with_bytes(acc, symbols, node)? {
        Type::Scalar(Scalar::Bytes) => Some(Returns::Bytes),
        Type::Nullable(inner) if *inner == Type::Scalar(Scalar::Bytes) => {
            acc.add(node.span, Problem::BadReturns { why: "no bytes are `bytes` already: remove the `?`" });
            None
        }
        ty => Some(Returns::Json(ty)),
    }
}
