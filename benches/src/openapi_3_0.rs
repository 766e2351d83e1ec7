//! OpenAPI 3.1 as 3.0, without what that version cannot express.

use serde_json::{Map, Value, json};

/// Converts a document: one response per endpoint, and only types of version 3.0.
pub(crate) fn without_3_1(mut document: Value) -> Value {
    document["openapi"] = json!("3.0.3");
    if let Some(paths) = document["paths"].as_object_mut() {
        for operation in paths.values_mut().filter_map(|path| path.get_mut("get")) {
            if let Some(responses) = operation["responses"].as_object_mut() {
                // A generator for 3.0 requires all errors to have one type.
                responses.retain(|status, _| status == "200");
            }
        }
    }
    if let Some(components) = document["components"].as_object_mut() {
        components.remove("responses");
    }
    lower(&mut document);
    document
}

fn lower(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(lower),
        Value::Object(object) => {
            object.remove("example");
            object.values_mut().for_each(lower);
            schema(object);
        }
        _ => {}
    }
}

fn schema(object: &mut Map<String, Value>) {
    if object.remove("prefixItems").is_some() {
        object.insert("items".to_owned(), json!({}));
    }
    if let Some(value) = object.remove("const") {
        object.insert("type".to_owned(), json!("boolean"));
        object.insert("enum".to_owned(), json!([value]));
    }
    types(object);
    alternatives(object);
}

/// `[T, "null"]` becomes a nullable `T`; several types become alternatives.
fn types(object: &mut Map<String, Value>) {
    let Some(Value::Array(types)) = object.get("type").cloned() else { return };
    let others: Vec<_> = types.iter().filter(|ty| **ty != json!("null")).collect();
    if others.len() < types.len() {
        object.insert("nullable".to_owned(), json!(true));
    }
    match others.as_slice() {
        [one] => {
            object.insert("type".to_owned(), (*one).clone());
        }
        many => {
            let alternatives: Vec<_> = many.iter().map(|ty| json!({ "type": ty })).collect();
            for key in ["type", "pattern", "minimum", "maximum"] {
                object.remove(key);
            }
            object.insert("oneOf".to_owned(), Value::Array(alternatives));
        }
    }
}

/// A null alternative makes the others nullable; a single alternative is inlined.
fn alternatives(object: &mut Map<String, Value>) {
    let Some(Value::Array(all)) = object.remove("anyOf") else { return };
    let count = all.len();
    let mut others: Vec<_> = all.into_iter().filter(|one| one["type"] != json!("null")).collect();
    if others.len() < count {
        object.insert("nullable".to_owned(), json!(true));
    }
    match others.as_mut_slice() {
        [one] if one.get("$ref").is_none() => {
            if let Value::Object(inner) = one.take() {
                inner.into_iter().for_each(|(key, value)| {
                    object.entry(key).or_insert(value);
                });
            }
        }
        [_] => {
            object.insert("allOf".to_owned(), Value::Array(others));
        }
        _ => {
            object.insert("anyOf".to_owned(), Value::Array(others));
        }
    }
}
