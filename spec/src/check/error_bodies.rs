//! Bodies that are errors, whatever their status.

use crate::model::{ErrorBody, FieldValue};
use crate::problem::Problem;
use crate::problems::Problems;
use crate::yaml::{Node, Value};

pub(super) fn bodies(acc: &mut Problems, section: Option<&Node>) -> Vec<ErrorBody> {
    let rows = section.map(Node::items).unwrap_or_default();
    rows.iter().filter_map(|row| body(acc, row)).collect()
}

fn body(acc: &mut Problems, row: &Node) -> Option<ErrorBody> {
    let is = row.get("is").map(|node| value(acc, node));
    Some(ErrorBody {
        field: row.text_of("field")?.to_owned(),
        is: is.flatten(),
        alone: row.get("alone").and_then(Node::flag).unwrap_or_default(),
    })
}

fn value(acc: &mut Problems, node: &Node) -> Option<FieldValue> {
    let value = match &node.value {
        Value::Bool(flag, _) => Some(FieldValue::Flag(*flag)),
        Value::Number(literal) => literal.parse().ok().map(FieldValue::Number),
        Value::Text(text) => Some(FieldValue::Text(text.clone())),
        // The form check reports it.
        Value::List(_) | Value::Map(_) => return None,
        Value::Null(_) => None,
    };
    if value.is_none() {
        acc.add(node.span, Problem::WrongShape { expected: EXPECTED.to_owned(), found: node.kind() });
    }
    value
}

const EXPECTED: &str = "`true`, `false`, a whole number or a text";
