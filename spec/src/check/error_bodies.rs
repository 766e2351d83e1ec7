//! Bodies that are errors, whatever their status.

use crate::model::{ErrorBody, FieldValue};
use crate::yaml::{Node, Value};

pub(super) fn bodies(section: Option<&Node>) -> Vec<ErrorBody> {
    let rows = section.map(Node::items).unwrap_or_default();
    rows.iter().filter_map(body).collect()
}

fn body(row: &Node) -> Option<ErrorBody> {
    let is = row.get("is").map(value);
    Some(ErrorBody {
        field: row.text_of("field")?.to_owned(),
        is: is.flatten(),
        alone: row.get("alone").and_then(Node::flag).unwrap_or_default(),
    })
}

/// The form check reports what is none.
fn value(node: &Node) -> Option<FieldValue> {
    match &node.value {
        Value::Bool(flag, _) => Some(FieldValue::Flag(*flag)),
        Value::Number(literal) => literal.parse().ok().map(FieldValue::Number),
        Value::Text(text) => Some(FieldValue::Text(text.clone())),
        Value::List(_) | Value::Map(_) | Value::Null(_) => None,
    }
}
