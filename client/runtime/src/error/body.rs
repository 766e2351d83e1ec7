//! The body of an error: whether it is one, and what it says.

use crate::json::strict;
use crate::service::{BodyRule, ErrorRules, FieldValue, ViolationRule};
use crate::wire::Json;

/// The largest body with the status of a success that is examined. Errors are small, and results are not read twice.
const LARGEST_ERROR: usize = 1 << 16;

/// The most violations that are kept: no request has more parameters.
const MOST_VIOLATIONS: usize = 100;

/// A body as JSON; `None` where it is something else. A byte order mark is no part of it, and bytes that are not UTF-8 are
/// read as U+FFFD.
pub(super) fn json(body: &[u8]) -> Option<Json> {
    let text = String::from_utf8_lossy(body);
    strict(text.trim_start_matches('\u{feff}').as_bytes()).ok()
}

/// The body as JSON, if a rule says that it is an error.
pub(super) fn error(rules: &ErrorRules, body: &[u8]) -> Option<Json> {
    if rules.bodies.is_empty() || body.len() > LARGEST_ERROR || first(body) != Some(b'{') {
        return None;
    }
    let json = json(body)?;
    // Read once for all rules: most bodies are results, which match none.
    let fields = json.fields();
    rules.bodies.iter().any(|rule| rule.matches(&fields)).then_some(json)
}

/// Whether the body begins as text and not as JSON.
pub(super) fn is_text(body: &[u8]) -> bool {
    first(body).is_some_and(|first| !matches!(first, b'{' | b'['))
}

/// The first byte that is neither white space nor a byte order mark.
fn first(body: &[u8]) -> Option<u8> {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start().first().copied()
}

impl BodyRule {
    fn matches(&self, fields: &[(String, Json)]) -> bool {
        let Some((_, found)) = fields.iter().find(|(name, _)| name == self.field) else { return false };
        let is_meant = match self.value {
            Some(FieldValue::Flag(flag)) => found.read() == Ok(flag),
            Some(FieldValue::Number(number)) => found.read() == Ok(number),
            Some(FieldValue::Text(text)) => found.read::<String>().is_ok_and(|found| found == text),
            None => !is_nothing(found),
        };
        is_meant && (!self.is_alone || fields.len() == 1)
    }
}

/// Whether a field says that there is no error.
fn is_nothing(value: &Json) -> bool {
    let text = value.read::<String>().is_ok_and(|text| text.trim().is_empty());
    let json = value.as_json();
    text || matches!(json, "null" | "false" | "0")
        || json.starts_with('[') && value.items().is_empty()
        || json.starts_with('{') && value.fields().is_empty()
}

/// A parameter that the service refused, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The path of the parameter, from the outside in: `query.id`.
    pub path: String,
    /// What is wrong with it.
    pub text: String,
}

/// What the body of an error says.
pub(super) struct Words {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) violations: Vec<Violation>,
}

impl Words {
    /// The words of a body of any size; `None` where it is not an object.
    pub(super) fn of_object(rules: &ErrorRules, body: &[u8]) -> Option<Self> {
        if first(body) != Some(b'{') {
            return None;
        }
        json(body).map(|json| Self::of(rules, &json))
    }

    pub(super) fn of(rules: &ErrorRules, body: &Json) -> Self {
        let text = |way: &str| at(body, way)?.read::<String>().ok();
        let violations = rules.violations.as_ref().map(|rule| violations(rule, body)).unwrap_or_default();
        let mut texts = rules.message.iter().filter_map(|way| text(way));
        let message = texts.find(|text| !text.trim().is_empty()).or_else(|| listed(&violations));
        let code = Some(rules.code).filter(|way| !way.is_empty()).and_then(|way| at(body, way));
        Self { code: code.as_ref().and_then(code_text), message, violations }
    }
}

/// The value at a way: names of fields, and numbers of items of lists, separated by dots.
fn at(body: &Json, way: &str) -> Option<Json> {
    way.split('.').try_fold(body.clone(), |json, step| match step.parse() {
        Ok(index) if json.as_json().starts_with('[') => json.at(index),
        _ => json.get(step),
    })
}

/// A code is a text or a number.
fn code_text(code: &Json) -> Option<String> {
    let is_number = code.as_json().starts_with(|first: char| first == '-' || first.is_ascii_digit());
    if is_number { Some(code.to_string()) } else { code.read().ok() }
}

