//! What a reply means: by its status first, then by its body, as the spec's tables say.

use super::text::{beginning, harmless, without};
use super::{Error, ErrorKind, Violation};
use crate::call::Call;
use crate::decode::strict;
use crate::reply::Reply;
use crate::service::{ErrorRules, Means, Verdict, ViolationRule};
use crate::{Json, Result};

/// What the tables say of a reply.
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    code: Option<String>,
    message: Option<String>,
    violations: Vec<Violation>,
}

/// Judges a reply. A body is only read where the status is not a success.
pub(crate) fn judge(rules: &ErrorRules, status: u16, body: &[u8], key: &str) -> Judged {
    let row = rules.statuses.iter().find(|row| (row.first..=row.last).contains(&status));
    let mut verdict = row.map_or(rules.other, |row| row.verdict);
    if verdict.means == Means::Ok {
        return Judged { verdict, code: None, message: None, violations: Vec::new() };
    }
    let Ok(body_json) = strict::<Json>(body) else {
        return text_body(rules, status, verdict, body, key);
    };
    let text = |field: &str| body_json.get(field)?.read::<String>().ok();
    let code = text(rules.code);
    if let Some(rule) = rules.codes.iter().find(|rule| code.as_deref() == Some(rule.code)) {
        verdict = Verdict {
            means: rule.means,
            billed: rule.billed.unwrap_or(verdict.billed),
            retry: rule.retry.unwrap_or(verdict.retry),
        };
    }
    let violations = rules.violations.as_ref().map(|rule| violations(rule, &body_json)).unwrap_or_default();
    let mut texts = rules.message.iter().filter_map(|field| text(field));
    let message = texts.find(|text| !text.trim().is_empty());
    Judged { verdict, code, message: message.or_else(|| listed(&violations)), violations }
}

fn text_body(rules: &ErrorRules, status: u16, verdict: Verdict, body: &[u8], key: &str) -> Judged {
    // The key goes first: cut in two, it would not be found any more.
    let text = without(&String::from_utf8_lossy(body), key);
    let rule = rules.texts.iter().find(|rule| rule.status == status && text.contains(rule.text));
    let message = match rule {
        Some(rule) => Some(rule.text.to_owned()),
        None if text.trim().is_empty() => None,
        None => Some(format!("the body is not JSON, it begins {}", beginning(&text))),
    };
    let verdict = rule.map_or(verdict, |rule| rule.verdict);
    Judged { verdict, code: None, message, violations: Vec::new() }
}

/// Nobody has sent more parameters.
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

/// Parts of a path are texts and numbers; both stand there without quotes.
fn plain(value: &Json) -> String {
    value.read().unwrap_or_else(|_| value.to_string())
}

fn listed(violations: &[Violation]) -> Option<String> {
    let texts: Vec<_> = violations.iter().map(|Violation { path, text }| format!("{path}: {text}")).collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

impl Judged {
    /// The reply itself where it means success.
    pub(crate) fn into_result(self, call: &Call, reply: Reply) -> Result<Reply> {
        let Some(kind) = ErrorKind::of(self.verdict.means) else { return Ok(reply) };
        let key = call.client().inner().key_text();
        let message = self.message.unwrap_or_else(|| format!("{kind}, without a word of explanation"));
        let mut error = Error::new(kind, harmless(&message, key)).of(call.operation());
        let hidden = |violation: Violation| Violation {
            path: harmless(&violation.path, key),
            text: harmless(&violation.text, key),
        };
        error.inner.code = self.code.map(|code| harmless(&code, key));
        error.inner.violations = self.violations.into_iter().map(hidden).collect();
        error.inner.retry = self.verdict.retry;
        error.inner.reply = Some(reply);
        Err(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::SERVICE;
    use crate::service::Retry;

    #[track_caller]
    fn check(status: u16, body: &str, means: Means, billed: bool, message: &str) -> Judged {
        let judged = judge(&SERVICE.errors, status, body.as_bytes(), "key");
        assert_eq!((judged.verdict.means, judged.verdict.billed), (means, billed), "{status} {body}");
        assert_eq!(judged.message.as_deref().unwrap_or(""), message, "{status} {body}");
        judged
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
    fn what_comes_from_before_the_service_is_not_about_the_key() {
        check(403, "error code: 1010", Means::Blocked, false, "error code: 1010");
        check(502, "<html>oops", Means::Unavailable, false, "the body is not JSON, it begins \"<html>oops\"");
        check(503, "", Means::Unavailable, false, "");
    }

    #[test]
    fn wrong_parameters_are_listed() {
        let body = r#"{"detail":[{"loc":["query","ids",0],"msg":"not a number","type":"t"},{"loc":"x"}]}"#;
        let judged = check(422, body, Means::InvalidParameter, false, "query.ids.0: not a number; x: ");
        assert_eq!(judged.violations.len(), 2);
    }

    #[test]
    fn bodies_that_are_none_of_the_forms_are_taken_as_they_are() {
        for body in ["null", "[]", "7", r#"{"detail":{"a":1}}"#, r#"{"detail":[]}"#, r#"{"detail":" "}"#] {
            check(404, body, Means::NotFound, true, "");
        }
        check(418, "{}", Means::Unexpected, false, "");
    }

    #[test]
    fn the_table_says_what_can_be_tried_again() {
        for (status, retry) in [(429, true), (500, true), (503, true), (408, true), (404, false), (401, false)] {
            let judged = judge(&SERVICE.errors, status, b"{}", "key");
            assert_eq!(judged.verdict.retry != Retry::Never, retry, "{status}");
        }
    }
}
