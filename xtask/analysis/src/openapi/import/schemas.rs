//! Reading schemas: one view of what OpenAPI 3.0 and 3.1 write differently.

use std::collections::BTreeSet;

use super::parts;
use crate::openapi::json::{self, Json};
use crate::openapi::keys;

/// What a component becomes; `None` where it is only another name for its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Definition {
    Id,
    Enum,
    Object,
    Union,
}

/// What a schema becomes, but for unions, which `unions` finds.
pub(super) fn definition(document: &Json, schema: &Json) -> Option<Definition> {
    if schema[keys::ID].as_str().is_some() {
        return Some(Definition::Id);
    }
    if schema.get(keys::UNION).is_some() {
        return Some(Definition::Union);
    }
    if known_values(schema).is_some() {
        return Some(Definition::Enum);
    }
    // A single part is how OpenAPI 3.0 adds keys to a reference: the fields of what it refers to are not looked through.
    let is_wrapper = parts::lone(document, schema).is_some();
    (!is_wrapper && has_fields(document, schema)).then_some(Definition::Object)
}

/// The types that are named, without null; where none is named, those of the listed values.
pub(super) fn types(schema: &Json) -> Vec<&str> {
    let mut named = match &schema["type"] {
        Json::String(one) => vec![one.as_str()],
        several => json::items(several).iter().filter_map(Json::as_str).collect(),
    };
    if schema.get("type").is_none() {
        let listed = schema.get("const").into_iter().chain(json::items(&schema["enum"]));
        listed.for_each(|value| named.push(kind(value)));
        named.sort_unstable();
        named.dedup();
    }
    named.retain(|name| *name != "null");
    named
}

fn kind(value: &Json) -> &'static str {
    match value {
        Json::Null => "null",
        Json::Bool(_) => "boolean",
        Json::Number(number) if number.is_i64() => "integer",
        Json::Number(_) => "number",
        Json::String(_) => "string",
        Json::Array(_) => "array",
        Json::Object(_) => "object",
    }
}

/// Why a schema says nothing that could be read, although it says something; `None` for all others.
pub(super) fn unreadable(schema: &Json) -> Option<&'static str> {
    let is_text = |json: &Json| matches!(json, Json::String(_));
    let is_type =
        |json: &Json| is_text(json) || json.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(is_text));
    let has_parts = |json: &Json| matches!(json, Json::Array(_) | Json::Object(_));
    let listed = schema.get("enum");
    match () {
        () if !matches!(schema, Json::Object(_) | Json::Bool(true) | Json::Null) => Some("its schema is not an object"),
        () if schema.get("$ref").is_some_and(|json| !is_text(json)) => Some("its `$ref` is not a text"),
        () if schema.get("type").is_some_and(|json| !is_type(json)) => {
            Some("its `type` is neither a text nor a list of texts")
        }
        () if listed.is_some_and(|json| json::items(json).is_empty()) => Some("its `enum` lists no value"),
        () if listed.into_iter().flat_map(json::items).chain(schema.get("const")).any(has_parts) => {
            Some("its values are listed, and are lists or objects")
        }
        () if ["not", "if"].iter().any(|key| schema.get(key).is_some()) && says_nothing_else(schema) => {
            Some("its schema only says what it is not, or on a condition (`not`, `if`)")
        }
        () => None,
    }
}

/// Whether nothing in a schema names a type.
fn says_nothing_else(schema: &Json) -> bool {
    const SAYS: &[&str] = &[
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "items",
        "oneOf",
        "patternProperties",
        "prefixItems",
        "properties",
    ];
    types(schema).is_empty() && SAYS.iter().all(|key| schema.get(key).is_none())
}

