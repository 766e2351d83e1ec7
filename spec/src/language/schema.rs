//! The JSON Schema of the language, for editors: printed from the same tables that check a file.

use serde_json::{Map, Value, json};

use super::definitions::INLINE;
use super::file::FILE;
use super::form::{Form, Rule, Shape};
use crate::scalar::SCALARS;

/// The schema as it is written to `spec/schema.json`.
#[must_use]
pub fn schema() -> String {
    let mut definitions = Map::new();
    let object = reference(&INLINE, &mut definitions);
    definitions.insert("type-expression".to_owned(), type_schema("type-expression", None));
    definitions.insert("field-type".to_owned(), type_schema("field-type", Some(object)));
    let mut root = form_schema(&FILE, &mut definitions);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!("Endpoint spec");
    root["$defs"] = Value::Object(definitions);
    let mut text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text.push('\n');
    text
}

fn form_schema(form: &Form, definitions: &mut Map<String, Value>) -> Value {
    let mut properties = Map::new();
    for key in form.keys {
        let mut schema = shape_schema(&key.shape, definitions);
        schema["description"] = json!(key.doc);
        properties.insert(key.name.to_owned(), schema);
    }
    let rules: Vec<_> = form.rules.iter().map(rule_schema).collect();
    let required: Vec<_> = form.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({
        "description": form.doc,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if !rules.is_empty() {
        schema["allOf"] = Value::Array(rules);
    }
    schema
}

/// Which keys exclude or need each other.
fn rule_schema(rule: &Rule) -> Value {
    let each = |keys: &[&str]| keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>();
    match *rule {
        Rule::One(keys) => json!({ "oneOf": each(keys) }),
        Rule::AtMostOne(keys) => {
            let mut none_or_one = each(keys);
            none_or_one.push(json!({ "not": { "anyOf": each(keys) } }));
            json!({ "oneOf": none_or_one })
        }
        Rule::Both([one, other]) => json!({ "dependentRequired": { one: [other], other: [one] } }),
        Rule::Needs(key, others) => json!({ "dependentSchemas": { key: { "anyOf": each(others) } } }),
    }
}

fn shape_schema(shape: &Shape, definitions: &mut Map<String, Value>) -> Value {
    match shape {
        Shape::Text | Shape::Doc => json!({ "type": "string", "pattern": "\\S" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Count => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Shape::Literal => json!({ "type": ["string", "number", "boolean", "null"] }),
        Shape::Plain => json!({ "type": ["string", "boolean", "integer"] }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Type => json!({ "$ref": "#/$defs/type-expression" }),
        Shape::FieldType => json!({ "$ref": "#/$defs/field-type" }),
        Shape::List(item) => {
            json!({ "type": "array", "items": shape_schema(item, definitions), "uniqueItems": true })
        }
        Shape::Map { keys, value } => {
            let value = shape_schema(value, definitions);
            json!({ "type": "object", "additionalProperties": value, "$comment": format!("key: {keys}") })
        }
        Shape::Form(form) => reference(form, definitions),
        Shape::ListOr(item, other) => {
            let list = json!({ "type": "array", "items": shape_schema(item, definitions), "uniqueItems": true });
            json!({ "if": { "type": "array" }, "then": list, "else": shape_schema(other, definitions) })
        }
        Shape::TypeOrMap { keys, value } => {
            let value = shape_schema(value, definitions);
            let map = json!({ "type": "object", "additionalProperties": value, "$comment": format!("key: {keys}") });
            let is_map_type = json!({ "required": ["string"], "maxProperties": 1 });
            json!({
                "if": { "type": "object", "not": is_map_type },
                "then": map,
                "else": { "$ref": "#/$defs/type-expression" },
            })
        }
        Shape::DocOr(form) => {
            json!({ "oneOf": [shape_schema(&Shape::Doc, definitions), reference(form, definitions)] })
        }
        Shape::CountOr(form) => {
            json!({ "oneOf": [shape_schema(&Shape::Count, definitions), reference(form, definitions)] })
        }
        Shape::TypeOr(form) => long_or(form, "type-expression", definitions),
        Shape::FieldTypeOr(form) => long_or(form, "field-type", definitions),
    }
}

/// A long form, or a type. The type `{string: T}` and the long form are both mappings; a key distinguishes them.
fn long_or(form: &Form, ty: &str, definitions: &mut Map<String, Value>) -> Value {
    json!({
        "if": { "type": "object", "anyOf": [{ "required": ["type"] }, { "not": { "required": ["string"] } }] },
        "then": reference(form, definitions),
        "else": { "$ref": format!("#/$defs/{ty}") },
    })
}

/// A form is defined once, under its bare name.
fn reference(form: &Form, definitions: &mut Map<String, Value>) -> Value {
    let bare = form.name.trim_start_matches("an ").trim_start_matches("a ").trim_matches('`');
    let name = match (bare, form.keys.first().map(|key| key.name)) {
        ("cost", Some("header")) => "price".to_owned(),
        ("cache", Some("not_found_seconds")) => "not-found".to_owned(),
        _ => bare.replace(' ', "-"),
    };
    if !definitions.contains_key(&name) {
        // A form can contain itself.
        definitions.insert(name.clone(), Value::Null);
        let schema = form_schema(form, definitions);
        definitions.insert(name.clone(), schema);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// The schema of a type, in which an object may stand that has no name.
fn type_schema(name: &str, object: Option<Value>) -> Value {
    let scalars: Vec<_> = SCALARS.iter().map(|row| format!("`{}`: {}", row.name, row.doc)).collect();
    let lines =
        ["A scalar, a name that the spec defines, `[T]`, `[A, B]` or `{string: T}`; `?` after it: may be null."];
    let description = lines.iter().map(ToString::to_string).chain(scalars).collect::<Vec<_>>().join("\n");
    let inner = json!({ "$ref": format!("#/$defs/{name}") });
    let mut forms = vec![
        json!({ "type": "string", "pattern": "\\S" }),
        json!({ "type": "array", "items": inner, "minItems": 1, "maxItems": 6 }),
        json!({
            "type": "object",
            "properties": { "string": inner },
            "required": ["string"],
            "additionalProperties": false,
        }),
    ];
    forms.extend(object);
    json!({ "description": description, "anyOf": forms })
}