/// The body itself where no field describes the error, and it says something.
pub(super) fn own_words(body: &Json) -> Option<String> {
    (!is_nothing(body)).then(|| body.to_string())
}

fn violations(rule: &ViolationRule, body: &Json) -> Vec<Violation> {
    let items: Vec<Json> = body.get(rule.list).and_then(|list| list.read().ok()).unwrap_or_default();
    let violation = |item: &Json| {
        let path = item.get(rule.path)?;
        let path = match path.read::<Vec<Json>>() {
            Ok(parts) => parts.iter().map(plain).collect::<Vec<_>>().join("."),
            Err(_) => plain(&path),
        };
        Some(Violation { path, text: item.get(rule.text).as_ref().map(plain).unwrap_or_default() })
    };
    items.iter().filter_map(violation).take(MOST_VIOLATIONS).collect()
}

/// The parts of a path are texts and numbers, both without quotes.
fn plain(value: &Json) -> String {
    value.read().unwrap_or_else(|_| value.to_string())
}

fn listed(violations: &[Violation]) -> Option<String> {
    let texts: Vec<_> = violations.iter().map(|Violation { path, text }| format!("{path}: {text}")).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::SERVICE;

    #[track_caller]
    fn check(body: &str, expected: bool) {
        assert_eq!(error(&SERVICE.errors, body.as_bytes()).is_some(), expected, "{body}");
    }

    #[test]
    fn a_body_is_an_error_where_a_rule_says_so() {
        check(r#"{"exc_type":"Odd","detail":"x"}"#, true);
        check(" \n{\"id\":7,\"exc_type\":{\"name\":\"Odd\"}}", true);
        check("\u{feff}{\"exc_type\":\"Odd\"}", true);
        check(r#"{"state":false,"error":"x"}"#, true);
        check(r#"{"kind":"error"}"#, true);
        check(r#"{"level":-1}"#, true);
        check(r#"{"detail":"Account not found"}"#, true);
        let latin = b"{\"exc_type\":\"Odd\",\"detail\":\"caf\xe9\"}";
        assert!(error(&SERVICE.errors, latin).is_some());
    }

    #[track_caller]
    fn check_words(body: &str, code: Option<&str>, message: Option<&str>) {
        let rules =
            ErrorRules { code: "error.code", message: &["error.text", "errors.0.text", "text"], ..ErrorRules::DEFAULT };
        let words = Words::of_object(&rules, body.as_bytes()).expect("an object");
        assert_eq!((words.code.as_deref(), words.message.as_deref()), (code, message), "{body}");
    }

    #[test]
    fn ways_lead_into_objects_and_lists() {
        check_words(r#"{"error":{"code":"gone","text":"It is gone"}}"#, Some("gone"), Some("It is gone"));
        check_words(
            r#"{"error":{"code":20404},"errors":[{"text":"First"},{"text":"Second"}]}"#,
            Some("20404"),
            Some("First"),
        );
        check_words(r#"{"error":{"code":-1,"text":" "},"text":"At last"}"#, Some("-1"), Some("At last"));
        check_words(r#"{"errors":{"0":{"text":"A name"}}}"#, None, Some("A name"));
        for other in
            [r#"{"error":"code"}"#, r#"{"error.code":"x"}"#, r#"{"error":{"code":true}}"#, r#"{"errors":[]}"#, "{}"]
        {
            check_words(other, None, None);
        }
    }

    #[test]
    fn a_result_with_the_same_fields_is_none() {
        for nothing in ["null", "false", "\"\"", "\" \"", "[ ]", "{ }"] {
            check(&format!(r#"{{"id":7,"exc_type":{nothing}}}"#), false);
        }
        check(r#"{"state":true}"#, false);
        check(r#"{"state":"false"}"#, false);
        check(r#"{"kind":"order"}"#, false);
        check(r#"{"level":1}"#, false);
        check(r#"{"detail":"a product","id":7}"#, false);
        check(r#"{"inner":{"exc_type":"Odd"}}"#, false);
        check(r#"[{"exc_type":"Odd"}]"#, false);
        check("{}", false);
        check("", false);
        check(r#"{"exc_type":"Odd""#, false);
        check(&format!(r#"{{"exc_type":"Odd","x":"{}"}}"#, "x".repeat(LARGEST_ERROR)), false);
    }
}