/// Whether null is valid, according to the schema itself.
pub(super) fn takes_null(schema: &Json) -> bool {
    let names_null = |json: &Json| json.as_str() == Some("null");
    let lists_null = |json: &Json| json::items(&json["enum"]).contains(&Json::Null);
    let is_null = |json: &Json| names_null(&json["type"]) || json.get("const") == Some(&Json::Null) || lists_null(json);
    schema["nullable"] == true
        || is_null(schema)
        || json::items(&schema["type"]).iter().any(names_null)
        || ["anyOf", "oneOf"].iter().any(|key| json::items(&schema[key]).iter().any(is_null))
        || parts::note_takes_null(schema)
}

/// The alternatives other than null; `None` where the schema has none.
pub(super) fn alternatives(schema: &Json) -> Option<Vec<&Json>> {
    let listed = schema.get("anyOf").or_else(|| schema.get("oneOf"))?;
    let is_null = |json: &&Json| types(json).is_empty() && takes_null(json);
    Some(json::items(listed).iter().filter(|json| !is_null(json)).collect())
}

/// Whether one of the properties becomes a field.
fn has_fields(document: &Json, schema: &Json) -> bool {
    let properties = parts::properties(&parts::parts(document, schema));
    properties.iter().any(|property| property.reason_to_leave_out().is_none())
}

/// A known value of an enum.
pub(super) struct Known<'a> {
    pub(super) value: &'a Json,
    pub(super) doc: Option<&'a str>,
    /// The name in Rust, if an export of ours wrote it.
    pub(super) name: Option<&'a str>,
    /// A word to make the name of.
    pub(super) hint: Option<&'a str>,
    pub(super) basis: &'a str,
}

/// The known values of an enum: all texts or all integers; `None` where the schema lists none.
pub(super) fn known_values(schema: &Json) -> Option<Vec<Known<'_>>> {
    let mut values = match schema.get(keys::KNOWN_VALUES) {
        Some(own) => json::items(own).iter().map(own_value).collect(),
        None => listed_values(schema),
    };
    values.retain(|known| *known.value != Json::Null);
    let is_text = |json: &Json| matches!(json, Json::String(text) if text.len() < 500);
    let is_integer = |json: &Json| matches!(json, Json::Number(number) if number.is_i64());
    let fits = |fits: &dyn Fn(&Json) -> bool| values.iter().all(|known| fits(known.value));
    (!values.is_empty() && (fits(&is_text) || fits(&is_integer))).then_some(values)
}

fn own_value(value: &Json) -> Known<'_> {
    Known {
        value: &value["value"],
        doc: value["description"].as_str(),
        name: value[keys::RUST].as_str(),
        hint: None,
        basis: value[keys::BASIS].as_str().unwrap_or("example"),
    }
}

/// By `enum` or `const`, here or in alternatives that leave the enum open.
fn listed_values(schema: &Json) -> Vec<Known<'_>> {
    let declared = |value| Known { value, doc: None, name: None, hint: None, basis: "declared" };
    let mut values: Vec<Known<'_>> = Vec::new();
    for alternative in alternatives(schema).unwrap_or_default() {
        let doc = alternative["description"].as_str();
        match alternative.get("const") {
            Some(value) => values.push(Known { doc, ..declared(value) }),
            None if alternative.get("enum").is_some() => values.extend(listed_values(alternative)),
            // Any text beside some texts is what leaves the enum open.
            None if types(alternative) == ["string"] || types(alternative) == ["integer"] => {}
            None => return Vec::new(),
        }
    }
    values.extend(schema.get("const").map(declared));
    let texts = |keys: [&str; 2], index: usize| {
        let list = keys.iter().find_map(|key| schema.get(key));
        list.and_then(|list| json::items(list).get(index)).and_then(Json::as_str)
    };
    for (index, value) in json::items(&schema["enum"]).iter().enumerate() {
        let hint = texts(["x-enum-varnames", "x-enumNames"], index);
        let doc = texts(["x-enum-descriptions", "x-enumDescriptions"], index);
        values.push(Known { doc, hint, ..declared(value) });
    }
    let mut seen = BTreeSet::new();
    values.retain(|known| seen.insert(known.value.to_string()));
    values
}
