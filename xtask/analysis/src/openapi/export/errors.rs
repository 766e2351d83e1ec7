//! The error statuses as responses: one component each, which every operation refers to.

use spec::{ErrorRules, Retry, Verdict};

use super::service::{means_word, status_key};
use crate::openapi::json::{Json, Object};

/// The schema of error bodies. No definition of a spec can have a name with `-` in it.
const BODY: &str = "error-body";

/// The schema of error bodies, under the name that the responses use.
pub(super) fn body(rules: &ErrorRules) -> (&'static str, Object) {
    let ErrorRules { code, message, violations, .. } = rules;
    let mut properties = Object::new().with(code, Object::new().with("description", "The code of the error."));
    for field in message {
        properties.set(field, Object::new().with("description", "What is wrong, in words."));
    }
    if let Some(violations) = violations {
        let what = format!(
            "What is wrong, in words, or a list of wrong parameters: `{}` leads to it, `{}` says why.",
            violations.path, violations.text
        );
        properties.set(&violations.list, Object::new().with("description", what));
    }
    let schema = Object::new()
        .with("description", "What the service says of an error. Every field can be missing.")
        .with("type", "object")
        .with("properties", properties);
    (BODY, schema)
}

/// The components, by the names that [`references`] uses.
pub(super) fn components(rules: &ErrorRules) -> Object {
    let mut components = Object::new();
    for (_, name, verdict) in rows(rules) {
        let schema = Object::new().with("$ref", format!("#/components/schemas/{BODY}"));
        let content = Object::new().with("application/json", Object::new().with("schema", schema));
        components.set(name, Object::new().with("description", said(verdict)).with("content", content));
    }
    components
}

/// The references of an operation, by status.
pub(super) fn references(rules: &ErrorRules) -> Vec<(String, Object)> {
    let reference = |name| Object::new().with("$ref", format!("#/components/responses/{name}"));
    rows(rules).into_iter().map(|(status, name, _)| (status, reference(name))).collect()
}

/// Every row of the table but that of the answer itself: as OpenAPI writes the status, the component's name, and what
/// it means.
fn rows(rules: &ErrorRules) -> Vec<(String, String, Verdict)> {
    let listed = rules.statuses.iter().map(|status| (status_key(status).to_uppercase(), status.verdict));
    let all = listed.chain([("default".to_owned(), rules.other)]).filter(|(status, _)| status != "200");
    all.map(|(status, verdict)| (status.clone(), format!("status-{status}"), verdict)).collect()
}

fn said(verdict: Verdict) -> Json {
    let means = means_word(verdict.means).replace('_', " ");
    let billed = if verdict.billed { "billed" } else { "free" };
    let retry = match verdict.retry {
        Retry::Never => "another try does not help",
        Retry::Backoff => "another try can help, after a pause that grows",
        Retry::Wait => "another try can help, after the pause that the service asks for",
    };
    Json::from(format!("{means}; {billed}; {retry}"))
}
