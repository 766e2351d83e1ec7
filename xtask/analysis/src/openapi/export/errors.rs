//! The error statuses as responses: one component each, which every operation refers to.

use spec::{ErrorRules, Verdict};

use super::service::{means_word, retry_word, status_key};
use crate::openapi::facts;
use crate::openapi::json::{Build, Object};

/// The schema of error bodies. No definition of a spec can have a name with `-` in it.
const BODY: &str = "error-body";

/// The schema of error bodies, under the name that the responses use.
pub(super) fn body(rules: &ErrorRules) -> (&'static str, Object) {
    let ErrorRules { code, message, violations, .. } = rules;
    let mut properties = Object::new().with(code, Object::new().with("description", "The code of the error."));
    for field in message {
        properties.put(field, Object::new().with("description", "A message."));
    }
    if let Some(violations) = violations {
        let what = format!(
            "A message, or a list of wrong parameters: `{}` is the path to the parameter, `{}` the reason.",
            violations.path, violations.text
        );
        properties.put(&violations.list, Object::new().with("description", what));
    }
    let schema = Object::new()
        .with("description", "The body of an error response. Every field can be missing.")
        .with("type", "object")
        .with("properties", properties);
    (BODY, schema)
}

/// The components, by the names that [`references`] uses.
pub(super) fn components(rules: &ErrorRules) -> Object {
    let mut components = Object::new();
    for Row { status, verdict, doc } in rows(rules) {
        let schema = Object::new().with("$ref", format!("#/components/schemas/{BODY}"));
        let content = Object::new().with("application/json", Object::new().with("schema", schema));
        let facts = facts::facts(means_word(verdict.means), verdict.billed, retry_word(verdict.retry));
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

/// Every row of the table except 200, which each operation describes itself.
fn rows(rules: &ErrorRules) -> Vec<Row<'_>> {
    let listed = rules.statuses.iter().map(|status| Row {
        status: status_key(status).to_uppercase(),
        verdict: status.verdict,
        doc: status.doc.as_deref(),
    });
    let other = Row { status: "default".to_owned(), verdict: rules.other, doc: rules.other_doc.as_deref() };
    listed.chain([other]).filter(|row| row.status != "200").collect()
}
