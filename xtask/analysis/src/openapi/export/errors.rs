//! The error statuses as responses: one component each, which every operation refers to.

use spec::{ErrorRules, Means, Verdict};

use super::service::{means_word, retry_word, status_key};
use crate::openapi::facts;
use crate::openapi::json::{Build, Json, Object};

/// The schema of error bodies. No definition of a spec can have a name with `-` in it.
const BODY: &str = "error-body";

/// The schema of error bodies, under the name that the responses use.
pub(super) fn body(rules: &ErrorRules) -> (&'static str, Object) {
    let ErrorRules { code, message, violations, .. } = rules;
    let mut properties = Object::new();
    if !code.is_empty() {
        put(&mut properties, code, "The code of the error.");
    }
    message.iter().for_each(|way| put(&mut properties, way, "A message."));
    if let Some(violations) = violations {
        let what = format!(
            "A message, or a list of wrong parameters: `{}` is the path to the parameter, `{}` the reason.",
            violations.path, violations.text
        );
        put(&mut properties, &violations.list, &what);
    }
    let schema = Object::new()
        .with("description", "The body of an error response. Every field can be missing.")
        .with("type", "object")
        .with("properties", properties);
    (BODY, schema)
}

/// Puts what a way leads to among properties: `error.code` is one of an object, `errors.0.message` one of a list's items.
fn put(properties: &mut Object, way: &str, what: &str) {
    let Some((first, rest)) = way.split_once('.') else {
        return properties.put(way, Object::new().with("description", what));
    };
    let mut inner = match properties.get_mut(first) {
        Some(Json::Object(known)) => std::mem::take(known),
        _ => Object::new(),
    };
    let (index, after) = rest.split_once('.').unwrap_or((rest, ""));
    if index.parse::<usize>().is_ok() {
        let mut items = Object::new().with("type", "object");
        put_in(&mut items, after, what);
        inner.put("type", "array");
        inner.put("items", items);
    } else {
        inner.put("type", "object");
        put_in(&mut inner, rest, what);
    }
    properties.put(first, inner);
}

fn put_in(object: &mut Object, way: &str, what: &str) {
    let mut properties = match object.get_mut("properties") {
        Some(Json::Object(known)) => std::mem::take(known),
        _ => Object::new(),
    };
    put(&mut properties, way, what);
    object.put("properties", properties);
}

/// The components, by the names that [`references`] uses.
pub(super) fn components(rules: &ErrorRules, has_price: bool) -> Object {
    let mut components = Object::new();
    for Row { status, verdict, doc } in rows(rules) {
        let schema = Object::new().with("$ref", format!("#/components/schemas/{BODY}"));
        let content = Object::new().with("application/json", Object::new().with("schema", schema));
        let facts =
            facts::facts(means_word(verdict.means), has_price.then_some(verdict.billed), retry_word(verdict.retry));
        let description = facts::description(doc, &facts);
        components.put(component(&status), Object::new().with("description", description).with("content", content));
    }
    components
}

/// The references of an operation, by status.
pub(super) fn references(rules: &ErrorRules) -> Vec<(String, Object)> {
    let reference = |status: &str| Object::new().with("$ref", format!("#/components/responses/{}", component(status)));
    rows(rules).into_iter().map(|row| (row.status.clone(), reference(&row.status))).collect()
}

/// The name of the component for a status.
fn component(status: &str) -> String {
    format!("status-{status}")
}

/// A row of the table.
struct Row<'a> {
    /// As OpenAPI writes it: `5XX`, or `default`.
    status: String,
    verdict: Verdict,
    doc: Option<&'a str>,
}

/// Every row of the table except those of success, which each operation describes itself.
fn rows(rules: &ErrorRules) -> Vec<Row<'_>> {
    let listed = rules.statuses.iter().map(|status| Row {
        status: status_key(status).to_uppercase(),
        verdict: status.verdict,
        doc: status.doc.as_deref(),
    });
    let other = Row { status: "default".to_owned(), verdict: rules.other, doc: rules.other_doc.as_deref() };
    listed.chain([other]).filter(|row| row.verdict.means != Means::Ok).collect()
}
