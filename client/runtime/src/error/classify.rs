//! What a response means: by its status first, then by its body, as the spec's tables state.

use super::{Error, ErrorKind, Result, Violation};
use crate::json::strict;
use crate::raw::RawResponse;
use crate::redact::{beginning, redacted};
use crate::service::{ErrorRules, Means, Operation, Verdict, ViolationRule};
use crate::wire::Json;

/// What a response means.
pub(crate) struct Classified {
    pub(crate) verdict: Verdict,
    help: &'static str,
    code: Option<String>,
    message: Option<String>,
    violations: Vec<Violation>,
}

/// Classifies a response. The body is read only where the status is not a success.
pub(crate) fn classify(rules: &ErrorRules, status: u16, body: &[u8], key: &str) -> Classified {
    let row = rules.statuses.iter().find(|row| (row.first..=row.last).contains(&status));
    let mut verdict = row.map_or(rules.other, |row| row.verdict);
    let mut help = row.map_or("", |row| row.help);
    if verdict.means == Means::Ok {
        return Classified { verdict, help, code: None, message: None, violations: Vec::new() };
    }
    let Ok(body_json) = strict::<Json>(body) else {
        let by_status = Classified { verdict, help, code: None, message: None, violations: Vec::new() };
        return text_body(rules, status, by_status, body, key);
    };
    let text = |field: &str| body_json.get(field)?.read::<String>().ok();
    let code = text(rules.code);
    if let Some(rule) = rules.codes.iter().find(|rule| code.as_deref() == Some(rule.code)) {
        verdict = Verdict {
            means: rule.means,
            billed: rule.billed.unwrap_or(verdict.billed),
            retry: rule.retry.unwrap_or(verdict.retry),
        };
        if !rule.help.is_empty() {
            help = rule.help;
        }
    }
    let violations = rules.violations.as_ref().map(|rule| violations(rule, &body_json)).unwrap_or_default();
    let mut texts = rules.message.iter().filter_map(|field| text(field));
    let message = texts.find(|text| !text.trim().is_empty());
    Classified { verdict, help, code, message: message.or_else(|| listed(&violations)), violations }
}

/// Refines a response whose body is not JSON.
fn text_body(rules: &ErrorRules, status: u16, by_status: Classified, body: &[u8], key: &str) -> Classified {
    let text = String::from_utf8_lossy(body);
    let message =
        Some(format!("the body is not JSON, it begins {}", beginning(&text, key))).filter(|_| !text.trim().is_empty());
    match rules.texts.iter().find(|rule| rule.status == status && text.contains(rule.text)) {
        Some(rule) => {
            let help = if rule.help.is_empty() { by_status.help } else { rule.help };
            Classified { verdict: rule.verdict, help, message: Some(rule.text.to_owned()), ..by_status }
        }
        None => Classified { message, ..by_status },
    }
}

/// The most violations that are kept: no request has more parameters.
const MOST_VIOLATIONS: usize = 100;

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

impl Classified {
    /// The response itself where it means success.
    pub(crate) fn into_result(
        self,
        operation: &'static Operation,
        key: &str,
        response: RawResponse,
    ) -> Result<RawResponse> {
        let Some(kind) = ErrorKind::of(self.verdict.means) else { return Ok(response) };
        let message = self.message.unwrap_or_else(|| "the service gives no reason".to_owned());
        let mut error = Error::new(kind, redacted(&message, key)).of(operation);
        let redact = |violation: Violation| Violation {
            path: redacted(&violation.path, key),
            text: redacted(&violation.text, key),
        };
        error.inner.code = self.code.map(|code| redacted(&code, key));
        error.inner.help = self.help;
        error.inner.violations = self.violations.into_iter().map(redact).collect();
        error.inner.retry = self.verdict.retry;
        error.inner.response = Some(response);
        Err(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::SERVICE;
    use crate::service::Retry;

    #[track_caller]
    fn check(status: u16, body: &str, means: Means, billed: bool, message: &str) -> Classified {
        let classified = classify(&SERVICE.errors, status, body.as_bytes(), "key");
        assert_eq!((classified.verdict.means, classified.verdict.billed), (means, billed), "{status} {body}");
        assert_eq!(classified.message.as_deref().unwrap_or(""), message, "{status} {body}");
        classified
    }

    #[test]
    fn the_code_refines_the_status() {
        let private = r#"{"detail":"User hid data","exc_type":"PrivateAccount"}"#;
        check(403, private, Means::Private, true, "User hid data");
        check(404, r#"{"detail":"User not found","exc_type":"UserNotFound"}"#, Means::NotFound, true, "User not found");
        let broke = r#"{"state":false,"error":"Top up","exc_type":"InsufficientFunds"}"#;
        check(402, broke, Means::OutOfCredit, false, "Top up");
        check(403, r#"{"detail":"x","exc_type":"NeverSeen"}"#, Means::Forbidden, true, "x");
        check(410, r#"{"exc_type":"EndpointDeprecated"}"#, Means::Gone, false, "");
    }

    #[test]
    fn a_cdn_in_front_of_the_service_is_not_about_the_key() {
        check(403, "error code: 1010", Means::Blocked, false, "error code: 1010");
        check(502, "<html>oops", Means::Unavailable, false, "the body is not JSON, it begins \"<html>oops\"");
        check(503, "", Means::Unavailable, false, "");
    }

    #[test]
    fn invalid_parameters_are_listed() {
        let body = r#"{"detail":[{"loc":["query","ids",0],"msg":"not a number","type":"t"},{"loc":"x"}]}"#;
        let classified = check(422, body, Means::InvalidParameter, false, "query.ids.0: not a number; x: ");
        assert_eq!(classified.violations.len(), 2);
    }

    #[test]
    fn bodies_of_unknown_forms_are_classified_by_status() {
        for body in ["null", "[]", "7", r#"{"detail":{"a":1}}"#, r#"{"detail":[]}"#, r#"{"detail":" "}"#] {
            check(404, body, Means::NotFound, true, "");
        }
        check(418, "{}", Means::Unexpected, false, "");
    }

    #[test]
    fn the_table_states_what_is_retried() {
        for (status, retry) in [(429, true), (500, true), (503, true), (408, true), (404, false), (401, false)] {
            let classified = classify(&SERVICE.errors, status, b"{}", "key");
            assert_eq!(classified.verdict.retry != Retry::Never, retry, "{status}");
        }
    }
}
